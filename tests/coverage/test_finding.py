"""Whom words find: one's own people by name, number or address at work, and nothing about anybody's other employer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from learning.audit.models import Event
from learning.coverage.forms import PeopleForm
from learning.workforce.models import Employment, Person
from tests.coverage.factories import Employer, two_employers
from tests.coverage.test_views import home_of, names_in, words
from tests.signing_in import signed_in
from tests.workforce.factories import PersonEmailFactory, PersonFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def known(one: Employer) -> Client:
    """The HR lead at work.example; Soon has the number 204417 and addresses at two employers and at home."""
    one.lead.email = "lead@work.example"
    one.lead.save()
    soon = one.people["Soon"]
    Employment.objects.filter(person=soon).update(staff_id="204417")
    for address in ("soon@work.example", "soon@other.example", "soon@home.example"):
        PersonEmailFactory(person=soon, email=address)
    return signed_in(one.lead)


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ("soon", {"Soon"}),
        ("  SOON   midshire ", {"Soon"}),
        ("desk", {"Desk", "Deskless"}),
        ("204417", {"Soon"}),
        ("2044", {"Soon"}),
        ("04417", set()),
        ("soon@work.example", {"Soon"}),
        ("Soon@Work.example", {"Soon"}),
        ("soon@", {"Soon"}),
        ("soon@other.example", set()),
        ("soon@home.example", set()),
        ("soon@other", set()),
        ("northgate", set()),
        ("%", set()),
        ("a' OR 1=1 --", set()),
    ],
)
def test_words_find_exactly(sought: str, names: set[str]) -> None:
    """An address at another employer finds nobody: otherwise trying it would tell who works there as well."""
    _, one, _ = two_employers()
    response = known(one).get(f"{home_of(one)}people/", {"q": sought})
    assert names_in(response) == names


def test_who_looks_for_somebody_means_everybody_asked_unless_they_say_otherwise() -> None:
    _, one, _ = two_employers()
    browser = known(one)
    assert names_in(browser.get(f"{home_of(one)}people/?q=away")) == {"Away"}
    assert names_in(browser.get(f"{home_of(one)}people/?q=desk&show=never")) == {"Deskless"}


def test_a_number_of_the_other_employer_finds_nobody() -> None:
    _, one, other = two_employers()
    Employment.objects.filter(person=other.people["Soon"]).update(staff_id="555001")
    assert names_in(known(one).get(f"{home_of(one)}people/?q=555001")) == set()


def test_a_merged_row_is_found_by_its_number_and_address() -> None:
    _, one, _ = two_employers()
    browser, desk = known(one), one.people["Desk"]
    old = PersonFactory(given_name="Other", merged_into=desk, merge_reason="same staff card")
    Employment.objects.filter(person=desk).update(person=old, staff_id="777002")
    PersonEmailFactory(person=old, email="old@work.example")
    for sought in ("777002", "old@work.example"):
        assert names_in(browser.get(f"{home_of(one)}people/", {"q": sought})) == {"Desk"}


def test_nobody_found_says_what_to_do_and_keeps_what_was_typed() -> None:
    _, one, _ = two_employers()
    response = known(one).get(f"{home_of(one)}people/", {"q": "Zebedee <b>"})
    assert "Nobody found" in words(response)
    assert 'value="Zebedee &lt;b&gt;"' in response.content.decode()


def test_the_trail_keeps_that_names_were_seen_and_never_what_was_looked_for() -> None:
    _, one, _ = two_employers()
    known(one).get(f"{home_of(one)}people/", {"q": "soon@work.example"})
    seen = Event.objects.get(action="coverage.people_seen")
    assert seen.detail == {"as_at": "2026-02-28"}


def test_a_manager_finds_the_own_team_alone() -> None:
    _, one, _ = two_employers()
    known(one)
    Employment.objects.filter(person=one.people["Desk"]).update(team=None)
    manager = signed_in(RoleAssignmentFactory(team_manager=True, team=one.team).user)
    response = manager.get(f"{home_of(one)}teams/{one.team.pk}/people/?q=desk")
    assert names_in(response) - {"Ward"} == {"Deskless"}


def piece(browser: Client, address: str, **headers: str) -> Any:
    return browser.get(address, headers={"HX-Request": "true", **headers})


def test_with_htmx_the_people_come_alone_with_their_address() -> None:
    _, one, _ = two_employers()
    response = piece(known(one), f"{home_of(one)}people/?q=soon&show=&role_group=&as_at=2026-01-31")
    html = response.content.decode()
    assert html.lstrip().startswith('<div class="stack gap-5" id="found">')
    assert "<html" not in html
    assert names_in(response) == {"Soon"}
    assert "1 person on 31 January 2026" in words(response)
    assert response["HX-Push-Url"] == f"{home_of(one)}people/?q=soon&as_at=2026-01-31"
    assert "HX-Request" in response["Vary"]


def test_going_back_in_the_history_gets_the_whole_page() -> None:
    _, one, _ = two_employers()
    response = piece(known(one), f"{home_of(one)}people/?q=soon", **{"HX-History-Restore-Request": "true"})
    assert "<html" in response.content.decode()


def test_the_form_bounds_what_it_reads() -> None:
    form = PeopleForm({"q": "x" * 101, "show": "nonsense", "team": "7"}, role_groups={}, modules={}, teams=[])
    assert (form.wish.words, form.wish.show, form.wish.team_ids) == ("", "attention", None)


def test_a_nameless_person_is_found_by_number() -> None:
    _, one, _ = two_employers()
    Person.objects.filter(pk=one.people["Soon"].pk).update(given_name="", family_name="")
    assert "204417" in words(known(one).get(f"{home_of(one)}people/?q=204417"))
