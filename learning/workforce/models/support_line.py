from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..opening_hours import Hours, OnBankHolidays, Unreadable, read_hours


class SupportLine(models.Model):
    """One place that the staff of one employer, or of every one, can turn to when the work weighs on them."""

    ON_BANK_HOLIDAYS = (
        (OnBankHolidays.CLOSED.value, _("Closed")),
        (OnBankHolidays.AS_ON_SUNDAYS.value, _("As on Sundays")),
        (OnBankHolidays.AS_USUAL.value, _("As on any other day")),
    )

    organisation = models.ForeignKey(
        "workforce.Organisation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="support_lines",
        verbose_name=_("employer"),
        help_text=_("Its staff see this first. Nobody named: everybody in the network sees it."),
    )
    name = models.CharField(_("who"), max_length=80)
    number = models.CharField(
        _("number"),
        max_length=40,
        validators=[RegexValidator(r"\A\+?[\d ()]{3,}\Z", _("Write the number in figures and spaces."))],
        help_text=_("As people write it, in groups."),
    )
    by_text = models.BooleanField(_("a text message, not a call"), default=False)
    note = models.CharField(_("what for"), max_length=120, blank=True)
    hours = models.TextField(
        _("opening hours"),
        blank=True,
        help_text=_("One line for each run of days: “Monday to Friday 09:00-17:00”. Nothing means day and night."),
    )
    on_bank_holidays = models.CharField(
        _("on bank holidays"), max_length=16, choices=ON_BANK_HOLIDAYS, default=OnBankHolidays.CLOSED.value
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("support line")
        verbose_name_plural = _("support lines")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        try:
            read_hours(self.hours)
        except Unreadable as error:
            said = _("“%(line)s” cannot be read as opening hours. Write it like “Monday to Friday 09:00-17:00”.")
            raise ValidationError({"hours": said % {"line": error.line}}) from error

    @property
    def opening(self) -> Hours:
        return read_hours(self.hours, OnBankHolidays(self.on_bank_holidays))
