"""One module asked of everybody, an employer whose day is Tuesday, and people of whom something is due."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from learning.coverage.models import Leaders, ReminderSetting
from learning.modules.models import Module
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Organisation, Person, PersonEmail
from tests.requirements.factories import (
    BareVersionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    completed,
)
from tests.workforce.factories import (
    LONG_AGO,
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonEmailFactory,
    PersonFactory,
)

TUESDAY = dt.date(2026, 3, 3)


@dataclass
class Asked:
    """What the people of a test share."""

    organisation: Organisation
    module: Module

    def ask_also(self, title: str, person: Person, until: dt.date) -> None:
        """Another module, which the person finished once and which counts until then."""
        module = ModuleFactory(title=title, slug=title.lower().replace(" ", "-"))
        BareVersionFactory(module=module)
        RequirementFactory(module=module)
        completed(person, module, dt.date(2024, 1, 8), until)

    def partner(self, name: str, weekday: int = TUESDAY.weekday(), leaders: str = Leaders.NEVER) -> Organisation:
        organisation: Organisation = OrganisationFactory(name=name)
        remind(organisation, weekday, leaders)
        return organisation


def asked(leaders: str = Leaders.NEVER) -> Asked:
    RuleSetFactory()
    LevelMapFactory(level=1)
    module = ModuleFactory(title="A shared start", slug="start")
    BareVersionFactory(module=module)
    RequirementFactory(module=module)
    found = Asked(OrganisationFactory(name="Midshire Trust"), module)
    remind(found.organisation, TUESDAY.weekday(), leaders)
    return found


def remind(organisation: Organisation, weekday: int, leaders: str = Leaders.NEVER) -> None:
    ReminderSetting.objects.create(
        organisation=organisation, starts_on=LONG_AGO, learners=True, weekday=weekday, leaders=leaders
    )


def in_post(
    world: Asked,
    *,
    start: dt.date = LONG_AGO,
    organisation: Organisation | None = None,
    person: Person | None = None,
    verified: bool = True,
) -> Person:
    """Somebody in post, with an address shown to be theirs unless told otherwise."""
    is_new = person is None
    found: Person = person or PersonFactory()
    EmploymentFactory(person=found, organisation=organisation or world.organisation, start=start)
    if is_new and verified:
        PersonEmailFactory(person=found, verified_at=timezone.now())
    return found


def settled() -> None:
    """Statuses as the rows above make them."""
    rebuild_everybody()


def shown(person: Person) -> str:
    """The person's address."""
    return PersonEmail.objects.get(person=person).email
