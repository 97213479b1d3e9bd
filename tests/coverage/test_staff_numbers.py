"""A partner that returns staff numbers only: its people are called, ordered, found and written down by number."""

import csv
import io
from typing import Any

import pytest
from django.utils import timezone

from learning.coverage.digest_log import undelivered_to
from learning.coverage.people import Wish, first_people, listed, standing_people
from learning.coverage.scope import Scope
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.actions.merge_people import merge_people
from learning.workforce.models import Employment, Grade, Person
from tests.coverage.error_report_factories import ErrorReportFactory
from tests.coverage.factories import Employer, T, two_employers
from tests.coverage.test_views import home_of, queries, words
from tests.signing_in import signed_in
from tests.workforce.factories import (
    PersonEmailFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NUMBERS = {
    "Current": "9",
    "Soon": "1007",
    "Notyet": "118820",
    "Expired": "88",
    "New": "21",
    "Early": "22",
    "Away": "23",
    "Desk": "24",
    "Deskless": "25",
    "Leaver": "26",
}


def by_number(size: int = 1) -> Employer:
    """Everybody has signed in, and so has a name of their own."""
    _, one, _other = two_employers(size)
    ReturnGradeFactory(organisation=one.organisation)
    for label, number in NUMBERS.items():
        Employment.objects.filter(person=one.people[label]).update(staff_id=number)
        Person.objects.filter(pk=one.people[label].pk).update(user=UserFactory())
        PersonEmailFactory(person=one.people[label], email=f"{label.lower()}@midshire.example")
    return one


def scope_of(one: Employer) -> Scope:
    return Scope(one.organisation, Grade.STAFF_NUMBER)


def called(one: Employer, wish: Wish) -> list[str]:
    rows = standing_people(scope_of(one), T, wish)
    return [person.name for person in listed(rows, scope_of(one), T)]


def test_people_are_listed_by_number_the_short_ones_first() -> None:
    one = by_number()
    found = called(one, Wish("all"))
    assert found == [f"Staff number {n}" for n in ("9", "21", "22", "23", "24", "25", "88", "1007", "118820")]
    assert [person.name for person in first_people(scope_of(one), T)] == [
        f"Staff number {n}" for n in ("25", "88", "1007", "118820")
    ]


def test_a_number_on_a_merged_row_calls_the_human_being() -> None:
    one = by_number()
    lasting = PersonFactory(given_name="Somebody", family_name="Elsewhere")
    merge_people(RoleAssignmentFactory(administrator=True).user, one.people["Notyet"], lasting, "one person")
    rebuild_everybody()
    assert called(one, Wish("never"))[-1] == "Staff number 118820"


def test_who_has_no_number_is_not_called_by_name() -> None:
    one = by_number()
    Employment.objects.filter(person=one.people["Desk"]).update(staff_id="")
    assert called(one, Wish("all"))[0] == "Staff number not given"


@pytest.mark.parametrize(
    ("words_", "people"),
    [("Notyet", 0), ("Midshire", 0), ("notyet@midshire.example", 0), ("1188", 1), ("1188 Notyet", 0), ("2", 5)],
)
def test_people_are_found_by_number_alone(words_: str, people: int) -> None:
    one = by_number()
    assert len(called(one, Wish("all", words=words_))) == people
    page = words(signed_in(one.lead).get(home_of(one) + "people/", {"q": words_}))
    assert "Staff number; you return no names, so nobody is found by one" in page
    assert ("people are found by nothing else here" in page) is (people == 0)


def test_the_person_s_page_says_the_number_in_title_crumbs_and_heading() -> None:
    one = by_number()
    answer = signed_in(one.lead).get(f"{home_of(one)}people/{one.people['Notyet'].uuid}/")
    text = answer.content.decode()
    assert "<title>Staff number 118820 · Midshire Trust" in text
    assert '<li aria-current="page">Staff number 118820</li>' in text
    assert "<h1>Staff number 118820</h1>" in text
    assert "Notyet" not in text


def test_a_team_manager_reads_numbers_too() -> None:
    one = by_number()
    browser = signed_in(RoleAssignmentFactory(team_manager=True, team=one.team).user)
    for page in (f"teams/{one.team.pk}/", f"teams/{one.team.pk}/people/", f"people/{one.people['Notyet'].uuid}/"):
        answer = browser.get(home_of(one) + page)
        assert "Staff number 118820" in words(answer)
        assert "Notyet" not in answer.content.decode()


def test_files_leave_the_columns_of_names_empty() -> None:
    one = by_number()
    answer = signed_in(one.lead).post(f"{home_of(one)}downloads/", {"kind": "people_csv", "show": "all"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {(row["family_name"], row["given_name"], row["grade_of_return"]) for row in rows} == {
        ("", "", "Staff numbers only")
    }
    assert next(row["staff_id"] for row in rows) == "9"


def test_reported_errors_are_about_a_number_and_by_the_person_also_under_a_merged_row() -> None:
    one = by_number()
    person, login = one.people["Notyet"], PersonFactory(with_login=True, given_name="Ownname")
    person.refresh_from_db()
    Person.objects.filter(pk=person.pk).update(user=None)
    merge_people(RoleAssignmentFactory(administrator=True).user, login, person, "one person")
    login.user.first_name = "Ownname"
    login.user.save()
    ErrorReportFactory(person=person, organisation=one.organisation, reported_by=login.user)
    ErrorReportFactory(person=person, organisation=one.organisation, closed=True)
    answer = signed_in(one.lead).get(f"{home_of(one)}errors/")
    assert words(answer).count("Staff number 118820") == 3
    assert "Reported by the person" in words(answer)
    assert "Ownname" not in answer.content.decode()


def test_names_come_back_once_they_are_returned_again() -> None:
    one = by_number()
    ReturnGradeFactory(organisation=one.organisation, grade=Grade.NAMED, starts_on=T)
    page = words(signed_in(one.lead).get(f"{home_of(one)}people/?show=all"))
    assert "Notyet of Midshire Trust" in page


def test_queries_do_not_grow_with_the_people(django_assert_num_queries: Any) -> None:
    one = by_number()
    browser = signed_in(one.lead)
    pages = ("", "people/?show=all", "errors/", f"people/{one.people['Soon'].uuid}/")
    few = [queries(browser, home_of(one) + page) for page in pages]
    more = by_number_more(one)
    assert [queries(browser, home_of(more) + page) for page in pages] == few
    assert undelivered_to(one.organisation, timezone.now(), T) == []


def by_number_more(one: Employer) -> Employer:
    """The same partner with twice the people."""
    for label in ("Notyet", "Expired", "Soon"):
        post = Employment.objects.get(person=one.people[label])
        for copy in range(3):
            post.pk, post.person, post.staff_id = None, PersonFactory(), f"5{copy}{label}"
            post.save()
    rebuild_everybody()
    return one
