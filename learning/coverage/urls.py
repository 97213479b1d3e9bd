from django.urls import path

from .views.downloads import download, download_file, downloads
from .views.due import due
from .views.error_reports import report, reports
from .views.export import coverage_csv, coverage_xlsx, trend_csv, trend_xlsx
from .views.organisation import coverage_home, organisation
from .views.people import people, team_people
from .views.person import person
from .views.reminders import reminders
from .views.teams import team, teams
from .views.trend import trend
from .views.why_reminder import why_reminder

urlpatterns = [
    path("coverage/", coverage_home, name="coverage_home"),
    path("coverage/<slug:organisation>/", organisation, name="coverage"),
    path("coverage/<slug:organisation>/coverage.csv", coverage_csv, name="coverage_csv"),
    path("coverage/<slug:organisation>/coverage.xlsx", coverage_xlsx, name="coverage_xlsx"),
    path("coverage/<slug:organisation>/trend/", trend, name="coverage_trend"),
    path("coverage/<slug:organisation>/due/", due, name="coverage_due"),
    path("coverage/<slug:organisation>/month-ends.csv", trend_csv, name="coverage_trend_csv"),
    path("coverage/<slug:organisation>/month-ends.xlsx", trend_xlsx, name="coverage_trend_xlsx"),
    path("coverage/<slug:organisation>/downloads/", downloads, name="coverage_downloads"),
    path("coverage/<slug:organisation>/downloads/<uuid:uuid>/", download, name="coverage_download"),
    path("coverage/<slug:organisation>/downloads/<uuid:uuid>/file", download_file, name="coverage_download_file"),
    path("coverage/<slug:organisation>/people/", people, name="coverage_people"),
    path("coverage/<slug:organisation>/people/<uuid:uuid>/", person, name="coverage_person"),
    path("workforce/<slug:organisation>/reminders/", reminders, name="coverage_reminders"),
    path("reminders/why/<str:token>/", why_reminder, name="why_reminder"),
    path("coverage/<slug:organisation>/people/<uuid:uuid>/error/", report, name="coverage_error_report"),
    path("coverage/<slug:organisation>/errors/", reports, name="coverage_error_reports"),
    path("coverage/<slug:organisation>/teams/", teams, name="coverage_teams"),
    path("coverage/<slug:organisation>/teams/<int:team>/", team, name="coverage_team"),
    path("coverage/<slug:organisation>/teams/<int:team>/people/", team_people, name="coverage_team_people"),
]
