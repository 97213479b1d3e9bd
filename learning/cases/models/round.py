from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..guided_round import Stage
from .decision import Decision


class Round(models.Model):
    """One consultation about one case: a meeting at `starts_at`, or in writing until the end of `last_day`.

    `stage` is where it is once it is open. `ended_at`: recommendations were written. `answered_at`: the author has said
    of each what they do with it. `cancelled_at`: it no longer stands, and those who sat in it read nothing of the case
    by it; what was written there is gone. It may have ended.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="rounds", verbose_name=_("case"))
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("facilitator")
    )
    starts_at = models.DateTimeField(_("meeting starts at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    link = models.URLField(_("link to join"), max_length=500, blank=True)
    last_day = models.DateField(_("in writing until"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices, default=Stage.PRESENT)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("arranged by")
    )
    scheduled_at = models.DateTimeField(_("arranged at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("recommendations answered at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("no longer stands from"), null=True, blank=True)

    class Meta:
        ordering = ["-scheduled_at", "-pk"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=False, minutes__isnull=False, minutes__gt=0, last_day=None)
                | Q(starts_at=None, minutes=None, link="", last_day__isnull=False),
                name="a_round_is_a_meeting_or_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(ended_at__isnull=False),
                name="recommendations_are_answered_once_written",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(cancelled_at=None), name="one_standing_round_for_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.held_on}"

    @property
    def is_meeting(self) -> bool:
        return self.starts_at is not None

    @property
    def held_on(self) -> dt.date | None:
        """The day of the meeting, or the last one for writing."""
        return timezone.localdate(self.starts_at) if self.starts_at else self.last_day

    @property
    def ends_at(self) -> dt.datetime | None:
        """When the meeting should be over; None where it is in writing."""
        return self.starts_at + dt.timedelta(minutes=self.minutes) if self.starts_at and self.minutes else None

    @property
    def answered_on(self) -> dt.date | None:
        """The day from which the weeks until a follow-up are counted."""
        return timezone.localdate(self.answered_at) if self.answered_at else None

    @property
    def told(self) -> set[int]:
        """Which follow-ups are written, in weeks; one query, or none where they were fetched before."""
        return {one.weeks for one in self.follow_ups.all()}

    @property
    def taken_up(self) -> list[Decision]:
        """What the author accepted or adapted of its recommendations, in their order; as `told`."""
        decided = [one for one in self.recommendations.all() if hasattr(one, "decision")]
        return [one.decision for one in sorted(decided, key=lambda one: one.pk) if one.decision.is_taken_up]

    def is_past(self, day: dt.date) -> bool:
        """Whether the last day for writing is over. A meeting goes on as long as its facilitator lets it."""
        return self.last_day is not None and day > self.last_day
