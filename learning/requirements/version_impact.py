"""What a major version would mean for those who finished the module: for each of the three choices, by partner.

One's own partner is exact, for the day that the author chooses. The others, and the sum, go through the rule for small
numbers, one beside the other, and are always for the same day: whoever tries day after day would otherwise see on which
of them a rounded figure changes, and so know it exactly.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from learning.disclosure import Protected, protect
from learning.modules.models import Module
from learning.records.models import Attempt, Completion
from learning.workforce.models import Employment, Organisation, User

from .facts import MajorChange, rules_on
from .impact import first_of_next_month, impact, own_partners, with_change
from .impact_rows import Partner, Row, everybody
from .loading import lasting_keys
from .models import StatusSpan
from .network import Network
from .statuses import CURRENT

NEXT = "next"
"""The number of a version that is not published yet."""


@dataclass(frozen=True, slots=True)
class VersionImpact:
    """The whole table. `by`: the last day on which earlier completions would count under (b) and (c).

    `others_by`: the same for the figures of other partners and for the sum.
    """

    day: dt.date
    by: dt.date
    others_by: dt.date
    bridge: Module | None
    rows: list[Row]
    everybody: Row
    in_progress: Protected | None

    @property
    def hides(self) -> bool:
        return any(share.hidden for row in [*self.rows, self.everybody] for share in row.shares)


def version_impact(
    module: Module, user: User, day: dt.date, *, redo_by: dt.date | None = None, bridge: Module | None = None
) -> VersionImpact:
    """Whom a major version published on `day` would touch; people of whom nobody asks the module are in no figure."""
    network = Network.load()
    grace = dt.timedelta(rules_on(network.book, day).grace_days - 1)
    by, others_by = redo_by or day + grace, first_of_next_month(day) + grace
    own, people = own_partners(user, day), _finished(module)
    asked, current = _asked(module, day)
    columns = [current, *_touched(network, module, (day, others_by), people, bridge)]
    mine = [current, *_touched(network, module, (day, by), _of_partners(own, people), bridge)]
    partners = [
        Partner(
            partner.name,
            asked[partner.pk],
            _of_asked(columns, asked, partner.pk),
            _of_asked(mine, asked, partner.pk) if partner.pk in own else None,
        )
        for partner in Organisation.objects.filter(pk__in=asked).order_by("name")
    ]
    rows = sorted((partner.row() for partner in partners), key=lambda row: not row.own)
    return VersionImpact(day, by, others_by, bridge, rows, everybody(partners), _in_progress(module, day))


def _of_asked(columns: Iterable[Counter[int]], asked: Counter[int], organisation_id: int) -> list[int]:
    return [min(counts[organisation_id], asked[organisation_id]) for counts in columns]


def _finished(module: Module) -> set[int]:
    """Keys of people with a standing completion of any version so far; those alone can be touched."""
    return set(Completion.objects.standing().filter(module=module).values_list("person_id", flat=True))


def _asked(module: Module, day: dt.date) -> tuple[Counter[int], Counter[int]]:
    """By organisation: of how many people the module is asked on `day`, and how many of them are current."""
    asked: Counter[int] = Counter()
    current: Counter[int] = Counter()
    rows = StatusSpan.objects.on(day).required().filter(module=module).order_by()
    for organisation_id, status in rows.values_list("organisation_id", "status"):
        asked[organisation_id] += 1
        current[organisation_id] += status in CURRENT
    return asked, current


def _of_partners(own: Collection[int], people: Collection[int]) -> set[int]:
    """Those of `people` (keys of any of their rows) who ever held a post with one of these employers."""
    if not own:
        return set()
    lasting = lasting_keys(people)
    posts = Employment.objects.standing().filter(organisation__in=own)
    there = set(lasting_keys(set(posts.values_list("person_id", flat=True))).values())
    return {pk for pk in people if lasting.get(pk) in there}


def _touched(
    network: Network, module: Module, days: tuple[dt.date, dt.date], people: Collection[int], bridge: Module | None
) -> Iterator[Counter[int]]:
    """By organisation, whose completion would count no longer, and would have without the change, on the day after.

    `days`: of publication, and the last on which it counts. First of all who would take the module again; with a bridge
    then of those who would take that.
    """
    on, by = days
    again = MajorChange(_next_major(module), NEXT, on, by)
    changes: list[tuple[MajorChange, int | None]] = [(again, None)]
    if bridge is not None:
        changes.append((replace(again, rule="bridge", bridge_title=bridge.title), bridge.pk))
    for change, bridge_id in changes:
        after = with_change(network, module.pk, change, bridge_id)
        effects = impact(network, after, by + dt.timedelta(1), people, module_id=module.pk)
        yield Counter({organisation_id: len(effect.losing) for organisation_id, effect in effects.items()})


def _next_major(module: Module) -> int:
    return max(module.versions.order_by().values_list("major", flat=True), default=0) + 1


def _in_progress(module: Module, day: dt.date) -> Protected | None:
    """How many are in the middle of a version and finish that one, of all who ever began; None where nobody is."""
    begun = Attempt.objects.filter(module=module).order_by()
    people = begun.values("person").distinct().count()
    open_now = begun.open().values("person").distinct().count()
    return protect(open_now, people) if open_now else None
