"""The desk of an HR lead: its own partner's, never another's."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import Traveller

from learning.workforce.models import Grade, Headcount, ReturnState, Role, RoleAssignment, SharingAgreement
from tests.signing_in import signed_in
from tests.workforce.factories import (
    OrganisationFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
    WorkforceReturnFactory,
)

pytestmark = pytest.mark.django_db
LISTS = ("workforce", "workforce_agreement", "workforce_grade", "workforce_headcounts")
SAID: dict[str, Any] = {
    "signed_on_day": "1",
    "signed_on_month": "february",
    "signed_on_year": "2026",
    "signatories": "Ada Example, for us",
    "shared": ["email", "name", "role_group", "dates"],
    "review_on_day": "1",
    "review_on_month": "2",
    "review_on_year": "2027",
    "reference": "Folder 12",
}


@pytest.fixture
def lead(clock: Traveller) -> RoleAssignment:
    made: RoleAssignment = RoleAssignmentFactory(hr_lead=True)
    return made


def of(lead: RoleAssignment, name: str = "workforce") -> str:
    return reverse(name, args=[lead.organisation.slug])


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_one_partner_leads_straight_to_its_desk(lead: RoleAssignment) -> None:
    answer = signed_in(lead.user).get(reverse("workforce_home"))
    assert answer.headers["Location"] == of(lead)


def test_several_partners_are_listed_and_no_others(lead: RoleAssignment) -> None:
    second = RoleAssignmentFactory(user=lead.user, role=Role.HR_LEAD, organisation=OrganisationFactory())
    stranger = OrganisationFactory(name="Somebody else's")
    shown = words(signed_in(lead.user), reverse("workforce_home"))
    assert of(second) in shown
    assert stranger.slug not in shown


def test_an_administrator_sees_which_partners_have_agreed(clock: Traveller) -> None:
    agreed, without = SharingAgreementFactory().organisation, OrganisationFactory()
    shown = words(signed_in(RoleAssignmentFactory(administrator=True).user), reverse("workforce_home"))
    assert reverse("duplicates") in shown
    assert reverse("outbox") in shown
    assert reverse("workforce_agreement", args=[agreed.slug]) in shown
    assert reverse("workforce_agreement", args=[without.slug]) in shown


def test_without_an_agreement_it_is_asked_for_first(lead: RoleAssignment) -> None:
    assert "First, your agreement" in words(signed_in(lead.user), of(lead))
    SharingAgreementFactory(organisation=lead.organisation)
    assert "First, your agreement" not in words(signed_in(lead.user), of(lead))


def test_it_says_plainly_when_the_agreement_is_due_to_be_looked_at(lead: RoleAssignment) -> None:
    SharingAgreementFactory(organisation=lead.organisation, review_on=dt.date(2026, 2, 28))
    assert "Time to look at your agreement again" in words(signed_in(lead.user), of(lead))


def test_it_says_how_old_the_last_return_is(lead: RoleAssignment) -> None:
    WorkforceReturnFactory(committed=True, organisation=lead.organisation)
    assert "4 days ago" in words(signed_in(lead.user), of(lead))


def test_a_return_that_nobody_has_written_waits_on_the_desk(lead: RoleAssignment) -> None:
    client = signed_in(lead.user)
    assert "not written yet" not in words(client, of(lead))
    WorkforceReturnFactory(committed=True, organisation=lead.organisation)
    WorkforceReturnFactory(state=ReturnState.COMPARED)
    assert "not written yet" not in words(client, of(lead)), "neither what holds nor what another partner sent"
    open_ = WorkforceReturnFactory(state=ReturnState.COMPARED, organisation=lead.organisation)
    page = words(client, of(lead))
    assert "return is not written yet" in page
    assert reverse("workforce_return", args=[lead.organisation.slug, open_.uuid]) in page
    WorkforceReturnFactory(state=ReturnState.UPLOADED, organisation=lead.organisation)
    assert "returns are not written yet" in words(client, of(lead))
    assert words(client, of(lead, "workforce_returns")).count("not written yet") == 2


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        words(client, address)
    return len(captured)


def test_it_asks_as_much_of_the_database_with_more_on_it(lead: RoleAssignment) -> None:
    client = signed_in(lead.user)
    SharingAgreementFactory(organisation=lead.organisation)
    words(client, of(lead))
    before = [queries(client, of(lead, name)) for name in LISTS]
    for day in (1, 2, 3):
        WorkforceReturnFactory(committed=True, organisation=lead.organisation, as_at=dt.date(2026, 1, day))
        ReturnGradeFactory(organisation=lead.organisation, starts_on=dt.date(2026, 1, day), recorded_by=lead.user)
        SharingAgreementFactory(organisation=lead.organisation, signed_on=dt.date(2026, 1, day), recorded_by=lead.user)
    assert [queries(client, of(lead, name)) for name in LISTS] == before


def test_the_agreement_is_written_down_and_changed(lead: RoleAssignment) -> None:
    client = signed_in(lead.user)
    answer = client.post(of(lead, "workforce_agreement_new"), SAID)
    assert answer.headers["Location"] == of(lead, "workforce_agreement")
    client.post(of(lead, "workforce_agreement_change"), SAID | {"reference": "Folder 13"})
    assert SharingAgreement.objects.standing().get().reference == "Folder 13"
    shown = words(client, of(lead, "workforce_agreement"))
    assert "Folder 13" in shown
    assert "All that was written down" in shown


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"shared": ["name", "role_group", "dates"]}, "without one nobody can be told from another"),
        ({"shared": ["email", "name"]}, "without them nobody can be counted"),
        ({"shared": []}, "What may be sent"),
        ({"signed_on_year": "2027"}, "on or before 28 February 2026"),
        ({"review_on_year": "2025"}, "later day than the first one"),
        ({"signatories": ""}, "Signed by"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    lead: RoleAssignment, wrong: dict[str, Any], says: str
) -> None:
    answer = signed_in(lead.user).post(of(lead, "workforce_agreement_new"), SAID | wrong)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "to look at again" in shown
    assert says in shown
    assert "Folder 12" in shown
    assert not SharingAgreement.objects.exists()


def test_two_agreements_signed_on_one_day_are_one(lead: RoleAssignment) -> None:
    client = signed_in(lead.user)
    client.post(of(lead, "workforce_agreement_new"), SAID)
    answer = client.post(of(lead, "workforce_agreement_new"), SAID)
    assert "Change that one instead" in answer.content.decode()
    assert SharingAgreement.objects.count() == 1


def test_there_is_nothing_to_change_before_there_is_one(lead: RoleAssignment) -> None:
    assert signed_in(lead.user).get(of(lead, "workforce_agreement_change")).status_code == 404


def test_the_grade_is_chosen_and_shown(lead: RoleAssignment) -> None:
    client = signed_in(lead.user)
    assert client.post(of(lead, "workforce_grade"), {"grade": Grade.HEADCOUNT}).status_code == 302
    assert "Headcount by role group only" in words(client, of(lead))
    assert client.post(of(lead, "workforce_grade"), {"grade": "everything"}).status_code == 200


def test_headcounts_are_written_and_come_back_in_the_boxes(lead: RoleAssignment) -> None:
    group, empty = RoleGroupFactory(), RoleGroupFactory(slug="leaders")
    day = {"as_at_day": "28", "as_at_month": "2", "as_at_year": "2026"}
    client = signed_in(lead.user)
    answer = client.post(of(lead, "workforce_headcounts"), day | {f"group_{group.pk}": "40", f"group_{empty.pk}": ""})
    assert answer.status_code == 302
    assert Headcount.objects.get().people == 40
    assert 'value="40"' in words(client, of(lead, "workforce_headcounts"))


@pytest.mark.parametrize(("number", "says"), [("", "at least one role group"), ("four", "whole number"), ("-1", "0")])
def test_a_headcount_that_is_none_is_refused(lead: RoleAssignment, number: str, says: str) -> None:
    group = RoleGroupFactory()
    day = {"as_at_day": "28", "as_at_month": "2", "as_at_year": "2026"}
    answer = signed_in(lead.user).post(of(lead, "workforce_headcounts"), day | {f"group_{group.pk}": number})
    assert says in answer.content.decode()
    assert not Headcount.objects.exists()


ADDRESSES = (
    "workforce",
    "workforce_agreement",
    "workforce_agreement_new",
    "workforce_agreement_change",
    "workforce_grade",
    "workforce_headcounts",
)


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_hr_lead_of_another_partner_finds_nothing_there(lead: RoleAssignment, name: str) -> None:
    SharingAgreementFactory(organisation=lead.organisation)
    stranger = signed_in(RoleAssignmentFactory(hr_lead=True).user)
    assert stranger.get(of(lead, name)).status_code == 404
    assert stranger.post(of(lead, name), SAID | {"grade": "headcount"}).status_code in (404, 405)
    assert SharingAgreement.objects.count() == 1
