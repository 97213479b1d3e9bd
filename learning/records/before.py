"""What somebody has still to finish before they can start a module."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from learning.modules.order import Order

from .models import Completion

if TYPE_CHECKING:
    from learning.modules.models import Module
    from learning.workforce.models import Person


def finished_ever(person: Person) -> set[int]:
    """Modules that the person has finished, by key: with any employer, recognised from elsewhere, valid still or not.

    What somebody has learnt does not shut a door again when its certificate runs out.
    """
    return set(Completion.objects.of(person).standing().values_list("module_id", flat=True))


def way_there(person: Person, module: Module, day: dt.date) -> list[Module]:
    """The modules that are needed first and not finished, in the order in which to take them; empty: one can start.

    One query where nothing is needed first, else two.
    """
    order = Order.on(day)
    return order.way(module.pk, finished_ever(person)) if module.pk in order.required else []
