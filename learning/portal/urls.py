from django.urls import path

from .views.design import design
from .views.fixed import notice, support
from .views.leave import about_leaving
from .views.my_learning import my_learning
from .views.search import search

urlpatterns = [
    path("my-learning/", my_learning, name="my_learning"),
    path("search/", search, name="search"),
    path("support/", support, name="support"),
    path("accessibility/", notice, {"slug": "accessibility"}, name="accessibility"),
    path("privacy/", notice, {"slug": "privacy"}, name="privacy"),
    path("complaints/", notice, {"slug": "complaints"}, name="complaints"),
    path("design/", design, name="design"),
    path("leave/", about_leaving, name="about_leaving"),
]
