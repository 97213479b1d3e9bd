from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Recorded
from learning.workforce.querysets import PersonalQuerySet


class ExemptionCategory(models.TextChoices):
    """Why somebody is excused, in words that say nothing about their health or life."""

    NO_CONTACT = "no_contact", _("The post has no contact with the public")
    EQUAL_LEARNING = "equal_learning", _("Has learnt the same elsewhere")
    SHORT_POST = "short_post", _("The post ends soon")
    AGREED = "agreed", _("Agreed with the employer")


class Exemption(Recorded):
    """One person is excused from one module, or from all, in one organisation, on all days from the first to the last.

    Both days are inclusive; without a last day it holds until somebody ends it.
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
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("approved by")
    )

    objects = PersonalQuerySet.as_manager()

    class Meta:
        ordering = ["person", "starts_on"]
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="exemption_ends_on_or_after_its_first_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts_on} – {self.ends_on or ''}"
