"""What the network believes of one organisation's people before a return is compared with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandingPost:
    """One standing row of a post; `left` is the first day no longer. `declared`: the person's word alone."""

    pk: int
    post: str
    team: str
    role_group: str
    start: dt.date
    left: dt.date | None
    declared: bool = False
    staff_id: str = ""

    def lasts_beyond(self, day: dt.date) -> bool:
        """Whether it holds on `day` or begins later."""
        return self.left is None or self.left > day


@dataclass(frozen=True, slots=True)
class StandingAbsence:
    """One standing row of an absence, both days inclusive."""

    pk: int
    away_from: dt.date
    away_to: dt.date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the organisation's own people, those included whose posts have all ended.

    E-mail addresses are lower case. With `names_held` a return may not change the name. Numbers and addresses are each
    there once; a set of one would take four times the memory.
    """

    pk: int
    staff_ids: Collection[str]
    emails: Collection[str]
    first_name: str
    last_name: str
    names_held: bool
    posts: tuple[StandingPost, ...]
    absences: tuple[StandingAbsence, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """By what the person may be recognised, in lower case."""
        return frozenset(staff_id.casefold() for staff_id in self.staff_ids).union(self.emails)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
