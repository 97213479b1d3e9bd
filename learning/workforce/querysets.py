"""Questions of the workforce data, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import (  # noqa: F401  some are named in quotes alone
        ClaimCode,
        Employment,
        Organisation,
        Person,
        SharingAgreement,
        Team,
        User,
        WorkforceReturn,
    )

Row = TypeVar("Row", bound=models.Model)


def holding_on(day: dt.date, starts: str = "starts_on", ends: str = "ended_on") -> Q:
    """Rows that hold on `day`; the end is the first day no longer."""
    return Q(**{f"{starts}__lte": day}) & (Q(**{ends: None}) | Q(**{f"{ends}__gt": day}))


def holds_on(day: dt.date, starts: dt.date, ends: dt.date | None) -> bool:
    """The same of one row that is here already."""
    return starts <= day and (ends is None or ends > day)


def of_person(person: Person, path: str = "person") -> Q:
    """Rows of this human being, under whichever of their merged rows they were written; `path` leads to the person.

    The keys come first, from the table of people: an OR over a join would read the whole other table.
    """
    from .models import Person

    return Q(**{f"{path}__in": Person.objects.same_as(person).values("pk")})


class RecordedQuerySet(models.QuerySet[Row]):
    """Rows that are superseded, never overwritten."""

    def standing(self) -> Self:
        """What is believed now."""
        return self.filter(superseded_at=None)

    def known_at(self, moment: dt.datetime | None) -> Self:
        """What was believed at `moment` (UTC); None: what is believed now."""
        if moment is None:
            return self.standing()
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=moment), recorded_at__lte=moment)


class DatedQuerySet(RecordedQuerySet[Row]):
    """Statements that hold from `starts_on` to the day before `ended_on`."""

    def on(self, day: dt.date) -> Self:
        """What holds on `day`, as believed now."""
        return self.standing().filter(holding_on(day))


class SharingAgreementQuerySet(RecordedQuerySet["SharingAgreement"]):
    def on(self, day: dt.date) -> Self:
        """Agreements that hold on `day`, as believed now; one that is due to be looked at again still holds."""
        return self.standing().filter(holding_on(day, "signed_on"))


class WorkforceReturnQuerySet(models.QuerySet["WorkforceReturn"]):
    def holding(self) -> Self:
        """Returns by file that were committed and not undone since, the newest first."""
        return (
            self.filter(kind="file", state="committed")
            .exclude(undone_by__state="committed")
            .order_by("-as_at", "-committed_at")
        )

    def unwritten(self) -> Self:
        """Returns by file that wait for somebody's word: uploaded, and neither written nor thrown away."""
        return self.filter(kind="file", state__in=("uploaded", "comparing", "compared")).order_by("-as_at", "-pk")


class ClaimCodeQuerySet(models.QuerySet["ClaimCode"]):
    def unused(self) -> Self:
        """Neither used nor taken back; some of them may have run out."""
        return self.filter(used_at=None, withdrawn_at=None)

    def open_at(self, moment: dt.datetime) -> Self:
        """Codes that could be used at `moment` (UTC)."""
        return self.unused().filter(expires_at__gt=moment)


