"""Factories of the ledger and of the frozen versions that it points to."""

import datetime as dt
import uuid
from typing import Any

import factory
from factory.django import DjangoModelFactory

from learning.modules.criteria import criteria_of
from learning.modules.models import Module, ModuleVersion
from learning.records.models import Attempt, Completion
from tests.modules import bodies
from tests.workforce.factories import PersonFactory


def quiz(number: int) -> list[dict[str, Any]]:
    """Questions q1, q2 … whose right option is "a"."""
    return [bodies.question(f"q{n}") for n in range(1, number + 1)]


def small_body() -> list[dict[str, Any]]:
    """Two sections with one thing of each kind that can be answered, and five questions."""
    return [
        bodies.section(
            "s1",
            bodies.confidence("sure-before"),
            bodies.text("t1"),
            bodies.question("c1", kind="check"),
            bodies.reflection("r1"),
            other=[bodies.text("t1-other")],
            note="This section is about a threat.",
        ),
        bodies.section("s2", bodies.scenario("w1"), *quiz(5), bodies.confidence("sure-after", moment="after")),
    ]


class ModuleFactory(DjangoModelFactory[Module]):
    class Meta:
        model = Module

    slug = factory.Sequence(lambda n: f"module-{n}")
    title = factory.Sequence(lambda n: f"Module {n}")


class VersionFactory(DjangoModelFactory[ModuleVersion]):
    """A version that is its module's current one."""

    class Meta:
        model = ModuleVersion
        skip_postgeneration_save = True

    module = factory.SubFactory(ModuleFactory)
    major = 1
    minor = 0
    title = factory.SelfAttribute("module.title")
    summary = "What this module is about."
    level = 2
    body = factory.LazyFunction(small_body)
    pass_mark_pct = 80
    criteria = factory.LazyAttribute(lambda version: criteria_of(version.body, version.pass_mark_pct))
    refresh_months = 36
    minutes = 20
    change = "major"
    content_hash = factory.LazyFunction(lambda: uuid.uuid4().hex)

    @factory.post_generation
    def is_current(version: ModuleVersion, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805  factory_boy gives the row
        if create and extracted is not False:
            version.module.current_version = version
            version.module.title = version.title
            version.module.save()


class AttemptFactory(DjangoModelFactory[Attempt]):
    class Meta:
        model = Attempt

    class Params:
        passed = factory.Trait(state="passed", closed_at=factory.SelfAttribute("started_at"))
        not_yet = factory.Trait(state="not_yet", closed_at=factory.SelfAttribute("started_at"))

    person = factory.SubFactory(PersonFactory, with_login=True)
    version = factory.SubFactory(VersionFactory)
    module = factory.SelfAttribute("version.module")
    criteria = factory.SelfAttribute("version.criteria")
    pass_mark_pct = factory.SelfAttribute("version.pass_mark_pct")
    refresh_months = factory.SelfAttribute("version.refresh_months")
    started_at = dt.datetime(2026, 2, 20, 12, 0, tzinfo=dt.UTC)


class CompletionFactory(DjangoModelFactory[Completion]):
    """A completion of a day long enough ago to be out of the way; `completed_on` sets the rest."""

    class Meta:
        model = Completion

    person = factory.SubFactory(PersonFactory, with_login=True)
    version = factory.SubFactory(VersionFactory)
    module = factory.SelfAttribute("version.module")
    attempt = factory.SubFactory(
        AttemptFactory,
        passed=True,
        person=factory.SelfAttribute("..person"),
        version=factory.SelfAttribute("..version"),
    )
    completed_on = dt.date(2025, 6, 1)
    completed_at = factory.LazyAttribute(lambda c: dt.datetime.combine(c.completed_on, dt.time(12), dt.UTC))
    recorded_at = factory.SelfAttribute("completed_at")
    valid_from = factory.SelfAttribute("completed_on")
    valid_until = dt.date(2028, 5, 31)
    right_answers = 5
    questions = 5
