"""Write the invented partners and their people: organisations, areas, teams, people and employments.

Every row is made once: its key follows from the seed, so that loading again, or after being stopped half-way,
adds only what is missing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from django.utils import timezone

from learning.workforce.models import Area, CountedRoleGroup, Employment, Grade, Organisation, Person, RoleGroup, Team
from learning.workforce.models.absence import Absence
from learning.workforce.models.employment import EmploymentSource

from .plan import Figures, PlannedPerson, Story, registered
from .sign_ins import SIGN_INS, SignIn
from .teams import OTHERWISE, TEAMS

NETWORK_TEAM = "NETWORK"
NO_NAMES = repeat(("", ""))
NETWORK = "Midshire Violence Reduction Network"
SEED = uuid.UUID("5d7c1f1e-0f0a-4f3b-9a76-6c1d7be2c0de")


def moment_on(day: dt.date, time: dt.time) -> dt.datetime:
    """When it is that time of that day in London."""
    return timezone.make_aware(dt.datetime.combine(day, time)).astimezone(dt.UTC)


@dataclass
class Member:
    """One invented person as written, with the plan that tells their story."""

    person: Person
    organisation: Organisation
    plan: PlannedPerson
    key: str
    sign_in: SignIn | None = None
    moved_on: dt.date | None = None

    @property
    def posts(self) -> list[tuple[str, dt.date, dt.date | None]]:
        """Role group, first day and first day no longer, of each post with this employer."""
        if self.sign_in is None or self.sign_in.before is None or self.moved_on is None:
            return [(self.plan.role_group, self.plan.start, None)]
        first = (self.sign_in.before[0], self.plan.start, self.moved_on)
        return [first, (self.plan.role_group, self.moved_on, None)]

    def role_group_on(self, day: dt.date) -> str:
        """The kind of post held on `day`."""
        return next((group for group, start, left in self.posts if left is None or day < left), self.plan.role_group)


def load_areas(names: Iterable[str]) -> dict[str, Area]:
    return {
        name: Area.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(" ", "-")})[0]
        for name in names
    }


def load_organisation(content: dict[str, Any], area: Area | None, joined_on: dt.date) -> Organisation:
    """One invented partner of the content file."""
    organisation, _ = Organisation.objects.get_or_create(
        name=content["name"],
        defaults={
            "sector": content["sector"],
            "kind": content["type"],
            "serious_violence_duty": content["serious_violence_duty"].replace(" ", "_").lower(),
            "area": area,
            "joined_on": joined_on,
            "is_invented": True,
        },
    )
    return organisation


def load_network_team(joined_on: dt.date) -> Organisation:
    """The network's own team: no partner, outside every measure."""
    organisation, _ = Organisation.objects.get_or_create(
        kind=Organisation.NETWORK_KIND,
        defaults={"name": NETWORK, "sector": "network", "joined_on": joined_on, "is_invented": True},
    )
    return organisation


def load_teams(organisation: Organisation) -> list[Team]:
    """The teams of a partner; returns those that people work in: the lowest of each branch."""
    lowest: list[Team] = []
    for name, below in TEAMS.get(organisation.kind, OTHERWISE).items():
        top, _ = Team.objects.get_or_create(organisation=organisation, parent=None, name=name)
        children = [Team.objects.get_or_create(organisation=organisation, parent=top, name=child)[0] for child in below]
        lowest += children or [top]
    return lowest


def load_members(
    organisation: Organisation,
    figures: Figures,
    planned: Sequence[PlannedPerson],
    names: Iterable[tuple[str, str]],
    groups: dict[str, RoleGroup],
    day: dt.date,
) -> list[Member]:
    """Write the people of one partner with their employments and absences; some of them are those who can sign in.

    Of one that returns staff numbers nobody has a name who did not sign in; of one that returns headcounts those alone
    are there who registered themselves.
    """
    is_counted, by_name = figures.grade == Grade.HEADCOUNT, figures.grade == Grade.NAMED
    planned = registered(planned) if is_counted else planned
    chosen, teams = _seat_sign_ins(figures.code, planned), [] if is_counted else load_teams(organisation)
    members = [
        _member(organisation, plan, f"{figures.code}-{number:04}", name, chosen.get(number), day)
        for number, (plan, name) in enumerate(zip(planned, names if by_name or is_counted else NO_NAMES, strict=False))
    ]
    _write_people(members)
    _write_employments(members, figures, teams, groups, day)
    _write_absences(organisation, members)
    if figures.counts_volunteers:
        CountedRoleGroup.objects.get_or_create(
            organisation=organisation,
            role_group=groups["volunteers"],
            superseded_at=None,
            defaults={"starts_on": organisation.joined_on},
        )
    return members


