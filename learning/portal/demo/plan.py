"""Which invented person learnt what when, so that each partner's reach follows the figures of the content file.

Pure: everything follows from the seed, the figures and the day. A person's story decides whether they hold all that
is asked of them a year ago and today; the shares of the stories are chosen so that both figures come out exactly
(to the nearest person) among those who are counted.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

YEAR = dt.timedelta(days=365)


class Story(Enum):
    """How one person's learning went."""

    EARLY = "held everything a year ago, and still does"
    LAPSED = "held everything a year ago; something has expired since"
    DURING = "came to hold everything in the last year"
    PARTLY = "holds some of it, or none"
    NEW = "in their first 90 days"
    AWAY = "away today"


@dataclass(frozen=True)
class PlannedModule:
    """A module that is asked for: its slug and for how many months a completion holds (None: for good)."""

    slug: str
    refresh_months: int | None


@dataclass(frozen=True)
class Figures:
    """One partner of the content file: who works there, and how far learning went, in per cent of those counted."""

    code: str
    role_groups: tuple[tuple[str, int], ...]
    reach_before: int
    reach_now: int
    counts_volunteers: bool = False
    has_return: bool = True
    grade: str = "named"
    """What its returns say of people, as the workforce names it."""


@dataclass
class PlannedPerson:
    """One invented member of staff; dates as the workforce and the ledger keep them."""

    role_group: str
    story: Story
    start: dt.date
    away_from: dt.date | None = None
    away_to: dt.date | None = None
    completed: list[tuple[str, dt.date]] = field(default_factory=list)


def plan_people(
    figures: Figures, asked: Mapping[str, Sequence[PlannedModule]], day: dt.date, seed: int
) -> list[PlannedPerson]:
    """The people of one partner, role group by role group; `asked` names the modules by role group."""
    rng = random.Random(f"{seed}-{figures.code}")  # noqa: S311  a demonstration, no secret
    people = [
        PlannedPerson(group, Story.PARTLY, day - dt.timedelta(days=rng.randint(1200, 4200)))
        for group, count in figures.role_groups
        for _ in range(count)
    ]
    counted = [p for p in people if p.role_group != "volunteers" or figures.counts_volunteers]
    rng.shuffle(counted)
    _set_aside(counted, figures, day, rng)
    _choose_stories(counted, figures, asked, day, rng)
    for person in people:
        modules = asked.get(person.role_group, ())
        person.completed = [
            (slug, _in_term(on) if figures.code == "ORG13" else on)
            for slug, on in _completions(person, modules, figures.code, day, rng)
        ]
    return people


def registered(people: Sequence[PlannedPerson]) -> list[PlannedPerson]:
    """Of a partner that returns headcounts only: who registered themselves. Nothing is known of the others.

    Whoever holds everything did, and every third of the rest.
    """
    hold = (Story.EARLY, Story.DURING)
    others = [number for number, person in enumerate(people) if person.story not in hold]
    also = set(others[::3])
    return [person for number, person in enumerate(people) if person.story in hold or number in also]


def _set_aside(counted: list[PlannedPerson], figures: Figures, day: dt.date, rng: random.Random) -> None:
    """A few are new in post and a few are away: neither is counted, whatever they hold."""
    total = len(counted)
    new, away = round(total * 0.03), round(total * 0.025)
    if figures.reach_now == 85:  # the boundary example: 85 % exactly needs a multiple of twenty
        spare = total - total // 20 * 20
        new, away = spare - spare // 2, spare // 2
    for person in counted[:new]:
        person.story, person.start = Story.NEW, day - dt.timedelta(days=rng.randint(3, 80))
    for person in counted[new : new + away]:
        person.story = Story.AWAY
        person.away_from = day - dt.timedelta(days=rng.randint(10, 200))
        person.away_to = day + dt.timedelta(days=rng.randint(5, 120)) if rng.random() < 0.6 else None
    for person in counted[new + away : new + away + round(total * 0.06)]:
        person.start = day - dt.timedelta(days=rng.randint(120, 330))


