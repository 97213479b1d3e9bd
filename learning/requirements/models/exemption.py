import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from learning.records.periods import valid_until
from learning.workforce.models import Recorded
from learning.workforce.models.recorded import StatedBy
from learning.workforce.querysets import PersonalQuerySet

LONGEST_MONTHS = 12


class ExemptionCategory(models.TextChoices):
    """Why somebody is excused, in words that say nothing about their health or life."""

    NO_CONTACT = "no_contact", _("The post has no contact with the public")
    EQUAL_LEARNING = "equal_learning", _("Has learnt the same elsewhere")
    SHORT_POST = "short_post", _("The post ends soon")
    AGREED = "agreed", _("Agreed with the employer")


class Exemption(Recorded):
    """One person is excused from one module, or from all, in one organisation, on all days from the first to the last.

    Both days are inclusive. It lasts a year at most: who is excused for longer is looked at again.
    """

    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="exemptions", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    module = models.ForeignKey(
        "modules.Module",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("module"),
        help_text=_("Leave it empty for everything asked."),
    )
    category = models.CharField(_("category"), max_length=16, choices=ExemptionCategory.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("approved by")
    )

    STATED_BY = StatedBy.EMPLOYER

    objects = PersonalQuerySet.as_manager()

    class Meta:
        ordering = ["person", "starts_on"]
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="exemption_ends_on_or_after_its_first_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts_on} – {self.ends_on}"

    def clean(self) -> None:
        _refuse_no_day_and_too_many(self.starts_on, self.ends_on)


def _refuse_no_day_and_too_many(first: dt.date | None, last: dt.date | None) -> None:
    """The months are counted as validity is: from 1 March 2026 to 28 February 2027."""
    if first is None or last is None:
        return
    if last < first:
        raise ValidationError({"ends_on": _("The last day cannot come before the first one.")})
    longest = valid_until(first, LONGEST_MONTHS)
    if longest is not None and last > longest:
        words = {"months": LONGEST_MONTHS, "day": date_format(longest, "j F Y")}
        said = _("An exemption lasts %(months)s months at most, to %(day)s. If it still holds then, grant a new one.")
        raise ValidationError({"ends_on": said % words})
