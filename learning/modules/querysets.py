"""Questions of the catalogue, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from .models import Module, Prerequisite  # noqa: F401  named in quotes alone


class ModuleQuerySet(models.QuerySet["Module"]):
    def published(self) -> Self:
        """Modules with a version that somebody can take or took."""
        return self.exclude(current_version=None)

    def offered_on(self, day: dt.date) -> Self:
        return self.published().filter(Q(retired_on=None) | Q(retired_on__gt=day))

    def with_a_page(self) -> Self:
        """Modules whose overview somebody can open."""
        from .models import ModulePage

        pages = ModulePage.objects.live().filter(module=models.OuterRef("pk"))
        return self.filter(models.Exists(pages))


class PrerequisiteQuerySet(models.QuerySet["Prerequisite"]):
    def holding_on(self, day: dt.date) -> Self:
        """Those whose earlier module can be taken on `day`: what nobody can take stands in nobody's way."""
        from .models import Module

        return self.filter(first__in=Module.objects.offered_on(day).with_a_page())
