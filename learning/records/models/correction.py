from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """One completion no longer counts, from the moment recorded on; the completion itself stays as it was."""

    completion = models.OneToOneField("records.Completion", on_delete=models.PROTECT, related_name="correction")
    reason = models.CharField(_("reason"), max_length=240)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="a_correction_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.reason}"
