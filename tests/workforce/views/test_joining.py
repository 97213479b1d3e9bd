"""HR's screens about joining: who waits, codes to print, rows that may be one person; own people alone."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import Traveller

from learning.workforce.actions.answer_declared import Post, confirm_as, confirm_as_new, decline
from learning.workforce.actions.use_claim_code import open_code
from learning.workforce.models import ClaimCode, Employment, PairOpinion, RoleAssignment
from tests.signing_in import signed_in
from tests.workforce.factories import (
    ClaimCodeFactory,
    EmploymentFactory,
    PersonEmailFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(clock: Traveller) -> RoleAssignment:
    made: RoleAssignment = RoleAssignmentFactory(hr_lead=True)
    return made


@pytest.fixture
def client(lead: RoleAssignment) -> Client:
    return signed_in(lead.user)


def waits(lead: RoleAssignment, **more: Any) -> Employment:
    person = PersonFactory(user=UserFactory(), given_name="Sam", family_name="Oyelaran")
    made: Employment = EmploymentFactory(person=person, organisation=lead.organisation, self_declared=True, **more)
    return made


def of(lead: RoleAssignment, name: str, *more: object) -> str:
    return reverse(name, args=[lead.organisation.slug, *more])


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def stated(post: Employment, **more: Any) -> dict[str, Any]:
    day = {"start_day": "5", "start_month": "1", "start_year": "2026"}
    return {"who": "new", "role_group": post.role_group_id} | day | more


def test_the_queue_shows_the_claim_and_nothing_else(lead: RoleAssignment, client: Client) -> None:
    post = waits(lead)
    elsewhere = EmploymentFactory(person=post.person)
    for address in (of(lead, "workforce_waiting"), of(lead, "workforce_waiting_confirm", post.pk)):
        shown = words(client, address)
        assert "Sam Oyelaran" in shown
        assert post.person.user.email in shown
        assert elsewhere.organisation.name not in shown


def test_somebody_new_is_confirmed(lead: RoleAssignment, client: Client) -> None:
    post = waits(lead)
    answer = client.post(of(lead, "workforce_waiting_confirm", post.pk), stated(post, staff_id="204417"))
    assert answer.headers["Location"] == of(lead, "workforce_waiting")
    assert Employment.objects.standing().get().staff_id == "204417"


def test_nobody_answers_for_themselves(lead: RoleAssignment, client: Client) -> None:
    """Or an HR lead could read somebody else's row as their own."""
    own = PersonFactory(user=lead.user, given_name="Nia", family_name="Own")
    post = EmploymentFactory(person=own, organisation=lead.organisation, self_declared=True)
    row = EmploymentFactory(organisation=lead.organisation, person__family_name="Own")
    assert "This is you" in words(client, of(lead, "workforce_waiting"))
    for name in ("workforce_waiting_confirm", "workforce_waiting_decline"):
        address = of(lead, name, post.pk)
        assert address not in words(client, of(lead, "workforce_waiting"))
        assert client.get(address).status_code == 404
        for sent in (stated(post), stated(post, who=row.person_id), {"word": ""}):
            assert client.post(address, sent).status_code == 404
    for answer in (
        lambda: confirm_as_new(lead.user, post, Post(post.role_group, post.start)),
        lambda: confirm_as(lead.user, post, row.person),
        lambda: decline(lead.user, post, ""),
    ):
        with pytest.raises(PermissionDenied):
            answer()
    colleague = RoleAssignmentFactory(hr_lead=True, organisation=lead.organisation)
    signed_in(colleague.user).post(of(lead, "workforce_waiting_confirm", post.pk), stated(post))
    assert Employment.objects.standing().confirmed().of(own).exists()


def test_a_row_of_the_return_by_that_name_is_offered_first(lead: RoleAssignment, client: Client) -> None:
    post = waits(lead)
    row = EmploymentFactory(
        organisation=lead.organisation, person__given_name="SAM", person__family_name="Oyelaran", staff_id="1001"
    )
    shown = words(client, of(lead, "workforce_waiting_confirm", post.pk))
    assert re.search(rf'value="{row.person_id}"[^>]*checked', shown)
    client.post(of(lead, "workforce_waiting_confirm", post.pk), stated(post, who=row.person_id))
    row.person.refresh_from_db()
    assert row.person.merged_into == post.person


