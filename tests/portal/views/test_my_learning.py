"""My learning: what is asked and why, one main button, and the same number of queries for little and much."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.cases.actions.link_case_to_module import link_case_to_module
from learning.modules.models import Module, Prerequisite
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.actions.set_refresher_pool import set_refresher_pool
from learning.workforce.models import Organisation, Person
from tests.cases.factories import published
from tests.certificates.factories import certificate_of
from tests.records.factories import AttemptFactory, CompletionFactory, VersionFactory
from tests.records.session_factories import BookingFactory, LiveSessionFactory
from tests.requirements.factories import RequirementFactory
from tests.workforce.factories import (
    LONG_AGO,
    AbsenceFactory,
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGroupFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = dt.date(2026, 2, 28)
NOW = dt.datetime(2026, 2, 28, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def organisation() -> Organisation:
    LevelMapFactory(role_group=RoleGroupFactory(), level=2)
    return OrganisationFactory(name="Midshire Police")


def employed(organisation: Organisation, since: dt.date = LONG_AGO) -> Person:
    person = PersonFactory(with_login=True, given_name="Sam")
    EmploymentFactory(
        person=person,
        organisation=organisation,
        team=TeamFactory(organisation=organisation, name="Response, Northgate"),
        role_group=RoleGroupFactory(),
        start=since,
    )
    return person


def asked(title: str, level: int = 1) -> Module:
    module = VersionFactory(title=title, module__title=title, level=level).module
    RequirementFactory(module=module, level=level)
    return module


def shown(person: Person) -> str:
    rebuild_everybody()
    client = Client()
    client.force_login(person.user)
    answer = client.get(reverse("my_learning"))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def main_button(html: str) -> str:
    found = re.findall(r'<a class="button" href="([^"]+)"', html)
    assert len(found) == 1, "exactly one main button"
    return str(found[0])


def test_it_is_for_people_signed_in(client: Client) -> None:
    answer = client.get(reverse("my_learning"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_nothing_is_posted_to_it(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.post(reverse("my_learning")).status_code == 405


def test_with_an_open_attempt_the_button_carries_on(organisation: Organisation) -> None:
    person = employed(organisation)
    module = asked("Six principles")
    AttemptFactory(person=person, version=module.current_version, place="s2")
    html = shown(person)
    assert "Carry on where you were" in html
    assert main_button(html) == reverse("player", args=[module.slug])
    assert "You stopped at <strong>“Section s2”</strong>. Two sections to go." in html
    assert "0 of 2 sections done" in html
    assert re.search(r"about \d+ minutes left", html)
    assert "You have started it." in html


def test_of_two_open_attempts_the_last_saved_one_leads(organisation: Organisation) -> None:
    person = employed(organisation)
    early = AttemptFactory(person=person, saved_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    late = AttemptFactory(person=person, saved_at=dt.datetime(2026, 2, 27, 23, 41, tzinfo=dt.UTC))
    html = shown(person)
    assert main_button(html) == reverse("player", args=[late.module.slug])
    assert "Saved yesterday, 23:41" in html
    assert f'Also open: <a href="{reverse("player", args=[early.module.slug])}">' in html


def test_a_try_that_was_not_yet_enough_is_not_lost_from_sight(organisation: Organisation) -> None:
    person = employed(organisation)
    module = asked("Six principles")
    done = dt.datetime(2026, 2, 20, tzinfo=dt.UTC)
    first = AttemptFactory(person=person, version=module.current_version, state="not_yet", closed_at=done)
    html = shown(person)
    assert "“Six principles”: not yet, and nothing is lost" in html
    assert f'href="{reverse("finish", args=[module.slug])}"' in html
    # Started again it is open, and passed it is done.
    again = AttemptFactory(person=person, version=module.current_version, follows=first)
    assert "not yet, and nothing is lost" not in shown(person)
    again.delete()
    CompletionFactory(person=person, version=module.current_version)
    assert "not yet, and nothing is lost" not in shown(person)


def test_without_one_it_starts_what_is_asked_first(organisation: Organisation) -> None:
    person = employed(organisation)
    asked("Later", level=2)
    first = asked("Zebra, the first", level=1)
    asked("Another, the second", level=1)
    html = shown(person)
    assert "Your next module" in html
    assert main_button(html) == reverse("overview", args=[first.slug])


def test_it_says_where_one_works_and_why(organisation: Organisation) -> None:
    asked("Six principles")
    html = shown(employed(organisation))
    assert "You work in <strong>Response, Northgate</strong> at Midshire Police: Frontline direct." in html
    assert "Why these?" in html
    assert "the network asks it of “Frontline direct” (level 1)" in html


def test_somebody_new_has_a_day_in_words(organisation: Organisation) -> None:
    asked("Six principles")
    html = shown(employed(organisation, since=TODAY - dt.timedelta(days=10)))
    assert re.search(r"You have until \d+ \w+ 2026", html)
    assert "overdue" not in html


def test_what_is_current_says_until_when_and_leads_to_its_certificate(organisation: Organisation) -> None:
    person = employed(organisation)
    module = asked("Six principles")
    certificate = certificate_of(person, module.current_version)
    html = shown(person)
    assert "Everything asked of you is current" in html
    assert "It counts until 26 February 2029." in html
    assert reverse("certificate", args=[certificate.uuid]) in html
    assert "held since 27 February 2026" in html
    assert not re.search(r'<a class="button" ', html), "nothing to press when nothing is asked"


def test_a_last_day_that_is_sooner_than_the_module_s_own_says_why(organisation: Organisation) -> None:
    person = employed(organisation)
    redone, sooner = asked("Six principles"), asked("Adultification")
    for module in (redone, sooner):
        CompletionFactory(person=person, version=module.current_version, completed_on=TODAY)
    VersionFactory(
        module=redone, major=2, earlier_completions="redo", redo_by=TODAY + dt.timedelta(days=200), published_at=NOW
    )
    RequirementFactory(module=sooner, level=1, organisation=organisation, refresh_months=12)
    html = shown(person)
    assert "It counts until 16 September 2026, because everyone takes version 2.0 by then." in html
    assert "It counts until 27 February 2027, because this employer asks for it again after 12 months." in html


def test_the_passport_counts_what_is_held_of_each_level(organisation: Organisation) -> None:
    person = employed(organisation)
    for title in ("A", "B"):
        module = asked(title, level=2)
    CompletionFactory(person=person, version=module.current_version, completed_on=TODAY)
    html = shown(person)
    assert "1 of 2 modules" in html
    assert html.count("not asked of you") == 3


def test_two_employers_that_ask_the_same_stand_in_one_row(organisation: Organisation) -> None:
    person = employed(organisation)
    second = OrganisationFactory(name="Northgate Youth Alliance")
    EmploymentFactory(person=person, organisation=second, role_group=RoleGroupFactory())
    asked("Six principles")
    html = shown(person)
    assert "<strong>Midshire Police:</strong>" in html
    assert "<strong>Northgate Youth Alliance:</strong>" in html
    assert html.count("Six principles</a>") == 1


def test_somebody_away_is_asked_for_nothing_and_told_so_kindly(organisation: Organisation) -> None:
    person = employed(organisation)
    AbsenceFactory(person=person, organisation=organisation)
    asked("Six principles")
    html = shown(person)
    assert "1 module is not asked of you just now" in html
    assert "Your next module" not in html


def test_without_an_employer_it_is_kind_and_leads_to_the_modules() -> None:
    html = shown(PersonFactory(with_login=True))
    assert "No employer has told us about you yet" in html
    assert main_button(html) == reverse("catalogue")
    assert "Your passport" not in html


def test_with_an_employer_that_asks_nothing(organisation: Organisation) -> None:
    assert "Nothing is asked of you today" in shown(employed(organisation))


def test_a_login_of_nobody_is_told_what_happens_next(client: Client) -> None:
    client.force_login(UserFactory())
    assert "This login belongs to no person yet" in client.get(reverse("my_learning")).content.decode()


def test_cases_of_what_is_open_stand_first(organisation: Organisation) -> None:
    person = employed(organisation)
    module, other = asked("Six principles"), asked("Another")
    AttemptFactory(person=person, version=module.current_version)
    for title, taught in (("Near", module), ("Far", other)):
        link_case_to_module(published(title), taught, "A point", TODAY)
    published("Of nothing asked")
    html = shown(person)
    assert html.index(">Near</a>") < html.index(">Far</a>")
    assert "Of nothing asked" not in html


def test_a_case_for_another_sector_is_not_there(organisation: Organisation) -> None:
    module = asked("Six principles")
    link_case_to_module(published("For police", audience="sector", audience_sector="police"), module, "A point", TODAY)
    assert "For police" not in shown(employed(organisation))


def test_nothing_of_anybody_else(organisation: Organisation) -> None:
    module = asked("Six principles")
    AttemptFactory(version=VersionFactory(title="Only theirs"))
    certificate = certificate_of(version=module.current_version)
    html = shown(employed(organisation))
    assert "Only theirs" not in html
    assert str(certificate.uuid) not in html


@pytest.mark.parametrize("size", [1, 8])
def test_queries_do_not_grow(
    organisation: Organisation, client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    person = employed(organisation)
    for n in range(size):
        module = asked(f"Open {n}")
        AttemptFactory(person=person, version=module.current_version)
        link_case_to_module(published(f"Case {n}"), module, "A point", TODAY)
        tried = asked(f"Not yet {n}").current_version
        AttemptFactory(person=person, version=tried, state="not_yet", closed_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
        held = asked(f"Held {n}", level=2)
        certificate_of(person, held.current_version)
    rebuild_everybody()
    client.force_login(person.user)
    client.get(reverse("my_learning"))
    with django_assert_num_queries(12):
        client.get(reverse("my_learning"))


@pytest.mark.parametrize("size", [1, 6])
def test_queries_do_not_grow_where_everything_comes_together(
    organisation: Organisation, client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    """Ways to go, changes, sessions to choose for; what renews what runs out takes one query more."""
    person = employed(organisation)
    EmploymentFactory(person=person, organisation=OrganisationFactory(), role_group=RoleGroupFactory())
    for n in range(size):
        AttemptFactory(person=person, version=asked(f"Open {n}").current_version)
        later, first = asked(f"Later {n}"), asked(f"First {n}")
        Prerequisite.objects.create(module=later, first=first, is_required=True)
        changed, runs_out = asked(f"Changed {n}"), asked(f"Runs out {n}")
        CompletionFactory(person=person, version=changed.current_version)
        VersionFactory(module=changed, minor=1, what_changed="One word is better.", change="minor")
        ends = TODAY + dt.timedelta(days=20)
        CompletionFactory(person=person, version=runs_out.current_version, valid_until=ends)
        set_refresher_pool(None, runs_out, [first], needed=1, months=12, starts_on=LONG_AGO)
        start = dt.datetime(2026, 2, 10 + n, 10, tzinfo=dt.UTC)
        BookingFactory(
            person=person, session=LiveSessionFactory(starts_at=start, ends_at=start + dt.timedelta(hours=1))
        )
        BookingFactory(person=person)
    html = shown(person)
    for said in (
        "Later 0",
        "First 0",
        "One word is better.",
        "Or refresh it instead",
        "Say which of your employers you came for",
    ):
        assert said in html, said
    client.force_login(person.user)
    with django_assert_num_queries(13):
        client.get(reverse("my_learning"))
