"""How much of one employer's people somebody sees."""

from __future__ import annotations

from dataclasses import dataclass

from learning.workforce.models import Organisation, Team


@dataclass(frozen=True)
class Scope:
    """All people of an organisation, as its HR lead sees them, or those in `team_ids`, as a team manager does.

    `team` is the team at whose address they are looked at, where there is one.
    """

    organisation: Organisation
    team_ids: frozenset[int] | None = None
    team: Team | None = None

    @property
    def is_whole(self) -> bool:
        return self.team_ids is None
