from django.urls import path

from .views.design import design
from .views.leave import about_leaving

urlpatterns = [
    path("design/", design, name="design"),
    path("leave/", about_leaving, name="about_leaving"),
]
