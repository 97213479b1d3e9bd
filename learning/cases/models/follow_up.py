from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..follow_up import WEEKS


class Outcome(models.TextChoices):
    """How the situation is, as its author sees it."""

    BETTER = "better", _("Better")
    SAME = "same", _("The same")
    WORSE = "worse", _("Worse")
    UNKNOWN = "unknown", _("I do not know")


class Extent(models.TextChoices):
    """How far something that was taken up was done."""

    DONE = "done", _("Done")
    PARTLY = "partly", _("Partly done")
    NOT_DONE = "not_done", _("Not done")


class FollowUp(models.Model):
    """The author of a case says, so many weeks after answering, how it is and what was learnt. Never changed.

    Of a round that no longer stands the row stays, without its words.
    """

    round = models.ForeignKey(
        "cases.Round", on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("round")
    )
    weeks = models.PositiveSmallIntegerField(_("weeks after"), choices=[(weeks, str(weeks)) for weeks in WEEKS])
    outcome = models.CharField(_("how it is"), max_length=8, choices=Outcome.choices)
    learnt = models.TextField(_("what was learnt"), blank=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        ordering = ["round", "weeks"]
        verbose_name = _("follow-up of a case")
        verbose_name_plural = _("follow-ups of cases")
        constraints = [
            models.UniqueConstraint(fields=["round", "weeks"], name="one_follow_up_for_its_weeks"),
            models.CheckConstraint(condition=models.Q(weeks__in=WEEKS), name="a_follow_up_after_six_or_twelve_weeks"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.weeks}"


class FollowedDecision(models.Model):
    """In one follow-up the author says of one recommendation that they took up how far it was done, and why not."""

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, related_name="followed", verbose_name=_("follow-up")
    )
    decision = models.ForeignKey(
        "cases.Decision", on_delete=models.PROTECT, related_name="followed", verbose_name=_("decision")
    )
    extent = models.CharField(_("how far it was done"), max_length=8, choices=Extent.choices)
    words = models.TextField(_("why"), blank=True)

    class Meta:
        ordering = ["follow_up", "decision"]
        verbose_name = _("recommendation looked back on")
        verbose_name_plural = _("recommendations looked back on")
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "decision"], name="one_look_back_at_a_decision_each_time"),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id}: {self.extent}"
