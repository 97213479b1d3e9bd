from django.urls import path

from .views.catalogue import catalogue, overview

urlpatterns = [
    path("catalogue/", catalogue, name="catalogue"),
    path("catalogue/<slug:module>/", overview, name="overview"),
]
