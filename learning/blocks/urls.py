from django.urls import path

from .views.film import film

urlpatterns = [path("films/<int:document>/<str:name>", film, name="film")]
