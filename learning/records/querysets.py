"""Questions of the ledger, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from learning.workforce.models import Person

    from .models import Attempt, Completion  # noqa: F401  named in quotes alone


def _of(person: Person) -> Q:
    return Q(person_id=person.lasting_id) | Q(person__merged_into_id=person.lasting_id)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, person: Person) -> Self:
        """Attempts of this human being, under whichever of their merged rows."""
        return self.filter(_of(person))

    def open(self) -> Self:
        return self.filter(state="open")


class CompletionQuerySet(models.QuerySet["Completion"]):
    def of(self, person: Person) -> Self:
        """Completions of this human being, under whichever of their merged rows."""
        return self.filter(_of(person))

    def standing(self) -> Self:
        """Completions that no correction has taken out."""
        return self.filter(correction=None)

    def valid_on(self, day: dt.date) -> Self:
        return self.standing().filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))
