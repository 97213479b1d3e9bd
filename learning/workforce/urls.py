from django.urls import path

from .views.agreement import workforce_agreement, workforce_agreement_change, workforce_agreement_new
from .views.desk import workforce, workforce_home
from .views.grade import workforce_grade, workforce_headcounts

urlpatterns = [
    path("workforce/", workforce_home, name="workforce_home"),
    path("workforce/<slug:organisation>/", workforce, name="workforce"),
    path("workforce/<slug:organisation>/agreement/", workforce_agreement, name="workforce_agreement"),
    path("workforce/<slug:organisation>/agreement/new/", workforce_agreement_new, name="workforce_agreement_new"),
    path(
        "workforce/<slug:organisation>/agreement/change/", workforce_agreement_change, name="workforce_agreement_change"
    ),
    path("workforce/<slug:organisation>/grade/", workforce_grade, name="workforce_grade"),
    path("workforce/<slug:organisation>/headcounts/", workforce_headcounts, name="workforce_headcounts"),
]
