from django.conf import settings
from django.urls import path

from .views.film import film
from .views.picture import FOLDER, picture

urlpatterns = [
    path("films/<int:document>/<str:name>", film, name="film"),
    path(f"{settings.MEDIA_URL.strip('/')}/{FOLDER}<str:name>", picture, name="picture"),
]
