from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Happening(models.TextChoices):
    ISSUED = "issued", _("Issued")
    SUPERSEDED = "superseded", _("Replaced")
    REVOKED = "revoked", _("Withdrawn")
    REDRAWN = "redrawn", _("File drawn again")


class CertificateEvent(models.Model):
    """One thing that happened to one certificate: when, who did it (null: the site itself), and why."""

    certificate = models.ForeignKey("certificates.Certificate", on_delete=models.PROTECT, related_name="events")
    happening = models.CharField(_("what happened"), max_length=12, choices=Happening.choices)
    reason = models.CharField(_("why"), max_length=240)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["certificate", "at", "pk"]
        verbose_name = _("event of a certificate")
        verbose_name_plural = _("events of certificates")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="a_certificate_event_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.happening}"