def _member(
    organisation: Organisation,
    plan: PlannedPerson,
    key: str,
    name: tuple[str, str],
    sign_in: SignIn | None,
    day: dt.date,
) -> Member:
    """Somebody as planned; who can sign in has a name, and often learning, of their own."""
    given, family = sign_in.name if sign_in else name
    if sign_in and sign_in.learning:
        plan.completed = [(slug, day - dt.timedelta(days=ago)) for slug, ago in sign_in.learning]
    moved_on = day - dt.timedelta(days=sign_in.before[1]) if sign_in and sign_in.before else None
    person = Person(uuid=uuid.uuid5(SEED, key), given_name=given, family_name=family, is_invented=True)
    return Member(person, organisation, plan, key, sign_in, moved_on)


def _write_people(members: Sequence[Member]) -> None:
    people = [member.person for member in members]
    Person.objects.bulk_create(people, batch_size=500, ignore_conflicts=True)
    written = Person.objects.in_bulk([person.uuid for person in people], field_name="uuid")
    for member in members:
        member.person = written[member.person.uuid]


def _write_employments(
    members: Sequence[Member], figures: Figures, teams: Sequence[Team], groups: dict[str, RoleGroup], day: dt.date
) -> None:
    by_name = {team.name: team for team in teams}
    is_counted = figures.grade == Grade.HEADCOUNT
    source = EmploymentSource.RETURN if figures.has_return else EmploymentSource.SELF_DECLARED
    if is_counted:
        source = EmploymentSource.FORM  # what somebody said of themselves, as HR confirmed it
    recorded_at = dt.datetime.combine(day - dt.timedelta(days=4), dt.time(8), tzinfo=dt.UTC)
    posts = []
    for number, member in enumerate(members):
        sign_in = member.sign_in
        team = by_name[sign_in.team] if sign_in and sign_in.team else (teams[number % len(teams)] if teams else None)
        posts += [
            Employment(
                person=member.person,
                organisation=member.organisation,
                team=team,
                role_group=groups[role_group],
                staff_id="" if is_counted else f"{1000 + number * 7}",
                start=start,
                left=left,
                source=source,
                recorded_at=recorded_at,
            )
            for role_group, start, left in member.posts
        ]
    Employment.objects.bulk_create(posts, batch_size=500, ignore_conflicts=True)


def _write_absences(organisation: Organisation, members: Sequence[Member]) -> None:
    away_already = set(Absence.objects.filter(organisation=organisation).values_list("person_id", flat=True))
    absences = [
        Absence(
            person=member.person,
            organisation=organisation,
            away_from=member.plan.away_from,
            away_to=member.plan.away_to,
        )
        for member in members
        if member.plan.away_from and member.person.pk not in away_already
    ]
    Absence.objects.bulk_create(absences, batch_size=500)


def _seat_sign_ins(code: str, planned: Sequence[PlannedPerson]) -> dict[int, SignIn]:
    """For each person who can sign in, whose story they take: a learner mid-way, everybody else with all they need."""
    seats: dict[int, SignIn] = {}
    for sign_in in (s for s in SIGN_INS if s.organisation == code):
        wished = {Story.PARTLY} if sign_in.role is None else {Story.EARLY, Story.DURING}
        for number, plan in enumerate(planned):
            if number not in seats and plan.role_group == sign_in.role_group and plan.story in wished:
                seats[number] = sign_in
                break
        else:
            raise LookupError(f"Nobody in {code} has the story that {sign_in.email} shows.")
    return seats
