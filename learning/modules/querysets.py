"""Questions of the catalogue, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction

if TYPE_CHECKING:
    from .models import Module, ModulePage, Prerequisite  # noqa: F401  named in quotes alone


class ModuleQuerySet(models.QuerySet["Module"]):
    def published(self) -> Self:
        """Modules with a version that somebody can take or took."""
        return self.exclude(current_version=None)

    def offered_on(self, day: dt.date) -> Self:
        return self.published().filter(Q(retired_on=None) | Q(retired_on__gt=day))

    def with_a_page(self) -> Self:
        """Modules whose overview somebody can open, be it only after signing in or in a group."""
        return self.filter(models.Exists(_live_pages()))

    def with_a_public_page(self) -> Self:
        """Modules whose overview everybody can open: a page that is not for everybody keeps its title too."""
        start = Substr(models.OuterRef("path"), 1, Length("page__path"))
        around = PageViewRestriction.objects.annotate(start=start).filter(page__path=models.F("start"))
        return self.filter(models.Exists(_live_pages().exclude(models.Exists(around))))


def _live_pages() -> models.QuerySet[ModulePage]:
    """Those of the module of the outer question."""
    from .models import ModulePage

    pages: models.QuerySet[ModulePage] = ModulePage.objects.live().filter(module=models.OuterRef("pk"))
    return pages


class PrerequisiteQuerySet(models.QuerySet["Prerequisite"]):
    def holding_on(self, day: dt.date) -> Self:
        """Those whose earlier module can be taken on `day`: what nobody can take stands in nobody's way."""
        from .models import Module

        return self.filter(first__in=Module.objects.offered_on(day).with_a_page())
