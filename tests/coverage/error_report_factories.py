"""Reported errors as a test needs them."""

from __future__ import annotations

import datetime as dt
import uuid

import factory
from factory.django import DjangoModelFactory

from learning.coverage.models import ErrorKind, ErrorReport, Outcome
from tests.workforce.factories import OrganisationFactory, PersonFactory, UserFactory


class ErrorReportFactory(DjangoModelFactory[ErrorReport]):
    """An open report; `closed=True`: one that was answered."""

    class Meta:
        model = ErrorReport

    class Params:
        closed = factory.Trait(
            outcome=Outcome.MENDED,
            answer="The return names the right team now.",
            closed_by=factory.SubFactory(UserFactory),
            closed_at=dt.datetime(2026, 2, 27, 10, 0, tzinfo=dt.UTC),
        )

    key = factory.LazyFunction(uuid.uuid4)
    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    kind = ErrorKind.POST
    message = "The team is another one since January."
    reported_by = factory.SubFactory(UserFactory)
