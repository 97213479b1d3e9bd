"""Coverage by team: each team with everybody in it and in the teams below it, each person once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models.functions import Coalesce

from learning.workforce.models import Employment, Organisation, Team

from .counting import asked_on, counts_of
from .measures.reach import Counts
from .standings import standings

Standing = tuple[int, int]
"""Rank and whether something is behind, as `standings` gives them."""


@dataclass(frozen=True)
class TeamRow:
    """One team in the order of the tree: how deep it stands (0 at the top), and its people on the day.

    `counts` holds everybody in it and in the teams below, `own` those with a post in the team itself. Somebody with
    posts in two teams is in both, and once in the team above them.
    """

    team: Team
    depth: int
    counts: Counts
    own: Counts
    has_below: bool

    @property
    def key(self) -> str:
        """The team in an address."""
        return str(self.team.pk)


@dataclass(frozen=True)
class TeamTree:
    """The teams of an organisation, from top to bottom, and its people who are in none."""

    rows: list[TeamRow] = field(default_factory=list)
    in_no_team: Counts = field(default_factory=Counts)

    def below(self, team: Team) -> list[TeamRow]:
        """The rows of the teams below this one, in order."""
        at = next(place for place, row in enumerate(self.rows) if row.team.pk == team.pk)
        depth = self.rows[at].depth
        found = []
        for row in self.rows[at + 1 :]:
            if row.depth <= depth:
                break
            found.append(row)
        return found

    def of(self, team: Team) -> TeamRow:
        return next(row for row in self.rows if row.team.pk == team.pk)


def team_tree(organisation: Organisation, day: dt.date) -> TeamTree:
    """Three queries, whatever the number of teams and people: teams, posts, and where everybody stands."""
    teams = list(Team.objects.filter(organisation=organisation).order_by("name", "pk"))
    parents = {team.pk: team.parent_id for team in teams}
    own: dict[int, set[int]] = defaultdict(set)
    whole: dict[int, set[int]] = defaultdict(set)
    for person_id, team_id in _posts(organisation, day):
        own[team_id].add(person_id)
        for above in _upwards(team_id, parents):
            whole[above].add(person_id)
    stands = {
        person_id: (rank, behind)
        for person_id, rank, behind in standings(asked_on(organisation, day)).values_list("person_id", "rank", "behind")
    }
    rows = [
        TeamRow(team, depth, _counts(whole[team.pk], stands), _counts(own[team.pk], stands), has_below)
        for team, depth, has_below in _in_order(teams)
    ]
    in_a_team = set().union(*own.values())
    return TeamTree(rows, _counts(stands.keys() - in_a_team, stands))


def _posts(organisation: Organisation, day: dt.date) -> Iterator[tuple[int, int]]:
    posts = Employment.objects.in_post(day).confirmed().filter(organisation=organisation).exclude(team=None)
    yield from posts.order_by().values_list(Coalesce("person__merged_into_id", "person_id"), "team_id").distinct()


def _upwards(team_id: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    at: int | None = team_id
    while at is not None:
        yield at
        at = parents[at]


def _counts(people: Collection[int], stands: Mapping[int, Standing]) -> Counts:
    """People of whom nothing is asked stand nowhere, and are not counted."""
    found = Counts()
    for (rank, behind), number in Counter(stands[person] for person in people if person in stands).items():
        found += counts_of(rank, number, is_current=not behind)
    return found


def _in_order(teams: list[Team]) -> Iterator[tuple[Team, int, bool]]:
    """From each top downwards, by name; with depth, and whether a team has others below it."""
    below: dict[int | None, list[Team]] = defaultdict(list)
    for team in teams:
        below[team.parent_id].append(team)

    def walk(parent_id: int | None, depth: int) -> Iterator[tuple[Team, int, bool]]:
        for team in below[parent_id]:
            yield team, depth, bool(below[team.pk])
            yield from walk(team.pk, depth + 1)

    yield from walk(None, 0)
