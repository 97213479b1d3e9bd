"""Names of the invented area that every text of the demonstration is screened for."""

from __future__ import annotations

import datetime as dt
from typing import Final

from learning.cases.actions.change_local_names import add_local_names
from learning.cases.models import LocalName
from learning.cases.models.local_name import LONGEST_NAME, NameKind
from learning.cases.pasted_names import read_pasted
from learning.workforce.models import Role, RoleAssignment

NAMES: Final = {
    NameKind.SCHOOL: "Ruddle Grange\nFenside Free School\nThe Tanyard Learning Centre",
    NameKind.WARD: "Lower Wick\nRuddle North\nFenside Quays",
    NameKind.ESTATE: "The Tanyard\nHollin Rise\nRopewalk Court",
    NameKind.GROUP: "Quayside Lot\nRopewalk Boys",
    NameKind.VENUE: "Hollin Boxing Club\nTanyard Fried Chicken\nThe Loft on Ropewalk",
}


def load_local_names(day: dt.date) -> None:
    """Put there by the administrator, as a pasted list would be; a second load changes nothing."""
    held = RoleAssignment.objects.on(day).filter(role=Role.ADMINISTRATOR).select_related("user").order_by("pk").first()
    if held is None or LocalName.objects.exists():
        return
    for kind, lines in NAMES.items():
        add_local_names(held.user, kind, read_pasted(lines, LONGEST_NAME).names)
