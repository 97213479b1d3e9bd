"""People by form: added, moved, ended, away; each undone as a file is, and never anybody else's people."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import Traveller

from learning.workforce.models import Absence, Employment, Grade, Person, RoleAssignment, SharingAgreement
from tests.signing_in import signed_in
from tests.workforce.factories import (
    AbsenceFactory,
    EmploymentFactory,
    PersonEmailFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
BEFORE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def day(name: str, when: dt.date | None) -> dict[str, Any]:
    parts = (when.day, when.month, when.year) if when else ("", "", "")
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


@pytest.fixture
def lead(clock: Traveller) -> RoleAssignment:
    made: RoleAssignment = RoleAssignmentFactory(hr_lead=True)
    SharingAgreementFactory(organisation=made.organisation)
    return made


@pytest.fixture
def client(lead: RoleAssignment) -> Client:
    return signed_in(lead.user)


@pytest.fixture
def post(lead: RoleAssignment) -> Employment:
    person = PersonFactory(given_name="Ottilie", family_name="Fairbrace")
    made: Employment = EmploymentFactory(
        organisation=lead.organisation, person=person, staff_id="204417", recorded_at=BEFORE
    )
    return made


def of(lead: RoleAssignment, name: str, *more: object) -> str:
    return reverse(name, args=[lead.organisation.slug, *more])


def words(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def new(**more: Any) -> dict[str, Any]:
    given = {"given_name": "Ada", "family_name": "Example", "email": "ADA@example.org", "staff_id": "7"}
    return given | {"role_group": RoleGroupFactory().pk} | day("start", T) | more


def undo(client: Client, lead: RoleAssignment) -> None:
    """By the first link to undo on the list of people."""
    page = words(client, of(lead, "workforce_people"))
    address = page.split('/undo/"')[0].rpartition('"')[2] + "/undo/"
    assert client.post(address).status_code == 302


def standing() -> list[tuple[Any, ...]]:
    columns = ("person__family_name", "role_group__slug", "team__name", "staff_id", "start", "left")
    return list(Employment.objects.standing().order_by("start", "pk").values_list(*columns))


def test_somebody_is_added_and_that_is_undone(lead: RoleAssignment, client: Client) -> None:
    team = TeamFactory(organisation=lead.organisation)
    answer = client.post(of(lead, "workforce_person_new"), new(team=team.pk))
    assert answer.headers["Location"] == of(lead, "workforce_people")
    assert standing() == [("Example", "frontline_direct", team.name, "7", T, None)]
    assert Person.objects.get(family_name="Example").emails.get().email == "ada@example.org"
    shown = words(client, of(lead, "workforce_people"))
    assert "Ada Example" in shown
    assert "Said by form lately" in shown
    undo(client, lead)
    assert standing() == []
    assert "Said by form lately" not in words(client, of(lead, "workforce_people"))


def test_a_move_keeps_what_was_before_and_is_undone(lead: RoleAssignment, client: Client, post: Employment) -> None:
    leaders = RoleGroupFactory(slug="leaders")
    from_day = dt.date(2026, 2, 16)
    before = standing()
    client.post(of(lead, "workforce_person_move", post.person.uuid), {"role_group": leaders.pk} | day("day", from_day))
    assert standing() == [
        ("Fairbrace", "frontline_direct", None, "204417", post.start, from_day),
        ("Fairbrace", "leaders", None, "204417", from_day, None),
    ]
    undo(client, lead)
    assert standing() == before


def test_a_move_on_the_first_day_betters_the_post(lead: RoleAssignment, client: Client, post: Employment) -> None:
    leaders = RoleGroupFactory(slug="leaders")
    address = of(lead, "workforce_person_move", post.person.uuid)
    client.post(address, {"role_group": leaders.pk} | day("day", post.start))
    assert standing() == [("Fairbrace", "leaders", None, "204417", post.start, None)]


@pytest.mark.parametrize(
    ("when", "group", "says"),
    [
        (dt.date(2019, 1, 1), "leaders", "on or after 6 January 2020"),
        (dt.date(2028, 1, 1), "leaders", "on or before"),
        (T, "frontline_direct", "That is the post they have"),
    ],
)
def test_a_move_that_cannot_be(
    lead: RoleAssignment, client: Client, post: Employment, when: dt.date, group: str, says: str
) -> None:
    sent = {"role_group": RoleGroupFactory(slug=group).pk} | day("day", when)
    shown = client.post(of(lead, "workforce_person_move", post.person.uuid), sent).content.decode()
    assert says in shown
    assert len(standing()) == 1


def facts(person: Person) -> tuple[Any, ...]:
    row = Person.objects.get(pk=person.pk)
    return row.given_name, row.family_name, sorted(row.emails.values_list("email", flat=True)), standing()


def test_what_was_typed_wrongly_is_bettered_long_after_and_that_is_undone(
    lead: RoleAssignment, client: Client, post: Employment
) -> None:
    PersonEmailFactory(person=post.person, email="otilie@example.org")
    EmploymentFactory(
        organisation=lead.organisation, person=post.person, staff_id="204417", post="2", start=T, recorded_at=BEFORE
    )
    elsewhere = EmploymentFactory(person=post.person, staff_id="204417", recorded_at=BEFORE)
    before = facts(post.person)
    address = of(lead, "workforce_person_correct", post.person.uuid)
    assert 'value="otilie@example.org"' in words(client, address)
    said = {"given_name": "Ottilia", "family_name": "Fairbrace", "email": "Ottilia@example.org", "staff_id": "204471"}
    assert client.post(address, said).status_code == 302
    given, family, emails, posts = facts(post.person)
    assert (given, family, emails) == ("Ottilia", "Fairbrace", ["ottilia@example.org"])
    assert sorted(row[3] for row in posts) == ["204417", "204471", "204471"]
    assert Employment.objects.standing().get(pk=elsewhere.pk), "another employer's row is not touched"
    shown = words(client, of(lead, "workforce_people"))
    for piece in ("First name", "Ottilia", "204471", "Undo"):
        assert piece in shown
    undo(client, lead)
    assert facts(post.person) == before


def test_whoever_has_a_sign_in_keeps_name_and_proven_address(lead: RoleAssignment, client: Client) -> None:
    person = PersonFactory(with_login=True, given_name="Ottilie", family_name="Fairbrace")
    EmploymentFactory(organisation=lead.organisation, person=person, staff_id="204417", recorded_at=BEFORE)
    PersonEmailFactory(person=person, email="proven@example.org", verified_at=BEFORE)
    address = of(lead, "workforce_person_correct", person.uuid)
    shown = words(client, address)
    assert "They have a sign-in" in shown
    assert 'name="given_name"' not in shown
    assert "proven@example.org" not in shown
    said = {"given_name": "Other", "family_name": "Name", "email": "work@example.org", "staff_id": "204417"}
    assert client.post(address, said).status_code == 302
    assert facts(person)[:3] == ("Ottilie", "Fairbrace", ["proven@example.org", "work@example.org"])


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "Nothing is different yet."),
        ({"staff_id": "77"}, "Somebody else of yours has this number already."),
        ({"email": "taken@example.org"}, "Somebody else of yours has this address already."),
        ({"given_name": ""}, "First name"),
    ],
)
def test_a_correction_that_cannot_be(
    lead: RoleAssignment, client: Client, post: Employment, changed: dict[str, str], says: str
) -> None:
    other = EmploymentFactory(organisation=lead.organisation, staff_id="77")
    PersonEmailFactory(person=other.person, email="taken@example.org")
    before = facts(post.person)
    said = {"given_name": "Ottilie", "family_name": "Fairbrace", "email": "", "staff_id": "204417"} | changed
    shown = client.post(of(lead, "workforce_person_correct", post.person.uuid), said).content.decode()
    assert says in shown
    assert facts(post.person) == before


def test_an_address_elsewhere_is_taken_and_tells_nothing(
    lead: RoleAssignment, client: Client, post: Employment
) -> None:
    PersonEmailFactory(email="theirs@example.org", verified_at=BEFORE)
    said = {"given_name": "Ottilie", "family_name": "Fairbrace", "email": "theirs@example.org", "staff_id": "204417"}
    answer = client.post(of(lead, "workforce_person_correct", post.person.uuid), said)
    assert answer.status_code == 302


def test_a_last_day_ends_every_post_and_is_undone(lead: RoleAssignment, client: Client, post: Employment) -> None:
    EmploymentFactory(person=post.person, organisation=lead.organisation, post="2", recorded_at=BEFORE)
    elsewhere = EmploymentFactory(person=post.person, recorded_at=BEFORE)
    before = standing()
    address = of(lead, "workforce_person_end", post.person.uuid)
    client.post(address, {"which": "all"} | day("last_day", T))
    assert [row[-1] for row in standing()] == [None, dt.date(2026, 3, 1), dt.date(2026, 3, 1)]
    elsewhere.refresh_from_db()
    assert elsewhere.superseded_at is None
    undo(client, lead)
    assert sorted(standing(), key=str) == sorted(before, key=str)


def test_one_of_two_posts_ends(lead: RoleAssignment, client: Client, post: Employment) -> None:
    EmploymentFactory(person=post.person, organisation=lead.organisation, post="2", recorded_at=BEFORE)
    sent = {"which": post.pk} | day("last_day", T)
    client.post(of(lead, "workforce_person_end", post.person.uuid), sent)
    assert {row[-1] for row in standing()} == {None, dt.date(2026, 3, 1)}


def test_a_last_day_before_the_first_is_refused(lead: RoleAssignment, client: Client, post: Employment) -> None:
    address = of(lead, "workforce_person_end", post.person.uuid)
    assert "on or after 6 January 2020" in client.post(address, day("last_day", dt.date(2019, 1, 1))).content.decode()
    assert standing()[0][-1] is None


def test_days_away_begin_end_and_are_undone(lead: RoleAssignment, client: Client, post: Employment) -> None:
    address = of(lead, "workforce_person_away", post.person.uuid)
    client.post(address, day("away_from", T) | day("away_to", None))
    assert "away now" in words(client, of(lead, "workforce_people"))
    client.post(address, day("away_from", T) | day("away_to", dt.date(2026, 3, 31)))
    away = Absence.objects.standing().get()
    assert (away.away_from, away.away_to) == (T, dt.date(2026, 3, 31))
    undo(client, lead)
    assert Absence.objects.standing().get().away_to is None


def test_nobody_says_that_they_are_away_themselves(lead: RoleAssignment, client: Client) -> None:
    """Who is away leaves the figures, so another HR lead says it; what was typed stays on the page."""
    own = EmploymentFactory(organisation=lead.organisation, person=PersonFactory(user=lead.user), recorded_at=BEFORE)
    said = client.post(of(lead, "workforce_person_away", own.person.uuid), day("away_from", T) | day("away_to", None))
    assert "This is you. Ask another HR lead of yours" in said.content.decode()
    assert 'value="2026"' in said.content.decode()
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 1), "cannot be before the first"),
        (dt.date(2025, 3, 5), None, "They are away from 1 March 2025 already"),
        (dt.date(2025, 2, 1), dt.date(2025, 3, 1), "They are away from 1 March 2025 already"),
    ],
)
def test_days_away_that_cannot_be(
    lead: RoleAssignment, client: Client, post: Employment, first: dt.date, last: dt.date | None, says: str
) -> None:
    AbsenceFactory(
        person=post.person,
        organisation=lead.organisation,
        away_from=dt.date(2025, 3, 1),
        away_to=dt.date(2025, 3, 10),
        recorded_at=BEFORE,
    )
    sent = day("away_from", first) | day("away_to", last)
    assert says in client.post(of(lead, "workforce_person_away", post.person.uuid), sent).content.decode()
    assert Absence.objects.count() == 1


def test_who_is_there_already_is_not_added_again(lead: RoleAssignment, client: Client, post: Employment) -> None:
    PersonEmailFactory(person=post.person, email="ada@example.org")
    address = of(lead, "workforce_person_new")
    assert "has this address already" in client.post(address, new()).content.decode()
    assert "has this number already" in client.post(address, new(email="", staff_id="204417")).content.decode()
    assert len(standing()) == 1


def test_what_another_employer_knows_is_never_told(lead: RoleAssignment, client: Client) -> None:
    stranger = EmploymentFactory(staff_id="7").person
    PersonEmailFactory(person=stranger, email="ada@example.org")
    assert client.post(of(lead, "workforce_person_new"), new()).status_code == 302
    assert Employment.objects.filter(organisation=lead.organisation).exclude(person=stranger).count() == 1


def test_without_an_agreement_nothing_is_written(lead: RoleAssignment, client: Client, post: Employment) -> None:
    SharingAgreement.objects.all().delete()
    for name in ("workforce_person_new", "workforce_person_move", "workforce_person_end", "workforce_person_away"):
        address = of(lead, name, *([] if name.endswith("new") else [post.person.uuid]))
        assert client.post(address, new()).headers["Location"] == of(lead, "workforce")
    assert len(standing()) == 1


def test_with_numbers_only_no_name_is_asked_for(lead: RoleAssignment, client: Client) -> None:
    ReturnGradeFactory(organisation=lead.organisation, grade=Grade.STAFF_NUMBER)
    shown = words(client, of(lead, "workforce_person_new"))
    assert "First name" not in shown
    assert 'name="email"' not in shown
    assert client.post(of(lead, "workforce_person_new"), new(staff_id="")).status_code == 200
    client.post(of(lead, "workforce_person_new"), new())
    assert Person.objects.filter(given_name="", family_name="").exists()
    assert not Person.objects.filter(given_name="Ada").exists()
    assert "Staff number 7" in words(client, of(lead, "workforce_people"))


def test_headcounts_only_list_nobody(lead: RoleAssignment, client: Client) -> None:
    ReturnGradeFactory(organisation=lead.organisation, grade=Grade.HEADCOUNT)
    assert client.get(of(lead, "workforce_person_new")).headers["Location"] == of(lead, "workforce")
    EmploymentFactory(organisation=lead.organisation, person=PersonFactory(family_name="Fairbrace"), staff_id="204417")
    answer = client.get(of(lead, "workforce_people"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Nobody is listed" in page
    assert "Fairbrace" not in page
    assert "204417" not in page


def test_with_numbers_only_people_are_listed_and_found_by_them(lead: RoleAssignment, client: Client) -> None:
    for number, name in (("118820", "Fairbrace"), ("9", "Harkaway")):
        person = PersonFactory(family_name=name, with_login=True)
        EmploymentFactory(organisation=lead.organisation, person=person, staff_id=number)
    ReturnGradeFactory(organisation=lead.organisation)
    page = client.get(of(lead, "workforce_people")).content.decode()
    assert page.index("Staff number 9") < page.index("Staff number 118820")
    assert "Fairbrace" not in page
    assert "Nobody fits this choice" in client.get(of(lead, "workforce_people"), {"q": "Fairbrace"}).content.decode()
    assert "Staff number 118820" in client.get(of(lead, "workforce_people"), {"q": "1188"}).content.decode()


def test_what_was_said_under_names_is_no_longer_listed_under_numbers(lead: RoleAssignment, client: Client) -> None:
    add = {
        "given_name": "Ottilie",
        "family_name": "Fairbrace",
        "role_group": RoleGroupFactory().pk,
        "staff_id": "204417",
    }
    assert client.post(of(lead, "workforce_person_new"), add | day("start", T)).status_code == 302
    assert "Ottilie Fairbrace" in client.get(of(lead, "workforce_people")).content.decode()
    ReturnGradeFactory(organisation=lead.organisation)
    page = client.get(of(lead, "workforce_people")).content.decode()
    assert "Fairbrace" not in page
    assert "Said by form lately" not in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({}, {"Fairbrace", "Harkaway"}),
        ({"q": "ottil fair"}, {"Fairbrace"}),
        ({"q": "2044"}, {"Fairbrace"}),
        ({"q": "nobody"}, set()),
        ({"show": "left"}, {"Obuasi"}),
        ({"show": "coming"}, {"Kestle"}),
        ({"show": "away"}, {"Harkaway"}),
        ({"show": "no_login"}, {"Fairbrace"}),
        ({"show": "everything", "team": "x"}, {"Fairbrace", "Harkaway"}),
    ],
)
def test_people_are_found(
    lead: RoleAssignment, client: Client, post: Employment, query: dict[str, str], seen: set[str]
) -> None:
    organisation = lead.organisation
    harkaway = EmploymentFactory(
        organisation=organisation, person=PersonFactory(family_name="Harkaway", with_login=True)
    ).person
    AbsenceFactory(person=harkaway, organisation=organisation)
    EmploymentFactory(organisation=organisation, left_already=True, person__family_name="Obuasi")
    EmploymentFactory(organisation=organisation, start=dt.date(2026, 3, 9), person__family_name="Kestle")
    EmploymentFactory(organisation=organisation, self_declared=True, person__family_name="Declared")
    EmploymentFactory(person__family_name="Stranger")
    shown = words(client, of(lead, "workforce_people"), **query)
    names = {"Fairbrace", "Harkaway", "Obuasi", "Kestle", "Declared", "Stranger"}
    assert {name for name in names if name in shown} == seen


def test_posts_with_other_employers_are_never_shown(lead: RoleAssignment, client: Client, post: Employment) -> None:
    elsewhere = EmploymentFactory(person=post.person, staff_id="elsewhere-1")
    merged = PersonFactory(merged_into=post.person, merge_reason="The same")
    other = EmploymentFactory(person=merged)
    shown = words(client, of(lead, "workforce_people"))
    for row in (elsewhere, other):
        assert row.organisation.name not in shown
    assert "elsewhere-1" not in shown


def test_the_list_asks_as_much_with_more_on_it(lead: RoleAssignment, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            words(client, of(lead, "workforce_people"))
        return len(captured)

    client.post(of(lead, "workforce_person_new"), new())
    asked()
    few = asked()
    for number in range(5):
        client.post(of(lead, "workforce_person_new"), new(email=f"{number}@example.org", staff_id=f"n{number}"))
    assert asked() == few


def test_the_hr_lead_of_another_partner_finds_nothing_there(lead: RoleAssignment, post: Employment) -> None:
    stranger = RoleAssignmentFactory(hr_lead=True)
    SharingAgreementFactory(organisation=stranger.organisation)
    theirs = signed_in(stranger.user)
    sent = new() | day("last_day", T) | day("day", T) | day("away_from", T)
    assert theirs.get(of(lead, "workforce_people")).status_code == 404
    assert theirs.post(of(lead, "workforce_person_new"), sent).status_code == 404
    for name in ("workforce_person_move", "workforce_person_end", "workforce_person_away"):
        assert theirs.post(of(lead, name, post.person.uuid), sent).status_code == 404
        assert theirs.post(of(stranger, name, post.person.uuid), sent).status_code == 404
    assert len(standing()) == 1
