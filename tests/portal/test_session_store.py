"""Sessions are opened as Django's own backend opens them, in one compiled query."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from learning.portal.session_store import SessionStore
from tests.signing_in import signed_in
from tests.workforce.factories import UserFactory


def stored() -> SessionStore:
    session = SessionStore()
    session["said"] = "hello"
    session.save()
    return session


def test_a_session_comes_back_as_it_was_stored(db: None) -> None:
    assert SessionStore(stored().session_key)["said"] == "hello"


def test_a_session_whose_end_has_come_is_empty_and_gets_another_key(db: None) -> None:
    key = stored().session_key
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    opened = SessionStore(key)
    assert opened.get("said") is None
    assert opened.session_key is None


def test_a_key_that_nobody_has_been_given_opens_nothing(db: None) -> None:
    stored()
    opened = SessionStore("x" * 32)
    assert opened.get("said") is None
    assert opened.session_key is None


def test_signing_out_in_one_browser_ends_that_session_alone(db: None) -> None:
    user = UserFactory()
    here, there = signed_in(user), signed_in(user)
    here.post("/accounts/logout/")
    assert not _knows(here)
    assert _knows(there)


def _knows(client: Client) -> bool:
    return client.get("/my-learning/").status_code == 200
