"""Factories of what is asked, and of completions with exactly the days a test names."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from learning.modules.models import Module, ModuleVersion
from learning.records.models import Attempt, Completion, CompletionSource
from learning.requirements.models import (
    Equivalence,
    EquivalenceAcceptance,
    EquivalenceSignature,
    Exemption,
    ExemptionCategory,
    Requirement,
    RuleSet,
)
from learning.workforce.models import Organisation, Person
from tests.records.factories import ModuleFactory
from tests.workforce.factories import LONG_AGO, OrganisationFactory, PersonFactory, UserFactory


def at(day: dt.date) -> dt.datetime:
    """Noon of the day, in UTC."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


class BareVersionFactory(DjangoModelFactory[ModuleVersion]):
    """A version that nobody can take: no body, and not its module's current one. Only its number and days count."""

    class Meta:
        model = ModuleVersion

    module = factory.SubFactory(ModuleFactory)
    major = 1
    minor = 0
    title = factory.LazyAttribute(lambda version: version.module.title)
    level = 1
    pass_mark_pct = 80
    refresh_months = 36
    minutes = 20
    change = "major"
    content_hash = "0" * 64
    published_at = at(LONG_AGO)


class RequirementFactory(DjangoModelFactory[Requirement]):
    class Meta:
        model = Requirement

    level = 1
    module = factory.SubFactory(ModuleFactory)
    starts_on = LONG_AGO


class RuleSetFactory(DjangoModelFactory[RuleSet]):
    class Meta:
        model = RuleSet

    version = factory.Sequence(lambda n: n + 1)
    starts_on = LONG_AGO


class ExemptionFactory(DjangoModelFactory[Exemption]):
    class Meta:
        model = Exemption

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    category = ExemptionCategory.AGREED
    starts_on = LONG_AGO
    ends_on = dt.date(2030, 12, 31)
    approved_by = factory.SubFactory(UserFactory)


class EquivalenceFactory(DjangoModelFactory[Equivalence]):
    """Signed by those who accept it, on its first day; `accepted_by` none: a line of the register and no more."""

    class Meta:
        model = Equivalence
        skip_postgeneration_save = True

    title = "Spotting the signs, one day"
    provider = "Elsewhere Training"
    module = factory.SubFactory(ModuleFactory)
    counts_months = 24
    evidence = "The certificate with its number"
    starts_on = LONG_AGO

    @factory.post_generation
    def accepted_by(self, create: bool, organisations: list[Organisation] | None, **kwargs: object) -> None:
        for organisation in organisations or []:
            EquivalenceSignature.objects.create(equivalence=self, organisation=organisation, signed_on=self.starts_on)
            EquivalenceAcceptance.objects.create(equivalence=self, organisation=organisation, starts_on=self.starts_on)


def completed(
    person: Person,
    module: Module,
    on: dt.date,
    until: dt.date | None = None,
    *,
    version: ModuleVersion | None = None,
    recognised: bool = False,
    recorded_at: dt.datetime | None = None,
) -> Completion:
    """A completion row as the ledger would hold it, known at once unless told otherwise; nobody is told of it."""
    version = version or module.versions.order_by("-major").first() or BareVersionFactory(module=module)
    attempt = None
    if not recognised:
        attempt = Attempt.objects.create(
            person=person,
            module=module,
            version=version,
            criteria={},
            pass_mark_pct=80,
            state="passed",
            closed_at=at(on),
            started_at=at(on),
        )
    return Completion.objects.create(
        person=person,
        module=module,
        version=version,
        attempt=attempt,
        source=CompletionSource.RECOGNISED if recognised else CompletionSource.ATTEMPT,
        completed_at=at(on),
        completed_on=on,
        recorded_at=recorded_at or at(on),
        valid_from=on,
        valid_until=until,
    )
