"""A change of what is asked that is not made yet: what it would be, and whom it can touch at all."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q

from learning.workforce.models import Employment, LevelMap, Organisation

from .levels import LevelChange
from .models import Requirement
from .network import Network


@dataclass(frozen=True)
class Proposal:
    """From `day` on one thing more is asked, one thing no longer, or a role group needs another level.

    Exactly one of `asks`, `ends` and `level` is given; their own days give way to `day`.
    """

    day: dt.date
    asks: Requirement | None = None
    ends: Requirement | None = None
    level: LevelChange | None = None

    @property
    def requirement(self) -> Requirement | None:
        return self.asks or self.ends

    @property
    def organisation(self) -> Organisation | None:
        return self.requirement.organisation if self.requirement else None

    @property
    def module_id(self) -> int | None:
        """The only module that it touches; None where it may touch several."""
        if self.requirement is None or self.requirement.module.retired_on is not None:
            return None
        return self.requirement.module_id

    def network(self) -> Network:
        """Everything as it would be."""
        if self.level is not None:
            change = replace(self.level, day=self.day)
            return Network.load(level_maps=change.made(LevelMap.objects.standing()))
        standing = Requirement.objects.standing()
        if self.asks is not None:
            return Network.load(requirements=[*standing, _from(self.asks, starts_on=self.day)])
        if self.ends is None:
            raise ValueError("A proposal changes something.")
        others = standing.exclude(pk=self.ends.pk)
        ended = [_from(self.ends, ended_on=self.day)] if self.ends.starts_on < self.day else []
        return Network.load(requirements=[*others, *ended])

    def people(self) -> set[int]:
        """Keys of all who hold a post that it may touch, on its day or later."""
        posts = Employment.objects.standing().filter(Q(left=None) | Q(left__gt=self.day))
        if self.organisation is not None:
            posts = posts.filter(organisation=self.organisation)
        if self.level is not None:
            posts = posts.filter(role_group=self.level.role_group)
        return set(posts.values_list("person_id", flat=True))


def _from(requirement: Requirement, **days: dt.date) -> Requirement:
    changed = copy.copy(requirement)
    for name, day in days.items():
        setattr(changed, name, day)
    return changed
