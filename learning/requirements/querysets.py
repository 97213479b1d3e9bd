"""Questions of requirements and statuses, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from learning.workforce.querysets import DatedQuerySet, holding_on

from .statuses import UNCOUNTED

if TYPE_CHECKING:
    from learning.workforce.models import Organisation, Person

    from .models import Equivalence, Requirement, StatusSpan  # noqa: F401  named in quotes alone


class RequirementQuerySet(DatedQuerySet["Requirement"]):
    def asked_in(self, organisation: Organisation) -> Self:
        """What the network asks, and what this organisation adds."""
        return self.filter(Q(organisation=None) | Q(organisation=organisation))


class EquivalenceQuerySet(models.QuerySet["Equivalence"]):
    def on(self, day: dt.date) -> Self:
        return self.filter(holding_on(day))

    def signed_by(self, day: dt.date) -> Self:
        """Those that one partner at least has signed by the day: nothing counts on nobody's word."""
        return self.filter(pk__in=self.model._default_manager.filter(signatures__signed_on__lte=day).values("pk"))

    def accepted_in(self, organisation: Organisation, day: dt.date) -> Self:
        """What this organisation lets count for its people on the day."""
        from .models import EquivalenceAcceptance

        accepted = EquivalenceAcceptance.objects.on(day).filter(organisation=organisation)
        return self.on(day).signed_by(day).filter(pk__in=accepted.values("equivalence"))


def counting_in(organisation: Organisation) -> Q:
    """Of completions, those that count in this organisation: of recognised ones what it recognised or ever accepted.

    The same as `only_in` of `facts.Done` says of all organisations at once.
    """
    from .models import EquivalenceAcceptance

    accepted = EquivalenceAcceptance.objects.standing().filter(
        organisation=organisation, equivalence=OuterRef("recognition__equivalence")
    )
    return Q(recognition=None) | Q(recognition__organisation=organisation) | Q(Exists(accepted))


class StatusSpanQuerySet(models.QuerySet["StatusSpan"]):
    def on(self, day: dt.date) -> Self:
        return self.filter(holding_on(day))

    def of(self, person: Person) -> Self:
        return self.filter(person_id=person.lasting_id)

    def required(self) -> Self:
        """Those in the gross figure: all but people whom no figure counts."""
        return self.exclude(outside__in=UNCOUNTED)