def test_no_row_is_offered_by_name_where_names_are_not_returned(lead: RoleAssignment, client: Client) -> None:
    post = waits(lead)
    EmploymentFactory(
        person=PersonFactory(given_name="Sam", family_name="Oyelaran"),
        organisation=lead.organisation,
        staff_id="204417",
    )
    ReturnGradeFactory(organisation=lead.organisation)
    shown = words(client, of(lead, "workforce_waiting_confirm", post.pk))
    assert "Sam Oyelaran" in shown
    assert "204417" not in shown


@pytest.mark.parametrize("name", ["workforce_codes", "workforce_duplicates"])
def test_pages_of_people_list_nobody_of_headcounts(name: str, lead: RoleAssignment, client: Client) -> None:
    EmploymentFactory(person=PersonFactory(family_name="Fairbrace"), organisation=lead.organisation, staff_id="204417")
    ReturnGradeFactory(organisation=lead.organisation, grade="headcount")
    shown = words(client, of(lead, name))
    assert "Nobody is listed" in shown
    assert "204417" not in shown


def test_no_code_is_made_for_somebody_of_a_headcount(lead: RoleAssignment, client: Client) -> None:
    post = EmploymentFactory(organisation=lead.organisation)
    ReturnGradeFactory(organisation=lead.organisation, grade="headcount")
    answer = client.post(of(lead, "workforce_codes_print"), {"person": post.person_id})
    assert "Nobody is listed" in answer.content.decode()
    assert not ClaimCode.objects.exists()


def test_rows_that_share_an_address_show_numbers_and_not_the_address(lead: RoleAssignment, client: Client) -> None:
    for number in ("204417", "204418"):
        person = PersonFactory(family_name="Fairbrace")
        PersonEmailFactory(person=person, email="fairbrace@midshire.example")
        EmploymentFactory(person=person, organisation=lead.organisation, staff_id=number)
    assert "fairbrace@midshire.example" in words(client, of(lead, "workforce_duplicates"))
    ReturnGradeFactory(organisation=lead.organisation)
    shown = words(client, of(lead, "workforce_duplicates"))
    assert "Staff number 204417" in shown
    assert "fairbrace" not in shown.lower()


def test_a_row_is_found_by_its_staff_number(lead: RoleAssignment, client: Client) -> None:
    post, row = waits(lead), EmploymentFactory(organisation=lead.organisation, staff_id="1001")
    stranger = EmploymentFactory(staff_id="2002")
    address = of(lead, "workforce_waiting_confirm", post.pk)
    for number in ("", "9999", stranger.staff_id):
        shown = client.post(address, stated(post, who="number", staff_id=number)).content.decode()
        assert "Nobody of yours who cannot sign in yet has this number" in shown
    client.post(address, stated(post, who="number", staff_id="1001"))
    row.person.refresh_from_db()
    assert row.person.merged_into == post.person


def test_declining_asks_for_a_word_and_is_done(lead: RoleAssignment, client: Client) -> None:
    post = waits(lead)
    assert "kind letter" in words(client, of(lead, "workforce_waiting_decline", post.pk))
    client.post(of(lead, "workforce_waiting_decline", post.pk), {"word": ""})
    assert "Nobody waits" in words(client, of(lead, "workforce_waiting"))
    assert client.get(of(lead, "workforce_waiting_decline", post.pk)).status_code == 404


def test_codes_are_shown_once_and_work(lead: RoleAssignment, client: Client) -> None:
    post = EmploymentFactory(organisation=lead.organisation, person__family_name="Harkaway")
    answer = client.post(of(lead, "workforce_codes_print"), {"person": [post.person_id, "x", "-1"]})
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "Harkaway" in page
    printed = re.search(r'code-shown">([^<]+)<', page)
    assert printed
    assert open_code(printed.group(1)) is not None
    assert printed.group(1) not in words(client, of(lead, "workforce_codes"))


def test_nobody_chosen_makes_no_code(lead: RoleAssignment, client: Client) -> None:
    stranger = EmploymentFactory().person
    answer = client.post(of(lead, "workforce_codes_print"), {"person": stranger.pk}, follow=True)
    assert "Nobody was chosen" in answer.content.decode()
    assert not ClaimCode.objects.exists()


