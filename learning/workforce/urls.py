from django.urls import path

from .views.agreement import workforce_agreement, workforce_agreement_change, workforce_agreement_new
from .views.by_form import (
    workforce_people,
    workforce_person_away,
    workforce_person_correct,
    workforce_person_end,
    workforce_person_move,
    workforce_person_new,
)
from .views.codes import workforce_code_withdraw, workforce_codes, workforce_codes_print
from .views.desk import workforce, workforce_home
from .views.duplicates import workforce_duplicates
from .views.grade import workforce_grade, workforce_headcounts
from .views.return_acts import (
    workforce_return_commit,
    workforce_return_compare,
    workforce_return_discard,
    workforce_return_mend,
    workforce_return_undo,
)
from .views.return_differences import workforce_return, workforce_return_problems, workforce_return_progress
from .views.return_match import workforce_return_columns, workforce_return_titles
from .views.returns import workforce_return_new, workforce_returns
from .views.waiting import workforce_waiting, workforce_waiting_confirm, workforce_waiting_decline

RETURN = "workforce/<slug:organisation>/returns/<uuid:uuid>/"
PERSON = "workforce/<slug:organisation>/people/<uuid:uuid>/"

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
    path("workforce/<slug:organisation>/returns/", workforce_returns, name="workforce_returns"),
    path("workforce/<slug:organisation>/returns/new/", workforce_return_new, name="workforce_return_new"),
    path(RETURN, workforce_return, name="workforce_return"),
    path(f"{RETURN}columns/", workforce_return_columns, name="workforce_return_columns"),
    path(f"{RETURN}titles/", workforce_return_titles, name="workforce_return_titles"),
    path(f"{RETURN}progress/", workforce_return_progress, name="workforce_return_progress"),
    path(f"{RETURN}problems.xlsx", workforce_return_problems, name="workforce_return_problems"),
    path(f"{RETURN}mend/", workforce_return_mend, name="workforce_return_mend"),
    path(f"{RETURN}compare/", workforce_return_compare, name="workforce_return_compare"),
    path(f"{RETURN}commit/", workforce_return_commit, name="workforce_return_commit"),
    path(f"{RETURN}undo/", workforce_return_undo, name="workforce_return_undo"),
    path(f"{RETURN}discard/", workforce_return_discard, name="workforce_return_discard"),
    path("workforce/<slug:organisation>/people/", workforce_people, name="workforce_people"),
    path("workforce/<slug:organisation>/people/new/", workforce_person_new, name="workforce_person_new"),
    path(f"{PERSON}move/", workforce_person_move, name="workforce_person_move"),
    path(f"{PERSON}end/", workforce_person_end, name="workforce_person_end"),
    path(f"{PERSON}away/", workforce_person_away, name="workforce_person_away"),
    path(f"{PERSON}correct/", workforce_person_correct, name="workforce_person_correct"),
    path("workforce/<slug:organisation>/waiting/", workforce_waiting, name="workforce_waiting"),
    path(
        "workforce/<slug:organisation>/waiting/<int:post>/",
        workforce_waiting_confirm,
        name="workforce_waiting_confirm",
    ),
    path(
        "workforce/<slug:organisation>/waiting/<int:post>/decline/",
        workforce_waiting_decline,
        name="workforce_waiting_decline",
    ),
    path("workforce/<slug:organisation>/codes/", workforce_codes, name="workforce_codes"),
    path("workforce/<slug:organisation>/codes/print/", workforce_codes_print, name="workforce_codes_print"),
    path(
        "workforce/<slug:organisation>/codes/<int:code>/withdraw/",
        workforce_code_withdraw,
        name="workforce_code_withdraw",
    ),
    path("workforce/<slug:organisation>/duplicates/", workforce_duplicates, name="workforce_duplicates"),
]