def _choose_stories(
    counted: list[PlannedPerson],
    figures: Figures,
    asked: Mapping[str, Sequence[PlannedModule]],
    day: dt.date,
    rng: random.Random,
) -> None:
    """Give each counted person a story, so that the shares a year ago and now are the partner's figures."""
    eligible = [p for p in counted if p.story is Story.PARTLY]
    settled_then = day - YEAR - dt.timedelta(days=90)
    # Those away today were there a year ago, and were counted then.
    counted_then = sum(p.start <= settled_then for p in counted)
    here_then = [p for p in eligible if p.start <= settled_then]
    held_then = min(len(here_then), round(counted_then * figures.reach_before / 100))
    hold_now = round(len(eligible) * figures.reach_now / 100)
    can_lapse = [p for p in here_then if any(m.refresh_months == 24 for m in asked.get(p.role_group, ()))]
    most = len(eligible) - hold_now  # whoever lapsed does not hold everything now
    lapsed = rng.sample(can_lapse, min(len(can_lapse), most, max(held_then - hold_now, round(held_then * 0.06))))
    for person in lapsed:
        person.story = Story.LAPSED
    others_then = [p for p in here_then if p.story is Story.PARTLY]
    early = rng.sample(others_then, min(len(others_then), held_then - len(lapsed)))
    for person in early:
        person.story = Story.EARLY
    rest = [p for p in eligible if p.story is Story.PARTLY]
    for person in rng.sample(rest, min(len(rest), max(0, hold_now - len(early)))):
        person.story = Story.DURING


def _completions(
    person: PlannedPerson, modules: Sequence[PlannedModule], code: str, day: dt.date, rng: random.Random
) -> list[tuple[str, dt.date]]:
    def ago(days: int) -> dt.date:
        return day - dt.timedelta(days=days)

    match person.story:
        case Story.EARLY:
            last = rng.randint(370, 640)
            return [(m.slug, ago(last + rng.randint(0, 60))) for m in modules]
        case Story.LAPSED:
            # A 24-month module that expired within the last year; the 36-month ones from those days still hold.
            done = rng.randint(770, 1040)
            return [
                (m.slug, ago(done if m.refresh_months == 24 else max(400, done - rng.randint(0, 300)))) for m in modules
            ]
        case Story.DURING:
            last_day = _day_of_finishing(code, person, day, rng)
            first_day = max(person.start, last_day - dt.timedelta(days=60))
            spread = (last_day - first_day).days
            return [
                (m.slug, last_day - dt.timedelta(days=rng.randint(0, spread) if i else 0))
                for i, m in enumerate(modules)
            ]
        case _:
            some = rng.choices(range(len(modules)), weights=range(1, len(modules) + 1))[0] if modules else 0
            earliest = min(640, (day - person.start).days)
            return [(m.slug, ago(rng.randint(1, earliest))) for m in modules[:some]]


def _day_of_finishing(code: str, person: PlannedPerson, day: dt.date, rng: random.Random) -> dt.date:
    """When in the last year somebody finished: each partner has its own rhythm."""
    earliest = max(day - dt.timedelta(days=355), person.start + dt.timedelta(days=5))
    room = max(1, (day - earliest).days - 1)
    match code:
        case "ORG01":  # a mandate in spring: most within ten weeks
            wished = day - dt.timedelta(days=rng.randint(150, 220))
        case "ORG12":  # whole watches trained together within one month
            wished = day - dt.timedelta(days=rng.randint(180, 208))
        case _:
            wished = day - dt.timedelta(days=rng.randint(1, room))
    return min(max(wished, earliest), day - dt.timedelta(days=1))


def _in_term(day: dt.date) -> dt.date:
    """Schools learn in term time: what would fall in August fell in the July before."""
    return day.replace(month=7) if day.month == 8 else day