def test_a_code_is_taken_back(lead: RoleAssignment, client: Client) -> None:
    code = ClaimCodeFactory(organisation=lead.organisation)
    client.post(of(lead, "workforce_code_withdraw", code.pk))
    assert not ClaimCode.objects.unused().exists()
    assert client.post(of(lead, "workforce_code_withdraw", code.pk)).status_code == 404


def test_hr_says_what_it_knows_of_two_rows(lead: RoleAssignment, client: Client) -> None:
    rows = [EmploymentFactory(organisation=lead.organisation, staff_id="1001").person for _ in range(2)]
    shown = words(client, of(lead, "workforce_duplicates"))
    assert rows[0].name in shown
    client.post(of(lead, "workforce_duplicates"), {"pair": f"{rows[0].pk}-{rows[1].pk}", "said": "one"})
    assert PairOpinion.objects.get().is_same
    assert "No two rows look like one person" in words(client, of(lead, "workforce_duplicates"))


@pytest.mark.parametrize("sent", ["", "1", "a-b", "1-2"])
def test_a_pair_that_is_not_suggested_is_not_there(lead: RoleAssignment, client: Client, sent: str) -> None:
    assert client.post(of(lead, "workforce_duplicates"), {"pair": sent, "said": "one"}).status_code == 404


def test_lists_ask_as_much_with_more_on_them(lead: RoleAssignment, client: Client) -> None:
    def fill() -> None:
        waits(lead)
        people = [EmploymentFactory(organisation=lead.organisation, staff_id="1001").person for _ in range(2)]
        ClaimCodeFactory(organisation=lead.organisation, person=people[0])

    def asked() -> list[int]:
        found = []
        for name in ("workforce", "workforce_waiting", "workforce_codes", "workforce_duplicates"):
            with CaptureQueriesContext(connection) as captured:
                words(client, of(lead, name))
            found.append(len(captured))
        return found

    fill()
    asked()
    few = asked()
    for _again in range(4):
        fill()
    assert asked() == few


def test_the_hr_lead_of_another_partner_finds_nothing_there(lead: RoleAssignment) -> None:
    post, code = waits(lead), ClaimCodeFactory(organisation=lead.organisation)
    person = EmploymentFactory(organisation=lead.organisation).person
    stranger = signed_in(RoleAssignmentFactory(hr_lead=True).user)
    for address, sent in (
        (of(lead, "workforce_waiting_confirm", post.pk), stated(post)),
        (of(lead, "workforce_waiting_decline", post.pk), {}),
        (of(lead, "workforce_codes_print"), {"person": person.pk}),
        (of(lead, "workforce_code_withdraw", code.pk), {}),
        (of(lead, "workforce_duplicates"), {"pair": "1-2"}),
    ):
        assert stranger.post(address, sent).status_code == 404
    for name in ("workforce_waiting", "workforce_codes", "workforce_duplicates"):
        assert stranger.get(of(lead, name)).status_code == 404
    assert ClaimCode.objects.unused().get() == code
    assert Employment.objects.standing().filter(pk=post.pk).exists()


def test_a_row_of_ones_own_address_reached_under_another_employer_is_not_there(
    lead: RoleAssignment, client: Client
) -> None:
    other = RoleAssignmentFactory(hr_lead=True)
    assert client.get(of(lead, "workforce_waiting_confirm", waits(other).pk)).status_code == 404
    code = ClaimCodeFactory(organisation=other.organisation)
    assert client.post(of(lead, "workforce_code_withdraw", code.pk)).status_code == 404


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_numbers_that_are_nobody_s_are_answered_in_words(client: Client, lead: RoleAssignment, number: str) -> None:
    answer = client.post(of(lead, "workforce_codes_print"), {"person": number})
    assert answer.headers["Location"] == of(lead, "workforce_codes")
    assert client.post(of(lead, "workforce_duplicates"), {"pair": f"{number}-1", "said": "one"}).status_code == 404


def test_an_employer_of_headcounts_says_nothing_of_two_rows(client: Client, lead: RoleAssignment) -> None:
    rows = [EmploymentFactory(organisation=lead.organisation, staff_id="4471").person for _ in range(2)]
    ReturnGradeFactory(organisation=lead.organisation, grade="headcount")
    answer = client.post(of(lead, "workforce_duplicates"), {"pair": f"{rows[0].pk}-{rows[1].pk}", "said": "one"})
    assert "Nobody is listed" in answer.content.decode()
    assert not PairOpinion.objects.exists()
