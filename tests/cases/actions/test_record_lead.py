"""With live proceedings the author's agency says that its case lead agrees, before any round."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from learning.audit.models import Event
from learning.cases.actions.check_case import Checked, approve_second
from learning.cases.actions.close_case import decide_hidden
from learning.cases.actions.record_lead import record_lead
from learning.cases.life_cycle import Move, State
from learning.cases.models import Case
from learning.cases.refusals import Changed
from learning.notices.models import Message
from tests.cases.case_factories import WORDS, Desk, case_in, desk
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)
OWN = {"own reviewer", "second own reviewer", "both"}


@pytest.fixture
def people() -> Desk:
    return desk()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("has_proceedings", [True, False])
def test_who_is_asked(people: Desk, state: State, has_proceedings: bool) -> None:
    case = case_in(state, people, has_proceedings=has_proceedings)
    asked = {name for name, user in people.people.items() if Case.objects.awaiting_lead(user, T).exists()}
    assert asked == (OWN if has_proceedings and state == State.TRIAGE else set())
    for name, user in people.people.items():
        if name not in asked:
            with pytest.raises((PermissionDenied, Changed)):
                record_lead(user, case)
    before = case.lead_agreed_on
    case.refresh_from_db()
    assert case.lead_agreed_on == before


def test_it_is_recorded_once_without_its_words(people: Desk) -> None:
    case = case_in(State.TRIAGE, people, has_proceedings=True)
    address = reverse("case_agreement", args=[case.uuid])
    client = signed_in(people["own reviewer"])
    assert address in client.get(reverse("case_desk")).content.decode()
    assert WORDS["happening"] not in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == reverse("case_desk")
    case.refresh_from_db()
    assert case.lead_agreed_on == T
    assert client.get(address).status_code == 404
    assert record_lead(people["second own reviewer"], case).lead_agreed_on == T
    assert Event.objects.filter(action="case.lead_agreed").count() == 1
    assert signed_in(people["coordinator"]).get(address).status_code == 404


def test_the_agency_is_told_when_its_case_waits_for_a_round(people: Desk) -> None:
    case = case_in(State.NETWORK_REVIEW, people, has_proceedings=True)
    approve_second(people["network reviewer"], case, Checked(case.text_hash, [], minutes=9))
    told = set(Message.objects.values_list("to", flat=True))
    assert {people["own reviewer"].email, people["coordinator"].email} <= told
    assert people["reviewer there"].email not in told


def test_an_edit_voids_it(people: Desk) -> None:
    case = case_in(State.QUARANTINED, people, has_proceedings=True, lead_agreed_on=T)
    assert decide_hidden(people["ig lead"], case, Move.SEND_BACK, "Say less.").lead_agreed_on is None
