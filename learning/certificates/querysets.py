"""Questions of the certificates, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from learning.records.querysets import person_of
from learning.workforce.querysets import of_person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import Person, User

    from .models import Certificate  # noqa: F401  named in quotes alone


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def of(self, person: Person) -> Self:
        """Certificates of this human being, under whichever of their merged rows."""
        return self.filter(of_person(person))

    def unreplaced(self) -> Self:
        """The last one of each completion, withdrawn or not: there is one at most."""
        return self.exclude(state="superseded")

    def live(self) -> Self:
        """Neither replaced nor withdrawn; an expired one is still live."""
        return self.filter(state="valid")

    def valid_on(self, day: dt.date) -> Self:
        return self.live().filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))

    def with_last_change(self) -> Self:
        """Each with `changed_at` (UTC): when it was replaced or withdrawn, else None."""
        decided = Q(events__happening__in=["superseded", "revoked"])
        return self.annotate(changed_at=models.Max("events__at", filter=decided))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The person's own, and nobody else's: an employer sees the completion, not the certificate."""
        person = person_of(user)
        return self.of(person) if person else self.none()
