"""Who learnt together and who answered whom, as figures of the network count it: by the organisation of that day.

Never shown for a single case: see the rules for small numbers.
"""

from __future__ import annotations

import datetime as dt

from learning.workforce.models import Organisation

from .guided_round import Kind
from .models import Contribution, Seat


def partners_together(since: dt.date, until: dt.date) -> list[frozenset[int]]:
    """For each round that ended in these days, both included, the partners there; the network's team is none."""
    seats = Seat.objects.filter(round__ended_at__date__range=(since, until)).exclude(came_at=None)
    rows = seats.exclude(organisation__kind=Organisation.NETWORK_KIND).values_list("round_id", "organisation_id")
    found: dict[int, set[int]] = {}
    for held, organisation in rows.order_by("round_id"):
        found.setdefault(held, set()).add(organisation)
    return [frozenset(partners) for partners in found.values()]


def asked_and_answered(since: dt.date, until: dt.date) -> list[tuple[int, int]]:
    """For each round that ended in these days: the partner that brought the case, and each that gave its view."""
    views = Contribution.objects.filter(kind=Kind.VIEW, seat__round__ended_at__date__range=(since, until))
    views = views.exclude(seat__organisation__kind=Organisation.NETWORK_KIND)
    rows = views.values_list("seat__round_id", "seat__round__case__organisation_id", "seat__organisation_id")
    return [
        (asked, answered) for _held, asked, answered in rows.order_by("seat__round_id").distinct() if asked != answered
    ]
