"""One invented case is kept as it is by a legal hold."""

from __future__ import annotations

from typing import Final

from learning.cases.actions.hold_case import place_hold
from learning.cases.life_cycle import State
from learning.cases.models import Case, LegalHold
from learning.workforce.models import User

from .cases import IG_LEAD

REASON: Final = "A solicitor has announced a claim and asked that nothing is deleted. (Invented.)"


def load_hold() -> None:
    """On the case that waits for a round, by the network's lead; a second load changes nothing."""
    lead = User.objects.filter(email=IG_LEAD).first()
    case = Case.objects.filter(state=State.TRIAGE).order_by("pk").first()
    if lead is not None and case is not None and not LegalHold.objects.exists():
        place_hold(lead, case, REASON)