class PersonalQuerySet(RecordedQuerySet[Row]):
    """Statements about one person."""

    def of(self, person: Person) -> Self:
        return self.filter(of_person(person))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def partners(self) -> Self:
        """Employers that are, were or will be partners; the network's own team is none."""
        from .models import Organisation

        return self.exclude(kind=Organisation.NETWORK_KIND)

    def members_on(self, day: dt.date) -> Self:
        """Those that belong to the network on `day`."""
        return self.filter(holding_on(day, "joined_on", "left_on"))

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

    def same_as(self, person: Person) -> Self:
        """Every row of this human being: the lasting one and those merged into it."""
        return self.filter(Q(pk=person.lasting_id) | Q(merged_into_id=person.lasting_id))

    def whole(self, person_ids: Collection[int]) -> Self:
        """Every row of the human beings of whom one row, any of theirs, is named by its key."""
        above = self.model._default_manager.filter(pk__in=person_ids).exclude(merged_into=None)
        lasting = above.order_by().values("merged_into")
        return self.filter(
            Q(pk__in=person_ids) | Q(merged_into__in=person_ids) | Q(pk__in=lasting) | Q(merged_into__in=lasting)
        )

    def known_by(self, emails: Iterable[str]) -> Self:
        """Lasting rows that were not erased and under which one of these addresses (lower case) is known."""
        from .models import PersonEmail

        return self.stating(PersonEmail.objects.filter(email__in=[*emails])).filter(erased_at=None)

    def working_at(self, organisation: Organisation, day: dt.date) -> Self:
        """Lasting rows of whom the organisation itself says that they are in post on `day`."""
        from .models import Employment

        return self.stating(Employment.objects.in_post(day).confirmed().filter(organisation=organisation))

    def ever_at(self, organisation: Organisation) -> Self:
        """Lasting rows of whom the organisation itself says that they work or worked there."""
        from .models import Employment

        return self.stating(Employment.objects.standing().confirmed().filter(organisation=organisation))

    def stating(self, rows: models.QuerySet[Any]) -> Self:
        """Lasting rows of the people whom these statements are about."""
        lasting = models.functions.Coalesce("person__merged_into_id", "person_id")
        return self.lasting().filter(pk__in=rows.order_by().values_list(lasting))

    def without_login(self) -> Self:
        """Human beings who cannot sign in yet, under whichever of their rows."""
        from .models import Person

        below = Person.objects.filter(merged_into=models.OuterRef("pk"), user__isnull=False)
        return self.filter(~models.Exists(below), user=None)

    def with_login(self) -> Self:
        """Human beings who registered themselves, under whichever of their rows."""
        from .models import Person

        below = Person.objects.filter(merged_into=models.OuterRef("pk"), user__isnull=False)
        return self.filter(models.Exists(below) | Q(user__isnull=False))

    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """People whose name the user may read on `day`: themselves, and those of the organisations or teams they lead.

        An HR lead sees everybody who ever held a confirmed post in the organisation; a team manager those in the team's
        tree now. A post that somebody only declared shows its employer nobody: saying so opens no record.
        """
        from .models import Employment, Organisation, Role, RoleAssignment

        if not user.is_authenticated:
            return self.none()
        held = RoleAssignment.objects.on(day).filter(user_id=user.pk)
        lasting = models.functions.Coalesce("person__merged_into_id", "person_id")
        rows = Employment.objects.standing().confirmed()
        seen = rows.filter(organisation__in=Organisation.objects.led_by(user, day))
        teams = teams_below(held.filter(role=Role.TEAM_MANAGER).values_list("team_id", flat=True))
        managed = rows.filter(team__in=teams).filter(holding_on(day, "start", "left"))
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


class TeamQuerySet(models.QuerySet["Team"]):
    def managed_by(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """The teams that the user manages on `day`, and every team below them."""
        from .models import Role, RoleAssignment

        if not user.is_authenticated:
            return self.none()
        held = RoleAssignment.objects.on(day).filter(user_id=user.pk, role=Role.TEAM_MANAGER)
        return self.filter(pk__in=teams_below(held.values_list("team_id", flat=True)))

    def topmost(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Of the teams that the user manages, those with none above them that they manage too."""
        managed = self.managed_by(user, day)
        return managed.exclude(parent__in=managed).select_related("organisation")

    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Teams whose people the user sees by name: of organisations they lead on `day`, and in trees they manage."""
        from .models import Organisation

        led = Organisation.objects.led_by(user, day)
        return self.filter(Q(organisation__in=led) | Q(pk__in=self.model.objects.managed_by(user, day)))


def teams_below(tops: Iterable[int]) -> set[int]:
    """The given teams and every team below them, as primary keys; one query a storey of the tree."""
    from .models import Team

    found: set[int] = set()
    storey = set(tops)
    while storey - found:
        found |= storey
        storey = set(Team.objects.filter(parent__in=storey).values_list("pk", flat=True))
    return found


class EmploymentQuerySet(PersonalQuerySet["Employment"]):
    def in_post(self, day: dt.date) -> Self:
        """Standing rows that hold on `day`."""
        return self.standing().filter(holding_on(day, "start", "left"))

    def confirmed(self) -> Self:
        """Rows that the employer stands behind: everything but what a person said of themselves."""
        from .models.employment import EmploymentSource

        return self.exclude(source=EmploymentSource.SELF_DECLARED)
