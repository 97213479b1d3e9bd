"""An organisation with people in every standing, as a day of 2026 finds them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from learning.coverage.models import Download, DownloadKind, DownloadState
from learning.modules.models import Module
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Organisation, Person, RoleGroup, Team, User
from tests.requirements.factories import (
    BareVersionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    completed,
)
from tests.workforce.factories import (
    AbsenceFactory,
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    TeamFactory,
)

T = dt.date(2026, 2, 28)


@dataclass
class Network:
    """What two organisations share: two role groups, a module of level 1 and one of level 2."""

    frontline: RoleGroup
    corporate: RoleGroup
    first: Module
    second: Module


def network() -> Network:
    RuleSetFactory(version=3)
    frontline = RoleGroupFactory(slug="frontline_direct", title="Frontline, direct work", position=1)
    corporate = RoleGroupFactory(slug="corporate", title="Corporate and support staff", position=2)
    LevelMapFactory(role_group=frontline, level=2)
    LevelMapFactory(role_group=corporate, level=1)
    first, second = (
        ModuleFactory(title="A shared start", slug="start"),
        ModuleFactory(title="Six principles", slug="six"),
    )
    for level, module in ((1, first), (2, second)):
        BareVersionFactory(module=module)
        RequirementFactory(level=level, module=module)
    return Network(frontline, corporate, first, second)


@dataclass
class Employer:
    """One organisation with an HR lead and, for `size` 1, nine people; each name says where its bearer stands.

    Frontline: current, due soon, not yet, expired, in their first days (one of them current already), away.
    Corporate: current, not yet. And a leaver.
    """

    organisation: Organisation
    lead: User
    team: Team
    people: dict[str, Person]


def employer(shared: Network, name: str, size: int = 1) -> Employer:
    organisation = OrganisationFactory(name=name, joined_on=dt.date(2021, 1, 1))
    lead = RoleAssignmentFactory(hr_lead=True, organisation=organisation).user
    team = TeamFactory(organisation=organisation, name=f"Ward of {name}")
    people: dict[str, Person] = {}
    modules = [shared.first, shared.second]

    def add(label: str, group: RoleGroup, start: dt.date = dt.date(2021, 1, 1), left: dt.date | None = None) -> Person:
        person = PersonFactory(given_name=label, family_name=f"of {name}")
        EmploymentFactory(
            person=person, organisation=organisation, role_group=group, team=team, start=start, left=left, staff_id="77"
        )
        people.setdefault(label, person)
        return person

    def finish(person: Person, on: dt.date, until: dt.date, several: list[Module] = modules) -> None:
        for module in several:
            completed(person, module, on, until)

    recent, later = dt.date(2025, 6, 1), dt.date(2028, 5, 31)
    for _ in range(size):
        finish(add("Current", shared.frontline), recent, later)
        soon = add("Soon", shared.frontline)
        finish(soon, recent, later, [shared.first])
        finish(soon, dt.date(2023, 4, 10), dt.date(2026, 4, 9), [shared.second])
        finish(add("Notyet", shared.frontline), recent, later, [shared.first])
        finish(add("Expired", shared.frontline), dt.date(2023, 2, 28), dt.date(2026, 2, 27))
        add("New", shared.frontline, start=dt.date(2026, 2, 1))
        finish(add("Early", shared.frontline, start=dt.date(2026, 2, 1)), T, later)
        away = add("Away", shared.frontline)
        AbsenceFactory(person=away, organisation=organisation, away_from=dt.date(2025, 12, 1))
        finish(add("Desk", shared.corporate), recent, later, [shared.first])
        add("Deskless", shared.corporate)
        finish(add("Leaver", shared.frontline, left=dt.date(2026, 1, 1)), recent, later)
    return Employer(organisation, lead, team, people)


def two_employers(size: int = 1) -> tuple[Network, Employer, Employer]:
    shared = network()
    one, other = employer(shared, "Midshire Trust", size), employer(shared, "Northgate Council", size)
    rebuild_everybody()
    return shared, one, other


def downloaded(organisation: Organisation, user: User, content: bytes, **fields: Any) -> Download:
    """A file that this HR lead asked for and that is ready."""
    name = storages["private"].save("downloads/ready.csv", ContentFile(content))
    now = timezone.now()
    ready: dict[str, Any] = {"kind": DownloadKind.PEOPLE_CSV, "state": DownloadState.READY, "as_at": T, "total": 9}
    ready["wished"] = {"show": "all"}
    stored = {"file": name, "size": len(content), "asked_at": now, "moved_at": now}
    return Download.objects.create(organisation=organisation, asked_by=user, **(ready | stored | fields))
