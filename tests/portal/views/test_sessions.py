"""The screens of live sessions: what is public, what only those with a place read, and the register's one tap."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from learning.audit.models import Event
from learning.portal.room_codes import MOST_MISSED
from learning.records.models import Booking, BookingState, LiveSession
from tests.records.session_factories import (
    STARTS,
    BookingFactory,
    LiveSessionFactory,
    lead_of,
    learner,
    taught_version,
    user_of,
)
from tests.signing_in import signed_in
from tests.workforce.factories import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(clock: Traveller) -> LiveSession:
    made: LiveSession = LiveSessionFactory()
    return made


def of(session: LiveSession, name: str = "live_session", **more: Any) -> str:
    return reverse(name, kwargs={"uuid": session.uuid} | more)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_anybody_reads_what_when_and_where_and_no_name_and_no_link(session: LiveSession, client: Client) -> None:
    booking = BookingFactory(session=session)
    for address in (reverse("live_sessions"), of(session)):
        shown = words(client, address)
        assert session.version.title in shown
        assert session.place in shown
        assert session.link not in shown
        assert booking.person.family_name not in shown
        assert session.code not in shown


@pytest.mark.parametrize(("state", "sees"), [("booked", True), ("waiting", False), ("given_up", False)])
def test_the_link_is_for_those_with_a_place(session: LiveSession, state: str, sees: bool) -> None:
    booking = BookingFactory(session=session, state=state)
    browser = signed_in(user_of(booking.person))
    assert (session.link in words(browser, of(session))) is sees
    calendar = browser.get(of(session, "session_calendar")).content.decode().replace("\r\n ", "")
    assert (session.link in calendar) is sees
    assert ("METHOD:CANCEL" in calendar) is (state == "given_up")


def test_the_calendar_file_is_only_for_those_who_come(session: LiveSession) -> None:
    assert signed_in(user_of(learner())).get(of(session, "session_calendar")).status_code == 404
    answer = signed_in(lead_of(session)).get(of(session, "session_calendar"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"


def test_somebody_with_two_employers_chooses_one(session: LiveSession) -> None:
    person = learner()
    second = EmploymentFactory(person=person).organisation
    browser = signed_in(user_of(person))
    browser.post(of(session, "session_place"), {"organisation": second.pk})
    assert Booking.objects.get().organisation == second
    assert browser.post(of(session, "session_place"), {"organisation": "9999999"}).status_code == 400


def test_my_learning_shows_the_place_and_asks_for_the_employer(session: LiveSession, clock: Traveller) -> None:
    person = learner()
    EmploymentFactory(person=person)
    BookingFactory(session=session, person=person)
    shown = words(signed_in(user_of(person)), reverse("my_learning"))
    assert "you have a place" in shown
    clock.move_to(STARTS + dt.timedelta(days=2))
    shown = words(signed_in(user_of(person)), reverse("my_learning"))
    assert "Say which of your employers you came for" in shown


def test_each_reading_of_the_register_is_in_the_audit_trail(session: LiveSession) -> None:
    booking = BookingFactory(session=session)
    browser = signed_in(lead_of(session))
    assert booking.person.name in words(browser, of(session, "session_register"))
    words(browser, of(session, "session_register"))
    assert Event.objects.of("session.register_seen").filter(object_id=str(session.pk)).count() == 2
    assert signed_in(user_of(booking.person)).get(of(session, "session_register")).status_code == 404


@pytest.fixture
def nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("nothing_counted")
def test_the_code_of_a_room_cannot_be_guessed_by_trying(session: LiveSession, clock: Traveller) -> None:
    clock.move_to(STARTS)
    browser, other = signed_in(user_of(learner())), signed_in(user_of(learner()))
    here = of(session, "session_here")
    for _again in range(MOST_MISSED):
        assert browser.post(here, {"code": "AAAAAA"}).status_code == 422
    answer = browser.post(here, {"code": session.code})
    assert answer.status_code == 429
    assert "Wait ten minutes" in answer.content.decode()
    assert not Booking.objects.exists()
    assert other.post(here, {"code": session.code}).status_code == 302, "one guesser locks nobody else out"


@pytest.mark.parametrize("state", [BookingState.WAITING, BookingState.GIVEN_UP])
def test_whoever_was_never_in_the_register_cannot_be_taken_out_of_it(
    session: LiveSession, clock: Traveller, state: BookingState
) -> None:
    booking = BookingFactory(session=session, state=state)
    clock.move_to(STARTS)
    tap = of(session, "session_tap", booking=booking.pk)
    answer = signed_in(lead_of(session)).post(tap, {"there": "no"}, headers={"HX-Request": "true"})
    assert answer.status_code == 404
    booking.refresh_from_db()
    assert booking.state == state, "a place in the line, or having given it up, is theirs"


def test_one_tap_with_htmx_brings_the_line_and_the_count(session: LiveSession, clock: Traveller) -> None:
    booking = BookingFactory(session=session)
    BookingFactory(session=session)
    clock.move_to(STARTS)
    browser = signed_in(lead_of(session))
    tap = of(session, "session_tap", booking=booking.pk)
    answer = browser.post(tap, {"there": "yes"}, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert "<html" not in shown
    assert 'aria-pressed="true"' in shown
    assert "<strong>1</strong> of 2 there" in shown
    answer = browser.post(tap, {"there": "no"})
    assert answer.headers["Location"].endswith(f"#line-{booking.pk}")
    assert Booking.objects.get(pk=booking.pk).present_at is None
    assert browser.post(tap, {"there": "perhaps"}).status_code == 400


def test_a_tap_too_early_or_of_another_session_changes_nothing(session: LiveSession) -> None:
    booking, elsewhere = BookingFactory(session=session), BookingFactory()
    browser = signed_in(lead_of(session))
    early = of(session, "session_tap", booking=booking.pk)
    assert browser.post(early, {"there": "yes"}, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert browser.post(of(session, "session_tap", booking=elsewhere.pk), {"there": "yes"}).status_code == 404
    assert not Booking.objects.exclude(present_at=None).exists()


def test_an_unknown_address_is_refused_beside_the_field_and_kept(session: LiveSession, clock: Traveller) -> None:
    clock.move_to(STARTS)
    answer = signed_in(lead_of(session)).post(of(session, "session_add"), {"email": "nobody@example.org"})
    assert answer.status_code == 422
    assert "Nobody here is known by this address" in answer.content.decode()
    assert "nobody@example.org" in answer.content.decode()


GIVEN = {
    "day_day": "3",
    "day_month": "3",
    "day_year": "2026",
    "starts": "10:00",
    "ends": "11:30",
    "place": "Room",
    "capacity": "8",
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": ""}, "Say where it is"),
        ({"ends": "09:00"}, "It ends after it starts"),
        ({"day_month": "1"}, "This time has passed"),
        ({"day_day": "29", "starts": "01:30", "ends": "03:00"}, "The clocks change that night"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"starts": "ten"}, "Write a time such as 14:30"),
        ({"others": "nobody@example.org"}, "is not the address of a trainer or facilitator"),
        ({"link": "not a link"}, "Enter a valid URL"),
    ],
)
def test_what_a_trainer_gets_wrong_is_said_and_nothing_is_lost(
    session: LiveSession, changes: dict[str, str], said: str
) -> None:
    module = taught_version().module
    browser = signed_in(lead_of(session))
    answer = browser.post(reverse("session_new"), GIVEN | {"module": module.pk, "note": "Bring a pen."} | changes)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert "Bring a pen." in shown
    assert LiveSession.objects.count() == 1


def test_a_session_is_put_up_in_the_time_of_london(session: LiveSession) -> None:
    module = taught_version().module
    given = GIVEN | {"module": module.pk, "day_month": "July"}
    assert signed_in(lead_of(session)).post(reverse("session_new"), given).status_code == 302
    made = LiveSession.objects.latest("pk")
    assert made.starts_at == dt.datetime(2026, 7, 3, 9, 0, tzinfo=dt.UTC)
    assert made.version == module.current_version


@pytest.mark.parametrize("name", ["live_sessions", "live_session", "session_register"])
def test_queries_do_not_grow(session: LiveSession, django_assert_max_num_queries: Any, name: str) -> None:
    browser = signed_in(lead_of(session))
    address = reverse(name) if name == "live_sessions" else of(session, name)
    browser.get(address)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(40) as asked:
            browser.get(address)
        counts.append(len(asked.captured_queries))
        for _more in range(6):
            BookingFactory(session=session)
        for _more in range(6):
            LiveSessionFactory(version=session.version, leads=[lead_of(session)])
    assert counts[0] == counts[1]
