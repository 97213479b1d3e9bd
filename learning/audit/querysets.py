from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from .models import Event  # noqa: F401  named in quotes alone


class EventQuerySet(models.QuerySet["Event"]):
    """Which events somebody may see is decided above: audit stands below people and organisations and has only ids."""

    def about(self, thing: models.Model) -> EventQuerySet:
        """Events on this row, of whatever action."""
        return self.filter(object_kind=thing._meta.label_lower, object_id=str(thing.pk))

    def by(self, user: models.Model) -> EventQuerySet:
        """Events that this user caused."""
        return self.filter(actor_id=user.pk)

    def in_organisations(self, organisation_ids: Iterable[int]) -> EventQuerySet:
        return self.filter(organisation_id__in=list(organisation_ids))

    def of(self, *actions: str) -> EventQuerySet:
        """Events of these actions; "completion" stands for every action that begins with "completion."."""
        wanted: Any = models.Q(pk__in=[])
        for action in actions:
            wanted |= models.Q(action=action) | models.Q(action__startswith=f"{action}.")
        return self.filter(wanted)
