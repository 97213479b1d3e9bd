from django.urls import path, register_converter

from .subjects import SubjectListConverter
from .views.concerns import concern_case, concern_section, concerns, my_concerns
from .views.design import design
from .views.device_keys import device_keys
from .views.duplicates import duplicates, duplicates_apart
from .views.fixed import about, notice, support
from .views.join import join, join_confirm, join_link, join_not_mine, join_sent
from .views.leave import about_leaving
from .views.my_learning import my_learning
from .views.my_mail import my_mail, my_mail_as_sent
from .views.my_record import my_record, my_record_export
from .views.my_record_report import my_record_report
from .views.news_feed import news_feed
from .views.outbox import outbox, outbox_again
from .views.own_posts import own_post, own_post_take_back, own_row, own_row_apart
from .views.pathways import pathway, pathways, role, roles
from .views.player import player, player_pause, player_route, player_section
from .views.player_answer import player_answer, player_rate, player_reflect, player_share
from .views.player_files import player_captions, player_sheet
from .views.player_finish import finish
from .views.practice import nudges, practice, practice_manager, practice_witness
from .views.search import search
from .views.session_edit import session_cancel, session_change, session_new
from .views.session_register import session_add, session_close, session_mistake, session_register, session_tap
from .views.sessions import (
    live_session,
    live_sessions,
    session_calendar,
    session_employer,
    session_here,
    session_place,
)
from .views.shared_reflections import shared_reflections
from .views.subjects import subject, subjects

register_converter(SubjectListConverter, "subject_list")

urlpatterns = [
    path("my-learning/", my_learning, name="my_learning"),
    path("search/", search, name="search"),
    path("news.atom", news_feed, name="news_feed"),
    path("levels/", pathways, name="pathways"),
    path("levels/<int:level>/", pathway, name="pathway"),
    path("roles/", roles, name="roles"),
    path("roles/<slug:role_group>/", role, name="role"),
    path("<subject_list:list_>/", subjects, name="subjects"),
    path("<subject_list:list_>/<slug:slug>/", subject, name="subject"),
    path("about/", about, name="about"),
    path("support/", support, name="support"),
    path("accessibility/", notice, {"slug": "accessibility"}, name="accessibility"),
    path("privacy/", notice, {"slug": "privacy"}, name="privacy"),
    path("complaints/", notice, {"slug": "complaints"}, name="complaints"),
    path("design/", design, name="design"),
    path("leave/", about_leaving, name="about_leaving"),
    path("learn/<slug:module>/", player, name="player"),
    path("learn/<slug:module>/finished/", finish, name="finish"),
    path("learn/<slug:module>/pause/", player_pause, name="player_pause"),
    path("learn/<slug:module>/<int:section>/", player_section, name="player_section"),
    path("learn/<slug:module>/<int:section>/route/", player_route, name="player_route"),
    path("learn/<slug:module>/answers/<str:block>/", player_answer, name="player_answer"),
    path("learn/<slug:module>/reflections/<str:block>/", player_reflect, name="player_reflect"),
    path("learn/<slug:module>/ratings/<str:block>/", player_rate, name="player_rate"),
    path("learn/<slug:module>/reflections/<str:block>/share/", player_share, name="player_share"),
    path("learn/<slug:module>/captions/<str:block>/", player_captions, name="player_captions"),
    path("learn/<slug:module>/sheets/<str:sheet>/", player_sheet, name="player_sheet"),
    path("teaching/<slug:module>/shared/", shared_reflections, name="shared_reflections"),
    path("practice/<str:token>/", practice, name="practice"),
    path("practice/<str:token>/manager/", practice_manager, name="practice_manager"),
    path("practice/seen/<str:token>/", practice_witness, name="practice_witness"),
    path("reminders/<str:token>/", nudges, name="nudges"),
    path("sessions/", live_sessions, name="live_sessions"),
    path("sessions/new/", session_new, name="session_new"),
    path("sessions/<uuid:uuid>/", live_session, name="live_session"),
    path("sessions/<uuid:uuid>/place/", session_place, name="session_place"),
    path("sessions/<uuid:uuid>/employer/", session_employer, name="session_employer"),
    path("sessions/<uuid:uuid>/here/", session_here, name="session_here"),
    path("sessions/<uuid:uuid>/calendar.ics", session_calendar, name="session_calendar"),
    path("sessions/<uuid:uuid>/change/", session_change, name="session_change"),
    path("sessions/<uuid:uuid>/cancel/", session_cancel, name="session_cancel"),
    path("sessions/<uuid:uuid>/register/", session_register, name="session_register"),
    path("sessions/<uuid:uuid>/register/<int:booking>/", session_tap, name="session_tap"),
    path("sessions/<uuid:uuid>/register/add/", session_add, name="session_add"),
    path("sessions/<uuid:uuid>/register/close/", session_close, name="session_close"),
    path("sessions/<uuid:uuid>/register/mistake/<int:attendance>/", session_mistake, name="session_mistake"),
    path("learn/<slug:module>/<int:section>/wrong/", concern_section, name="concern_section"),
    path("cases/<slug:slug>/wrong/", concern_case, name="concern_case"),
    path("teaching/concerns/", concerns, name="concerns"),
    path("my-concerns/", my_concerns, name="my_concerns"),
    path("device-keys/", device_keys, name="device_keys"),
    path("join/", join, name="join"),
    path("join/sent/", join_sent, name="join_sent"),
    path("join/not-mine/", join_not_mine, name="join_not_mine"),
    path("join/yes/", join_confirm, name="join_confirm"),
    path("join/<str:token>/", join_link, name="join_link"),
    path("duplicates/", duplicates, name="duplicates"),
    path("duplicates/<int:person>/apart/", duplicates_apart, name="duplicates_apart"),
    path("my-record/post/", own_post, name="own_post"),
    path("my-record/post/<int:post>/take-back/", own_post_take_back, name="own_post_take_back"),
    path("my-record/same/<uuid:uuid>/", own_row, name="own_row"),
    path("my-record/same/<uuid:uuid>/apart/", own_row_apart, name="own_row_apart"),
    path("my-record/", my_record, name="my_record"),
    path("my-record/<slug:organisation>/error/", my_record_report, name="my_record_report"),
    path("my-record/export/", my_record_export, name="my_record_export"),
    path("my-record/mails/<int:message>/", my_mail, name="my_mail"),
    path("my-record/mails/<int:message>/as-sent/", my_mail_as_sent, name="my_mail_as_sent"),
    path("outbox/", outbox, name="outbox"),
    path("outbox/<int:message>/again/", outbox_again, name="outbox_again"),
]
