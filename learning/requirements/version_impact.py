"""What a major version would mean for those who finished the module: for each of the three choices, by partner.

One's own partner is exact; the others go through the one rule for small numbers, and so does the sum.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from learning.disclosure import Protected, protect
from learning.modules.models import Module
from learning.records.models import Attempt, Completion
from learning.workforce.models import Employment, Organisation, User

from .facts import MajorChange, rules_on
from .impact import impact, with_change
from .loading import Network
from .models import StatusSpan
from .statuses import CURRENT

NEXT = "next"
"""The number of a version that is not published yet."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many people, as this reader may know it."""

    exact: tuple[int, int] | None
    protected: Protected

    @classmethod
    def of(cls, count: int, total: int, *, own: bool) -> Share:
        return cls((count, total) if own else None, protect(count, total))

    @property
    def hidden(self) -> bool:
        return self.exact is None and self.protected.hidden

    @property
    def count(self) -> int | None:
        return self.exact[0] if self.exact else self.protected.count

    @property
    def total(self) -> int | None:
        return self.exact[1] if self.exact else self.protected.total


@dataclass(frozen=True, slots=True)
class Row:
    """One partner: who holds a completion that counts today, and who would be asked again under (b) and under (c)."""

    name: str
    own: bool
    current: Share
    redo: Share
    bridge: Share | None


@dataclass(frozen=True, slots=True)
class VersionImpact:
    """The whole table. `by`: the last day on which earlier completions would count under (b) and (c)."""

    day: dt.date
    by: dt.date
    bridge: Module | None
    rows: list[Row]
    everybody: Row
    in_progress: Protected | None

    @property
    def hides(self) -> bool:
        return any(share.hidden for row in [*self.rows, self.everybody] for share in (row.current, row.redo))


def version_impact(
    module: Module, user: User, day: dt.date, *, redo_by: dt.date | None = None, bridge: Module | None = None
) -> VersionImpact:
    """Whom a major version published on `day` would touch; people of whom nobody asks the module are in no figure."""
    network = Network.load()
    by = redo_by or day + dt.timedelta(rules_on(network.book, day).grace_days - 1)
    people = _finished(module)
    asked, current = _asked(module, day)
    redo = _touched(network, module, MajorChange(_next_major(module), NEXT, day, by), people)
    bridged = None
    if bridge is not None:
        change = MajorChange(_next_major(module), NEXT, day, by, "bridge", bridge.title)
        bridged = _touched(network, module, change, people, bridge.pk)
    own = _own_partners(user, day)
    rows = [
        _row(organisation.name, organisation.pk in own, organisation.pk, asked, current, redo, bridged)
        for organisation in Organisation.objects.filter(pk__in=asked).order_by("name")
    ]
    rows.sort(key=lambda row: not row.own)
    return VersionImpact(day, by, bridge, rows, _everybody(asked, current, redo, bridged), _in_progress(module, day))


def _row(
    name: str, own: bool, pk: int, asked: Counter[int], current: Counter[int], redo: Counter[int],
    bridged: Counter[int] | None,
) -> Row:  # fmt: skip
    def share(counts: Counter[int]) -> Share:
        return Share.of(min(counts[pk], asked[pk]), asked[pk], own=own)

    return Row(name, own, share(current), share(redo), share(bridged) if bridged is not None else None)


def _everybody(asked: Counter[int], current: Counter[int], redo: Counter[int], bridged: Counter[int] | None) -> Row:
    """The sum, protected as a whole: rounded numbers are never added."""

    def whole(counts: Counter[int]) -> Counter[int]:
        return Counter({0: counts.total()})

    return _row(
        "", False, 0, whole(asked), whole(current), whole(redo), whole(bridged) if bridged is not None else None
    )


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


def _touched(
    network: Network, module: Module, change: MajorChange, people: Collection[int], bridge_id: int | None = None
) -> Counter[int]:
    """By organisation, whose completion would count no longer on the day after, and would have without the change."""
    after = with_change(network, module.pk, change, bridge_id)
    effects = impact(network, after, change.by + dt.timedelta(1), people, module_id=module.pk)
    return Counter({organisation_id: len(effect.losing) for organisation_id, effect in effects.items()})


def _next_major(module: Module) -> int:
    return max(module.versions.order_by().values_list("major", flat=True), default=0) + 1


def _own_partners(user: User, day: dt.date) -> set[int]:
    """Where the user works, as their employer confirms: exact figures of other people are not theirs to know."""
    person = getattr(user, "person", None)
    if person is None:
        return set()
    posts = Employment.objects.in_post(day).confirmed().of(person)
    return set(posts.values_list("organisation_id", flat=True))


def _in_progress(module: Module, day: dt.date) -> Protected | None:
    """How many are in the middle of a version and finish that one, of all who ever began; None where nobody is."""
    begun = Attempt.objects.filter(module=module).order_by()
    people = begun.values("person").distinct().count()
    open_now = begun.open().values("person").distinct().count()
    return protect(open_now, people) if open_now else None
