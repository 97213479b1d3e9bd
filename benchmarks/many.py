"""A large partner, each of its people asked for ten modules: written straight into the tables, to measure reading."""

from __future__ import annotations

import datetime as dt
import itertools

from django.utils import timezone

from learning.modules.models import Module
from learning.requirements.models import StatusSpan
from learning.workforce.models import Employment, Organisation, Person, Role, RoleAssignment, RoleGroup, Team, User

MODULES = 10
# Where somebody stands for a module, in turn: most are current.
STANDINGS = ("compliant",) * 12 + ("due_soon", "never", "expired", "compliant", "in_grace")


def load_many(people: int) -> tuple[Organisation, User]:
    """The partner with its HR lead, 40 teams in two storeys, and a status for each person and module; made once."""
    if known := Organisation.objects.filter(name=f"Many {people}").first():
        return known, User.objects.get(email=f"lead-{people}@many.example")
    today = timezone.localdate()
    long_ago = today - dt.timedelta(days=2000)
    organisation = Organisation.objects.create(
        name=f"Many {people}", sector="health", kind="acute_hospital_trust", joined_on=long_ago
    )
    user = User.objects.create(email=f"lead-{people}@many.example", first_name="Many")
    RoleAssignment.objects.create(user=user, role=Role.HR_LEAD, organisation=organisation, starts_on=long_ago)
    teams = _teams(organisation)
    groups = list(RoleGroup.objects.order_by("pk")[:6])
    rows = Person.objects.bulk_create(
        [Person(given_name=f"Given{n}", family_name=f"Family{n * 7919 % people}") for n in range(people)],
        batch_size=500,
    )
    Employment.objects.bulk_create(
        [
            Employment(
                person=person, organisation=organisation, team=teams[n % len(teams)],
                role_group=groups[n % len(groups)], staff_id=str(100_000 + n), start=long_ago, source="return",
            )
            for n, person in enumerate(rows)
        ],
        batch_size=500,
    )  # fmt: skip
    modules = list(Module.objects.order_by("pk")[:MODULES])
    turn = itertools.cycle(STANDINGS)
    spans = (
        _span(person, organisation, groups[n % len(groups)], module, next(turn), today)
        for n, person in enumerate(rows)
        for module in modules
    )
    while chunk := list(itertools.islice(spans, 5000)):
        StatusSpan.objects.bulk_create(chunk, batch_size=500)
    return organisation, user


def _teams(organisation: Organisation) -> list[Team]:
    tops = [Team.objects.create(organisation=organisation, name=f"Division {n}") for n in range(8)]
    return [
        Team.objects.create(organisation=organisation, name=f"Team {n}", parent=top) for top in tops for n in range(4)
    ]


def _span(
    person: Person, organisation: Organisation, group: RoleGroup, module: Module, status: str, today: dt.date
) -> StatusSpan:
    until = today + dt.timedelta(days=40 if status == "due_soon" else 400)
    return StatusSpan(
        person=person, organisation=organisation, role_group=group, module=module, status=status,
        outside="in_grace" if status == "in_grace" else "", starts_on=today - dt.timedelta(days=300),
        reason={"counts_until": until.isoformat(), "grace_until": until.isoformat(), "level": 1, "version": "1.0",
                "completed_on": (today - dt.timedelta(days=300)).isoformat(),
                "required_from": (today - dt.timedelta(days=900)).isoformat()},
    )  # fmt: skip
