"""How much of one employer's people somebody sees."""

from __future__ import annotations

from dataclasses import dataclass

from learning.workforce.calling import is_by_name
from learning.workforce.ground import Ground
from learning.workforce.models import Grade, Organisation, Team


@dataclass(frozen=True)
class Scope:
    """All people of an organisation, as its HR lead sees them, or those in `team_ids`, as a team manager does.

    `grade` is that of its returns today, which says what people are called. `team` is the team at whose address they
    are looked at, where there is one.
    """

    organisation: Organisation
    grade: Grade
    team_ids: frozenset[int] | None = None
    team: Team | None = None

    @property
    def is_whole(self) -> bool:
        return self.team_ids is None

    @property
    def is_by_name(self) -> bool:
        return is_by_name(self.grade)

    def lists_people_on(self, ground: Ground) -> bool:
        """Whether anybody is listed on the day of `ground`: not where headcounts alone are returned, then or today."""
        return self.grade != Grade.HEADCOUNT and not ground.is_headcount
