"""Where the navigation leads, by role."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from learning.portal import context_processors
from learning.portal.context_processors import Place, site_frame
from learning.workforce.models import Role, User
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

ALL_PLACES = context_processors.PLACES
PLACES = (
    Place("Everybody", "about_leaving", also=("/elsewhere/",)),
    Place("Signed in", "mfa_index", signed_in=True),
    Place("Trainers", "design", roles=frozenset({Role.TRAINER})),
    Place("Not installed", "of_no_app"),
)


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(context_processors, "PLACES", PLACES)


def seen_by(user: User | AnonymousUser, path: str = "/x/") -> list[tuple[str, str]]:
    request: HttpRequest = RequestFactory().get(path)
    request.user = user
    return [(str(entry.label), entry.state) for entry in site_frame(request)["frame"].places]


def test_nobody_sees_what_is_open_to_all():
    assert seen_by(AnonymousUser()) == [("Everybody", "")]


@pytest.mark.django_db
def test_a_learner_sees_their_own_places():
    assert seen_by(UserFactory()) == [("Everybody", ""), ("Signed in", "")]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "seen"), [(Role.TRAINER, True), (Role.IG_LEAD, False)])
def test_a_role_adds_its_place(role: Role, seen: bool):
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=role)
    assert (("Trainers", "") in seen_by(user)) is seen


@pytest.mark.django_db
def test_a_role_that_ended_adds_nothing(clock):
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=Role.TRAINER, ended_on=dt.date(2026, 2, 28))
    assert ("Trainers", "") not in seen_by(user)


@pytest.mark.parametrize(
    ("path", "state"),
    [("/leave/", "page"), ("/leave/more/", "true"), ("/le/", ""), ("/elsewhere/more/", "true"), ("/else/", "")],
)
def test_the_place_one_is_at_is_marked(path: str, state: str):
    assert seen_by(AnonymousUser(), path) == [("Everybody", state)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "arguments", "lit"),
    [
        ("coverage_downloads", ["a-partner"], "Coverage"),
        ("coverage_error_reports", ["a-partner"], "Coverage"),
        ("coverage_trend", ["a-partner"], "Coverage"),
        ("what_is_asked", ["a-partner"], "Coverage"),
        ("equivalences", [], "Coverage"),
        ("coverage_reminders", ["a-partner"], "Workforce"),
        ("learning_records", ["a-partner"], "Workforce"),
        ("workforce_returns", ["a-partner"], "Workforce"),
    ],
)
def test_each_page_of_an_hr_lead_lights_the_one_place_that_its_breadcrumb_begins_with(
    monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str], lit: str
):
    monkeypatch.setattr(context_processors, "PLACES", ALL_PLACES)
    lead = RoleAssignmentFactory(hr_lead=True).user
    assert [label for label, state in seen_by(lead, reverse(name, args=arguments)) if state] == [lit]


@pytest.mark.django_db
def test_nothing_is_asked_before_a_template_asks(django_assert_num_queries):
    user = UserFactory()
    request = RequestFactory().get("/")
    request.user = user
    with django_assert_num_queries(0):
        frame = site_frame(request)["frame"]
        assert frame.site_name == "Connected Learning"
    with django_assert_num_queries(1):
        assert frame.support[0].href == "tel:999"
    with django_assert_num_queries(0):
        assert frame.support is frame.support
        assert site_frame(request)["frame"].support == frame.support, "kept for a while in this process"
    with django_assert_num_queries(1):
        assert frame.places
        assert frame.places


def test_a_page_without_a_user_still_has_a_frame():
    """An error page may be drawn before anybody is known."""
    frame = site_frame(SimpleNamespace(path="/", user=None))["frame"]
    assert frame.is_signed_in is False
    assert [str(entry.label) for entry in frame.places] == ["Everybody"]


def test_the_foot_leads_to_what_is_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(context_processors, "NOTICES", (Place("Leaving", "about_leaving"), Place("None", "of_no_app")))
    request = RequestFactory().get("/x/")
    assert [(str(entry.label), entry.href) for entry in site_frame(request)["frame"].notices] == [
        ("Leaving", "/leave/")
    ]
