from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reading(models.Model):
    """One person has read one section of a version in one attempt, by whichever route; the route is in no report."""

    attempt = models.ForeignKey("records.Attempt", on_delete=models.PROTECT, related_name="readings")
    section_id = models.CharField(_("section"), max_length=64)
    by_alternative = models.BooleanField(_("by the other route"), default=False)
    read_at = models.DateTimeField(_("read at"), default=timezone.now)

    class Meta:
        ordering = ["attempt", "read_at"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "section_id"], name="one_reading_per_attempt_and_section")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.section_id}"
