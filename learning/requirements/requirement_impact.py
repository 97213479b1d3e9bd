"""Whom a change of what is asked would hit: one's own people exactly and by name, other partners' protected.

As with a major version, the others and the sum are always for one day, the first of next month: whoever tries day after
day would otherwise see on which of them a rounded figure changes.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from learning.workforce.agreements import grade_on
from learning.workforce.models import Employment, Grade, Organisation, Person, User
from learning.workforce.people_here import Here, by_name_or_number, with_posts

from .facts import rules_on
from .impact import Effect, first_of_next_month, impact, own_partners
from .impact_rows import Partner, Row, Share, everybody
from .network import Network
from .proposals import Proposal

DAY = dt.timedelta(days=1)
MOST_NAMED = 50
"""Names shown on one page; the number beside them is whole."""


@dataclass(frozen=True, slots=True)
class Hit:
    """People of one organisation, by lasting key, on the day of the change.

    `losing` are current today and would not be once the time to begin is over, on `losing_from`: their employer asks
    again sooner.
    """

    effect: Effect
    grace_until: dt.date
    losing: frozenset[int]
    losing_from: dt.date

    @property
    def newly_asked(self) -> int:
        return len(self.effect.newly_asked)

    @property
    def to_learn(self) -> int:
        return len(self.effect.to_learn)

    @property
    def held_already(self) -> int:
        return self.newly_asked - self.to_learn

    @property
    def no_longer_asked(self) -> int:
        return len(self.effect.no_longer_asked)

    @property
    def named(self) -> set[int]:
        """Whom an employer wants to see by name: who has something to do, or nothing any more."""
        return self.effect.to_learn | self.effect.no_longer_asked | self.losing

    @property
    def nobody(self) -> bool:
        return not (self.effect.newly_asked or self.named)


def hit_at(organisation: Organisation, proposal: Proposal) -> Hit:
    """Whom of this organisation's people the change would hit; exact, for the organisation's own eyes."""
    before, after = Network.load(), proposal.network()
    people = proposal.people()
    effects = impact(before, after, proposal.day, people, module_id=proposal.module_id)
    grace = rules_on(after.book, proposal.day).grace_days
    losing_from = proposal.day + grace * DAY
    losing: set[int] = set()
    if proposal.asks is not None and proposal.asks.refresh_months is not None:
        later = impact(before, after, losing_from, people, module_id=proposal.module_id)
        losing = later[organisation.pk].losing if organisation.pk in later else set()
    effect = effects.get(organisation.pk, Effect())
    return Hit(effect, losing_from - DAY, frozenset(losing), losing_from)


def people_named(hit: Hit, organisation: Organisation, today: dt.date) -> list[Here]:
    """The first of them by name, or by staff number; nobody where headcounts alone are returned."""
    grade = grade_on(organisation, today)
    if grade == Grade.HEADCOUNT:
        return []
    found = by_name_or_number(Person.objects.filter(pk__in=hit.named), organisation, grade)
    return with_posts(found[:MOST_NAMED], organisation, today)


TITLES = {
    "newly_asked": _("Newly asked"),
    "to_learn": _("Of them not holding it"),
    "no_longer_asked": _("No longer asked"),
}
"""Sets of an `Effect` → what a column of the table calls them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table with the title of each of its columns."""

    name: str
    own: bool
    cells: list[tuple[str, Share]]


@dataclass(frozen=True, slots=True)
class NetworkHit:
    """The table for the whole network: of the people in post of each partner, those in each of `columns`."""

    columns: tuple[str, ...]
    rows: list[Row]
    everybody: Row
    others_day: dt.date

    @property
    def titles(self) -> list[str]:
        return [str(TITLES[name]) for name in self.columns]

    @property
    def lines(self) -> list[Line]:
        """Partners, and last the sum; nothing where nobody is hit."""
        several = [*self.rows, self.everybody] if self.rows else []
        return [Line(row.name, row.own, list(zip(self.titles, row.shares, strict=True))) for row in several]


def hit_everywhere(user: User, proposal: Proposal, today: dt.date) -> NetworkHit:
    """Whom the change would hit at each partner, as `user` may know it; partners that it leaves alone are left out."""
    before, own, others_day = Network.load(), own_partners(user, today), first_of_next_month(today)
    for_others = replace(proposal, day=others_day)
    effects = impact(before, for_others.network(), others_day, for_others.people(), module_id=proposal.module_id)
    mine: dict[int, Effect] = {}
    if own:
        after = proposal.network()
        mine = impact(before, after, proposal.day, proposal.people(), module_id=proposal.module_id)
    columns = tuple(_columns(proposal))
    in_post = _in_post(others_day)
    touched = {pk for pk, effect in effects.items() if any(_counts(effect, columns))} | (own & mine.keys())
    partners = [
        Partner(
            partner.name,
            max(len(in_post[partner.pk]), *_counts(effects.get(partner.pk, Effect()), columns)),
            _counts(effects.get(partner.pk, Effect()), columns),
            _counts(mine.get(partner.pk, Effect()), columns) if partner.pk in own else None,
        )
        for partner in Organisation.objects.filter(pk__in=touched).order_by("name")
    ]
    rows = sorted((partner.row() for partner in partners), key=lambda row: not row.own)
    return NetworkHit(columns, rows, everybody(partners), others_day)


def _columns(proposal: Proposal) -> Iterator[str]:
    """Names of the sets of an `Effect` that such a change can fill."""
    if proposal.ends is None:
        yield from ("newly_asked", "to_learn")
    if proposal.asks is None:
        yield "no_longer_asked"


def _counts(effect: Effect, columns: Sequence[str]) -> list[int]:
    return [len(getattr(effect, name)) for name in columns]


def _in_post(day: dt.date) -> dict[int, set[int]]:
    """By organisation, everybody with a confirmed post on the day, by lasting key."""
    found: dict[int, set[int]] = defaultdict(set)
    posts = Employment.objects.in_post(day).confirmed().order_by()
    for organisation_id, person_id, merged_into in posts.values_list(
        "organisation_id", "person_id", "person__merged_into_id"
    ):
        found[organisation_id].add(merged_into or person_id)
    return found
