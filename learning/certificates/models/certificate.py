import datetime as dt
from typing import Any
from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..code import in_fours, new_code
from ..querysets import CertificateQuerySet
from ..standing import Standing, standing_on


class State(models.TextChoices):
    """What somebody decided about a certificate. That it has expired is computed, never stored."""

    VALID = "valid", _("Valid")
    SUPERSEDED = "superseded", _("Replaced")
    REVOKED = "revoked", _("Withdrawn")


class Certificate(models.Model):
    """One proof of one completion, as it was printed on the day it was issued.

    `snapshot` holds everything that the sheet and the public page say, so that no later change of a profile, module or
    template reaches it. The database refuses to change anything but the state and the hash of the file.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="certificates")
    completion = models.ForeignKey("records.Completion", on_delete=models.PROTECT, related_name="certificates")
    version = models.ForeignKey("modules.ModuleVersion", on_delete=models.PROTECT, related_name="certificates")
    template = models.ForeignKey("certificates.TemplateVersion", on_delete=models.PROTECT, related_name="certificates")
    public_code = models.CharField(_("public code"), max_length=16, unique=True, default=new_code, editable=False)
    snapshot: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("what it says"))
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    issued_on = models.DateField(_("issued on"), help_text=_("The day in Europe/London."))
    valid_from = models.DateField(_("first valid day"))
    valid_until = models.DateField(_("last valid day"), null=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.VALID)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)
    idempotency_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["completion"],
                condition=~models.Q(state="superseded"),
                name="one_live_certificate_per_completion",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["valid", "superseded", "revoked"]), name="certificate_has_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code_in_fours}: {self.version_id}"

    @property
    def code_in_fours(self) -> str:
        return in_fours(self.public_code)

    def standing_on(self, day: dt.date) -> Standing:
        """How it stands on `day` (Europe/London): valid, expired, replaced or withdrawn."""
        return standing_on(day, state=self.state, valid_from=self.valid_from, valid_until=self.valid_until)

    def get_absolute_url(self) -> str:
        return reverse("certificate", args=[self.uuid])
