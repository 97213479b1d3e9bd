"""The plan of the demonstration gives each partner the reach that the content file says, a year ago and today."""

import datetime as dt
from dataclasses import replace

import pytest

from learning.portal.demo.plan import YEAR, Figures, PlannedModule, PlannedPerson, Story, plan_people, registered
from learning.records.periods import valid_until

DAY = dt.date(2026, 11, 22)
LEVEL_1 = [PlannedModule(f"m{n}", 36) for n in range(3)]
LEVEL_2 = [*LEVEL_1, *(PlannedModule(f"m{n}", 24 if n in (5, 7) else 36) for n in range(3, 8))]
ASKED = {"corporate": LEVEL_1, "volunteers": LEVEL_1, "frontline_direct": LEVEL_2}
PARTNER = Figures("ORG02", (("frontline_direct", 240), ("corporate", 114)), 31, 72)


def holds_everything(person: PlannedPerson, day: dt.date) -> bool:
    months = {m.slug: m.refresh_months for m in ASKED[person.role_group]}
    held = {
        slug
        for slug, on in person.completed
        if on <= day and ((end := valid_until(on, months[slug])) is None or end >= day)
    }
    return held == set(months)


def counted(people: list[PlannedPerson], day: dt.date, *, volunteers: bool = False) -> list[PlannedPerson]:
    return [
        p
        for p in people
        if (volunteers or p.role_group != "volunteers")
        and p.start <= day - dt.timedelta(days=90)
        and not (p.away_from and p.away_from <= day and (p.away_to is None or p.away_to >= day))
    ]


@pytest.mark.parametrize(
    "figures",
    [
        PARTNER,
        replace(PARTNER, code="ORG01", reach_before=38, reach_now=86),
        replace(PARTNER, code="ORG12", reach_before=15, reach_now=87),
        replace(PARTNER, code="ORG13", reach_before=29, reach_now=90),
        replace(PARTNER, code="ORG10", reach_before=71, reach_now=96),
    ],
    ids=lambda f: f.code,
)
def test_reach_follows_the_figures(figures: Figures) -> None:
    people = plan_people(figures, ASKED, DAY, seed=7)
    now = counted(people, DAY)
    then = counted(people, DAY - YEAR)
    assert sum(holds_everything(p, DAY) for p in now) == round(len(now) * figures.reach_now / 100)
    assert sum(holds_everything(p, DAY - YEAR) for p in then) == round(len(then) * figures.reach_before / 100)


def test_the_boundary_partner_stands_exactly_on_85_per_cent() -> None:
    people = plan_people(Figures("ORG18", (("frontline_direct", 49), ("corporate", 5)), 46, 85), ASKED, DAY, seed=7)
    now = counted(people, DAY)
    assert 100 * sum(holds_everything(p, DAY) for p in now) == 85 * len(now)


def test_the_same_seed_tells_the_same_story() -> None:
    assert plan_people(PARTNER, ASKED, DAY, seed=7) == plan_people(PARTNER, ASKED, DAY, seed=7)
    assert plan_people(PARTNER, ASKED, DAY, seed=7) != plan_people(PARTNER, ASKED, DAY, seed=8)


def test_nobody_learns_before_they_started_or_after_today() -> None:
    for person in plan_people(PARTNER, ASKED, DAY, seed=7):
        assert all(person.start <= on < DAY for _, on in person.completed)


def test_schools_finish_nothing_in_august() -> None:
    people = plan_people(replace(PARTNER, code="ORG13", reach_now=90), ASKED, DAY, seed=7)
    finished = [on for p in people for _, on in p.completed]
    assert finished
    assert all(on.month != 8 for on in finished)


def test_of_a_partner_of_headcounts_whoever_holds_everything_registered_and_some_others() -> None:
    people = plan_people(PARTNER, ASKED, DAY, seed=7)
    there = registered(people)
    hold = [person for person in people if person.story in (Story.EARLY, Story.DURING)]
    assert all(person in there for person in hold)
    assert len(hold) < len(there) < len(people)
    assert there == registered(people)
