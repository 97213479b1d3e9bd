"""Questions of the ledger, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from learning.workforce.querysets import of_person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.modules.models import Module
    from learning.workforce.models import Person, User

    from .models import Attempt, Completion, Reflection  # noqa: F401  named in quotes alone


def person_of(user: User | AnonymousUser) -> Person | None:
    """Whose learning a login records; None for somebody anonymous and for a login without a person."""
    return getattr(user, "person", None)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, person: Person) -> Self:
        """Attempts of this human being, under whichever of their merged rows."""
        return self.filter(of_person(person))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person's own tries and answers; nobody else reads them, whatever their role."""
        person = person_of(user)
        return self.of(person) if person else self.none()

    def open(self) -> Self:
        return self.filter(state="open")

    def latest_first(self) -> Self:
        """The try that somebody would carry on with stands first: an open one, else the last started."""
        is_open = models.Case(models.When(state="open", then=0), default=1)
        return self.order_by(is_open, "-started_at", "-pk")

    def on_module(self, module: Module) -> Self:
        return self.filter(module=module)


class CompletionQuerySet(models.QuerySet["Completion"]):
    def of(self, person: Person) -> Self:
        """Completions of this human being, under whichever of their merged rows."""
        return self.filter(of_person(person))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person's own completions; employers see status, which `requirements` computes from them."""
        person = person_of(user)
        return self.of(person) if person else self.none()

    def standing(self) -> Self:
        """Completions that no correction has taken out."""
        return self.filter(correction=None)

    def valid_on(self, day: dt.date) -> Self:
        return self.standing().filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def of(self, person: Person) -> Self:
        return self.filter(of_person(person, "attempt__person"))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What a person wrote for themselves; nobody else reads it, whatever their role, unless they share it."""
        person = person_of(user)
        return self.of(person) if person else self.none()

    def shared(self) -> Self:
        """What its writers let the trainers read, as it stands now."""
        return self.exclude(shared_at=None)
