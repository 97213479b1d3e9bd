from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Recorded
from learning.workforce.models.recorded import StatedBy

from ..querysets import ReminderSettingQuerySet


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class Leaders(models.TextChoices):
    """How often those who lead people read figures of theirs in the digest."""

    NEVER = "never", _("Never")
    MONTHLY = "monthly", _("Once a month")
    WEEKLY = "weekly", _("Every week")


class ReminderSetting(Recorded):
    """From a day on, one employer has its people reminded or not, and on which weekday; the latest day decides.

    An employer of whom nothing is said here sends no reminders.
    """

    STATED_BY = StatedBy.EMPLOYER

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    starts_on = models.DateField(_("from"))
    learners = models.BooleanField(_("remind people of their own learning"), default=False)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday.choices, default=Weekday.TUESDAY)
    leaders = models.CharField(
        _("figures for HR leads and team managers"), max_length=8, choices=Leaders.choices, default=Leaders.NEVER
    )

    objects = ReminderSettingQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "starts_on"]
        verbose_name = _("setting of reminders")
        verbose_name_plural = _("settings of reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "starts_on"],
                condition=models.Q(superseded_at=None),
                name="one_setting_of_reminders_per_first_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.starts_on}"
