"""The demonstration's legal hold: one, by the network's lead, and it says that it is invented."""

import pytest

from learning.cases.life_cycle import State
from learning.cases.models import LegalHold
from learning.portal.demo.cases import IG_LEAD
from learning.portal.demo.holds import load_hold
from tests.cases.case_factories import case_in, desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_one_case_is_held_once() -> None:
    load_hold()
    people = desk()
    lead = people["ig lead"]
    lead.email = IG_LEAD
    lead.save()
    case = case_in(State.TRIAGE, people)
    for _again in range(2):
        load_hold()
    hold = LegalHold.objects.get()
    assert (hold.case, hold.placed_by) == (case, lead)
    assert "(Invented.)" in hold.reason
