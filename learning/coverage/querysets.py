"""Questions of what coverage keeps, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from learning.workforce.models import Grade, Organisation, Person, ReturnGrade
from learning.workforce.querysets import RecordedQuerySet, holding_on, of_person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

    from .models import Digest, Download, ErrorReport, ReminderSetting, Snapshot  # noqa: F401  some are named in quotes


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def up_to(self, day: dt.date) -> Self:
        """Month ends on or before `day`, the newest first."""
        return self.filter(month_end__lte=day).order_by("-month_end")

    def without_cells(self) -> Self:
        """Rows for a trend: the counts of people, without the thousands of numbers behind them."""
        return self.defer("figures")


class ReminderSettingQuerySet(RecordedQuerySet["ReminderSetting"]):
    def of(self, organisation: Organisation, day: dt.date) -> ReminderSetting | None:
        """What holds for the organisation on `day`; None where nothing was ever said."""
        return self.standing().filter(organisation=organisation, starts_on__lte=day).order_by("starts_on").last()

    def in_force(self, day: dt.date) -> dict[int, ReminderSetting]:
        """What holds on `day` for each organisation that is a partner then, by its key; one query."""
        partners = holding_on(day, "organisation__joined_on", "organisation__left_on")
        rows = self.standing().filter(partners, starts_on__lte=day).order_by("starts_on")
        return {row.organisation_id: row for row in rows}


class DigestQuerySet(models.QuerySet["Digest"]):
    def about(self, organisation: Organisation) -> Self:
        """Those that said something this organisation asks for, or carried its figures."""
        ours = models.Q(items__organisation=organisation) | models.Q(teams__organisation=organisation)
        return self.filter(ours).distinct()


class DownloadQuerySet(models.QuerySet["Download"]):
    def kept(self, now: dt.datetime) -> Self:
        """Those whose seven days are not over."""
        from .models.download import KEPT

        return self.filter(asked_at__gt=now - KEPT)

    def run_out(self, now: dt.datetime) -> Self:
        from .models.download import KEPT

        return self.filter(asked_at__lte=now - KEPT)

    def asked_for_by(self, user: User, organisation: Organisation) -> Self:
        """One's own, of this organisation; whether one still leads its people is asked beside it."""
        return self.filter(asked_by=user, organisation=organisation)

    def still_returned(self, organisation: Organisation, day: dt.date) -> Self:
        """Without lists of people asked for before the organisation chose to return less of them than names."""
        from .models import DownloadKind

        chosen = ReturnGrade.objects.on(day).filter(organisation=organisation).order_by("starts_on").last()
        if chosen is None or chosen.grade == Grade.NAMED:
            return self
        lists = [DownloadKind.PEOPLE_CSV, DownloadKind.PEOPLE_XLSX]
        return self.exclude(kind__in=lists, asked_at__lte=chosen.recorded_at)


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Those of organisations whose people the user leads on `day`, and the user's own about people they may see."""
        if not user.is_authenticated:
            return self.none()
        seen = Person.objects.visible_to(user, day).values("pk")
        own = Q(reported_by_id=user.pk) & (Q(person__in=seen) | Q(person__merged_into__in=seen))
        return self.filter(Q(organisation__in=Organisation.objects.led_by(user, day)) | own)

    def about(self, person: Person) -> Self:
        """About this human being, under whichever of their rows."""
        return self.filter(of_person(person))

    def open(self) -> Self:
        return self.filter(closed_at=None)
