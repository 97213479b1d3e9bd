import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Recorded
from learning.workforce.models.recorded import StatedBy, refuse_an_end_before_the_start
from learning.workforce.querysets import DatedQuerySet, holds_on

from ..querysets import EquivalenceQuerySet


class Equivalence(models.Model):
    """From a day on one thing learnt elsewhere counts for one module, for at most so many months from its own day.

    It may be bettered until the first partner signs. What was signed is never rewritten: it is ended, and another one
    begins. What was recognised by it before it ended stays.
    """

    title = models.CharField(_("what was learnt"), max_length=160)
    provider = models.CharField(_("provider"), max_length=120)
    module = models.ForeignKey(
        "modules.Module", on_delete=models.PROTECT, related_name="equivalences", verbose_name=_("counts for")
    )
    counts_months = models.PositiveSmallIntegerField(_("counts for at most so many months"))
    evidence = models.CharField(_("evidence that is asked for"), max_length=240)
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = EquivalenceQuerySet.as_manager()

    class Meta:
        ordering = ["module__title", "title", "starts_on"]
        verbose_name = _("equivalence")
        verbose_name_plural = _("equivalences")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="equivalence_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=models.Q(counts_months__gte=1), name="equivalence_counts_some_months"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.provider})"

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")

    def holds_on(self, day: dt.date) -> bool:
        return holds_on(day, self.starts_on, self.ended_on)


class EquivalenceSignature(models.Model):
    """One partner signed one equivalence on one day: it has looked, and vouches that the one is worth the other."""

    equivalence = models.ForeignKey(
        "requirements.Equivalence", on_delete=models.PROTECT, related_name="signatures", verbose_name=_("equivalence")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    signed_on = models.DateField(_("signed on"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["signed_on", "organisation__name"]
        verbose_name = _("signature under an equivalence")
        verbose_name_plural = _("signatures under equivalences")
        constraints = [
            models.UniqueConstraint(fields=["equivalence", "organisation"], name="a_partner_signs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.equivalence_id}: {self.organisation_id} on {self.signed_on}"


class EquivalenceAcceptance(Recorded):
    """From a day on one partner lets one equivalence count for its own people."""

    equivalence = models.ForeignKey(
        "requirements.Equivalence", on_delete=models.PROTECT, related_name="acceptances", verbose_name=_("equivalence")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)

    STATED_BY: ClassVar[StatedBy] = StatedBy.EMPLOYER

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "starts_on"]
        verbose_name = _("partner that accepts an equivalence")
        verbose_name_plural = _("partners that accept equivalences")
        constraints = [
            models.UniqueConstraint(
                fields=["equivalence", "organisation", "starts_on"],
                condition=models.Q(superseded_at=None),
                name="one_acceptance_per_partner_and_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="acceptance_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equivalence_id}: {self.organisation_id}"

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")


class Recognition(models.Model):
    """One completion is in the ledger because one equivalence, accepted by one organisation, says that it counts.

    Day, evidence and approver stand on the completion itself; a row is never changed and never deleted, as that is.
    """

    completion = models.OneToOneField("records.Completion", on_delete=models.PROTECT, related_name="recognition")
    equivalence = models.ForeignKey("requirements.Equivalence", on_delete=models.PROTECT, related_name="recognitions")
    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("recognised learning")
        verbose_name_plural = _("recognised learning")

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.equivalence_id}"
