"""Questions of the case library, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from wagtail.query import PageQuerySet

from learning.modules.search_words import search_words
from learning.records.querysets import person_of
from learning.workforce.models import Employment
from learning.workforce.querysets import RecordedQuerySet, holding_on, of_person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import Person, User

    from .models import CaseReflection, LearningCasePage, ModuleLink  # noqa: F401  one is named in quotes alone


class LearningCaseQuerySet(PageQuerySet):
    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Cases that the user may read on `day`, by each case's audience.

        `network` is everybody with a login; `sector` is who holds a confirmed post on that day with an employer of the
        case's audience sector. Page, list, search and every link to a case ask here.
        """
        from .models import Audience

        seen = Q(audience=Audience.PUBLIC)
        if user.is_authenticated:
            mine = _sectors_of(user, day)
            seen |= Q(audience=Audience.NETWORK) | Q(audience=Audience.SECTOR, audience_sector__in=mine)
        return self.live().filter(seen)

    def matching(self, text: str) -> list[LearningCasePage]:
        """Those of these cases that the words are found in, best first.

        The index is asked about these rows alone: Wagtail's search cannot read the subqueries of `visible_to`.
        """
        words = search_words(text)
        if not words:
            return []
        rows = self.model.objects.filter(pk__in=list(self.values_list("pk", flat=True)))
        return list(rows.prefetch_related("headings").search(words, operator="and"))

    def teaching(self, modules: Iterable[int], day: dt.date) -> Self:
        """Cases that on `day` are linked to any of the modules, given as primary keys."""
        from .models import ModuleLink

        links = ModuleLink.objects.on(day).filter(module__in=list(modules))
        return self.filter(pk__in=links.values("case_id"))

    def carrying(self, headings: Iterable[str] = (), tags: Iterable[str] = ()) -> Self:
        """Cases that carry every one of the subject headings and tags, given by their slugs."""
        found = self
        for slug in headings:
            found = found.filter(headings__slug=slug)
        for slug in tags:
            found = found.filter(tags__slug=slug)
        return found


def _sectors_of(user: User | AnonymousUser, day: dt.date) -> Any:
    mine = Q(person__user=user.pk) | Q(person__merged_into__user=user.pk) | Q(person__merged_from__user=user.pk)
    held = Employment.objects.in_post(day).confirmed().filter(mine)
    return held.values_list("organisation__sector", flat=True).distinct().order_by()


class ModuleLinkQuerySet(RecordedQuerySet["ModuleLink"]):
    def on(self, day: dt.date) -> Self:
        """Links that hold on `day`, as believed now."""
        return self.standing().filter(holding_on(day, "linked_on"))


class CaseReflectionQuerySet(models.QuerySet["CaseReflection"]):
    def of(self, person: Person) -> Self:
        """What this human being wrote, under whichever of their merged rows."""
        return self.filter(of_person(person))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person's own; nobody else reads them, whatever their role."""
        person = person_of(user)
        return self.of(person) if person else self.none()
