from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Choice(models.TextChoices):
    """What the author of a case does with a recommendation."""

    ACCEPT = "accept", _("Accepted")
    ADAPT = "adapt", _("Adapted")
    DECLINE = "decline", _("Declined")


TAKEN_UP = (Choice.ACCEPT, Choice.ADAPT)


class Decision(models.Model):
    """The author of a case accepts, adapts or declines one recommendation. Never changed.

    `words`: what they do instead, or why they do not; of a round that no longer stands the row stays, without them.
    """

    recommendation = models.OneToOneField(
        "cases.Recommendation", on_delete=models.PROTECT, related_name="decision", verbose_name=_("recommendation")
    )
    choice = models.CharField(_("decision"), max_length=8, choices=Choice.choices)
    words = models.TextField(_("in the author’s words"), blank=True)

    class Meta:
        ordering = ["recommendation"]
        verbose_name = _("decision on a recommendation")
        verbose_name_plural = _("decisions on recommendations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(choice=Choice.ACCEPT) | Q(words=""), name="what_is_accepted_is_accepted_as_it_is"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.choice}"

    @property
    def is_taken_up(self) -> bool:
        return self.choice in TAKEN_UP
