from django.urls import path

from .views.agreement import case_agreement
from .views.answers import case_answers, case_follow_up
from .views.bring import case_bring, case_mend
from .views.check import case_check
from .views.desk import case_brought, case_desk
from .views.ending import case_step
from .views.inside import case_inside
from .views.learning_case import learning_case
from .views.learning_draft import learning_draft
from .views.library import case_library
from .views.nominate import case_nominate, case_share
from .views.note import case_note
from .views.record import case_export, case_record, case_records
from .views.report import case_about_me, case_report, hidden_case
from .views.risk import case_alert, case_risk
from .views.round import case_round, case_round_calendar, case_round_said
from .views.schedule import case_schedule

urlpatterns = [
    path("cases/", case_library, name="case_library"),
    path("cases/desk/", case_desk, name="case_desk"),
    path("cases/records/", case_records, name="case_records"),
    path("cases/bring/", case_bring, name="case_bring"),
    path("cases/brought/<uuid:uuid>/", case_brought, name="case_brought"),
    path("cases/brought/<uuid:uuid>/mend/", case_mend, name="case_mend"),
    path("cases/brought/<uuid:uuid>/check/", case_check, name="case_check"),
    path("cases/brought/<uuid:uuid>/agreement/", case_agreement, name="case_agreement"),
    path("cases/brought/<uuid:uuid>/schedule/", case_schedule, name="case_schedule"),
    path("cases/brought/<uuid:uuid>/round/", case_round, name="case_round"),
    path("cases/brought/<uuid:uuid>/round/said/", case_round_said, name="case_round_said"),
    path("cases/brought/<uuid:uuid>/round/calendar.ics", case_round_calendar, name="case_round_calendar"),
    path("cases/brought/<uuid:uuid>/answers/", case_answers, name="case_answers"),
    path("cases/brought/<uuid:uuid>/follow-up/", case_follow_up, name="case_follow_up"),
    path("cases/brought/<uuid:uuid>/note/", case_note, name="case_note"),
    path("cases/brought/<uuid:uuid>/nominate/", case_nominate, name="case_nominate"),
    path("cases/brought/<uuid:uuid>/share/", case_share, name="case_share"),
    path("cases/brought/<uuid:uuid>/risk/", case_risk, name="case_risk"),
    path("cases/brought/<uuid:uuid>/step/<slug:move>/", case_step, name="case_step"),
    path("cases/about-me/", case_about_me, name="case_about_me"),
    path("cases/<slug:slug>/about-me/", case_about_me, name="case_about_me"),
    path("cases/hidden/<uuid:uuid>/", hidden_case, name="hidden_case"),
    path("cases/report/<uuid:uuid>/", case_report, name="case_report"),
    path("cases/brought/<uuid:uuid>/record/", case_record, name="case_record"),
    path("cases/brought/<uuid:uuid>/record/export/", case_export, name="case_export"),
    path("cases/alert/<uuid:uuid>/", case_alert, name="case_alert"),
    path("cases/learning/<uuid:uuid>/", learning_draft, name="learning_draft"),
    path("cases/<slug:slug>/", learning_case, name="case"),
    path("cases/<int:case>/inside/", case_inside, name="case_inside"),
]
