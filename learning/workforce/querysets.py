"""Questions of the workforce data, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import (  # noqa: F401  some are named in quotes alone
        Employment,
        LevelMap,
        Organisation,
        Person,
        RoleAssignment,
        Team,
        User,
    )

Row = TypeVar("Row", bound=models.Model)


def _on(day: dt.date, starts: str, ends: str) -> Q:
    """Rows that hold on `day`; the end is the first day no longer."""
    return Q(**{f"{starts}__lte": day}) & (Q(**{ends: None}) | Q(**{f"{ends}__gt": day}))


class RecordedQuerySet(models.QuerySet[Row]):
    """Rows that are superseded, never overwritten."""

    def standing(self) -> Self:
        """What is believed now."""
        return self.filter(superseded_at=None)

    def known_at(self, moment: dt.datetime) -> Self:
        """What was believed at `moment` (UTC)."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=moment), recorded_at__lte=moment)


class LevelMapQuerySet(RecordedQuerySet["LevelMap"]):
    def on(self, day: dt.date) -> Self:
        return self.standing().filter(_on(day, "starts_on", "ended_on"))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def partners(self) -> Self:
        """Employers of the network; its own team is none."""
        return self.exclude(kind=self.model.NETWORK_KIND)

    def members_on(self, day: dt.date) -> Self:
        return self.filter(_on(day, "joined_on", "left_on"))

    def led_by(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Organisations whose people the user sees by name as their HR lead on `day`."""
        from .models import Role, RoleAssignment

        if not user.is_authenticated:
            return self.none()
        held = RoleAssignment.objects.on(day).filter(user_id=user.pk, role=Role.HR_LEAD)
        return self.filter(pk__in=held.values("organisation_id"))


class PersonQuerySet(models.QuerySet["Person"]):
    def lasting(self) -> Self:
        """One row for each human being: those merged into another are left out."""
        return self.filter(merged_into=None)

    def employed_at(self, organisation: Organisation, day: dt.date) -> Self:
        """People in post in the organisation on `day`, each as their lasting row."""
        from .models import Employment

        held = Employment.objects.in_post(day).filter(organisation=organisation)
        here = held.values_list(models.functions.Coalesce("person__merged_into_id", "person_id"))
        return self.lasting().filter(pk__in=here)

    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """People whose name the user may read on `day`: themselves, and those of the organisations or teams they lead.

        An HR lead sees everybody who ever held a post in the organisation; a team manager those in the team's tree now.
        """
        from .models import Employment, Organisation, Role, RoleAssignment, Team

        if not user.is_authenticated:
            return self.none()
        held = RoleAssignment.objects.on(day).filter(user_id=user.pk)
        lasting = models.functions.Coalesce("person__merged_into_id", "person_id")
        rows = Employment.objects.standing()
        seen = rows.filter(organisation__in=Organisation.objects.led_by(user, day))
        teams = teams_below(held.filter(role=Role.TEAM_MANAGER).values_list("team_id", flat=True), Team)
        managed = rows.filter(team__in=teams).filter(_on(day, "start", "left"))
        return (
            self.lasting()
            .filter(
                Q(user_id=user.pk)
                | Q(merged_from__user_id=user.pk)
                | Q(pk__in=seen.values_list(lasting))
                | Q(pk__in=managed.values_list(lasting))
            )
            .distinct()
        )


def teams_below(tops: Any, team_model: type[Team]) -> set[int]:
    """The given teams and every team below them, as primary keys; one query a storey of the tree."""
    found: set[int] = set()
    storey = set(tops)
    while storey - found:
        found |= storey
        storey = set(team_model.objects.filter(parent__in=storey).values_list("pk", flat=True))
    return found


class EmploymentQuerySet(RecordedQuerySet["Employment"]):
    def in_post(self, day: dt.date) -> Self:
        """Standing rows that hold on `day`."""
        return self.standing().filter(_on(day, "start", "left"))

    def confirmed(self) -> Self:
        """Rows that the employer stands behind: everything but what a person said of themselves."""
        from .models.employment import EmploymentSource

        return self.exclude(source=EmploymentSource.SELF_DECLARED)

    def of(self, person: Person) -> Self:
        """Rows of this human being, under whichever of their merged rows they were recorded."""
        return self.filter(Q(person_id=person.lasting_id) | Q(person__merged_into_id=person.lasting_id))


class RoleAssignmentQuerySet(RecordedQuerySet["RoleAssignment"]):
    def on(self, day: dt.date) -> Self:
        return self.standing().filter(_on(day, "starts_on", "ended_on"))
