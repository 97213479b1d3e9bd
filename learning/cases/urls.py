from django.urls import path

from .views.inside import case_inside
from .views.learning_case import learning_case
from .views.library import case_library

urlpatterns = [
    path("cases/", case_library, name="case_library"),
    path("cases/<slug:slug>/", learning_case, name="case"),
    path("cases/<int:case>/inside/", case_inside, name="case_inside"),
]
