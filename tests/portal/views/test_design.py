"""The page of all pieces: who may see it, and that every piece is on it."""

from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, RequestFactory

from learning.portal.views.design import design
from learning.workforce.models import Role
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db
PARTIALS = Path(__file__).resolve().parents[3] / "templates" / "partials"


@pytest.fixture
def page() -> str:
    request = RequestFactory().get("/design/")
    request.user = RoleAssignmentFactory(role=Role.TRAINER).user
    return design(request).content.decode()


def test_a_learner_may_not(client: Client):
    client.force_login(UserFactory())
    assert client.get("/design/").status_code == 403


def test_nobody_is_led_to_sign_in(client: Client):
    assert client.get("/design/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_shows(client: Client, method: str):
    user = RoleAssignmentFactory(role=Role.TRAINER).user
    client.force_login(user)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "mfa")
    request.session["account_authentication_methods_user"] = str(user.pk)
    request.session.save()
    assert client.get("/design/").status_code == 200
    assert getattr(client, method)("/design/").status_code == 405


@pytest.mark.parametrize(
    "mark",
    [
        'class="thread"',
        'class="strand timeline"',
        'class="tag soon"',
        'class="status gone"',
        'class="card lead',
        'class="facts"',
        'class="rows',
        'class="key"',
        'class="example"',
        'class="answers"',
        'class="note stack gap-2 warn"',
        'class="note support',
        'class="note before',
        'class="errors"',
        'class="field bad"',
        'class="day"',
        'class="choice"',
        'class="plain cards',
        'class="figure"',
        'class="work"',
        "<progress",
        "data-saved",
        'class="waits"',
        'class="toast',
        'class="empty"',
        'class="pages"',
        'class="button grave"',
        'class="legend"',
        'class="menu on-phone"',
        'class="leave"',
        'class="scale"',
        'class="meter"',
    ],
)
def test_each_piece_is_shown(page: str, mark: str):
    assert mark in page


def test_no_partial_is_forgotten():
    """A piece that nobody can look at goes out of date unseen."""
    shown_by_others = {
        "account_menu", "day", "error_summary", "field", "field_says", "footer", "form", "header", "leave", "messages",
        "places", "status", "styles", "waiting",
    }  # fmt: skip
    source = (PARTIALS.parent / "portal" / "design.html").read_text()
    missing = {
        piece.stem for piece in PARTIALS.glob("*.html") if f"partials/{piece.name}" not in source
    } - shown_by_others
    assert missing == set()
