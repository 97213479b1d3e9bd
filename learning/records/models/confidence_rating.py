from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.blocks.confidence import Moment


class ConfidenceRating(models.Model):
    """How sure of themselves one person said they were at one block of one attempt, from 1 (not at all) to 5 (very)."""

    attempt = models.ForeignKey("records.Attempt", on_delete=models.PROTECT, related_name="confidence_ratings")
    block_id = models.CharField(_("block"), max_length=64)
    about = models.CharField(_("about"), max_length=80)
    moment = models.CharField(_("moment"), max_length=8, choices=Moment.choices)
    value = models.PositiveSmallIntegerField(_("value, 1 to 5"))
    client_sequence = models.PositiveIntegerField(_("client sequence"), default=0)
    rated_at = models.DateTimeField(_("rated at"), default=timezone.now)

    class Meta:
        ordering = ["attempt", "rated_at"]
        verbose_name = _("confidence rating")
        verbose_name_plural = _("confidence ratings")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "block_id"], name="one_rating_per_attempt_and_block"),
            models.CheckConstraint(condition=models.Q(value__gte=1, value__lte=5), name="rating_is_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.about} {self.value}"
