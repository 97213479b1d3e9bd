from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import CaseReportQuerySet


class About(models.TextChoices):
    """Whom a learning case may be about, as whoever reports it says."""

    ME = "me", _("It may be about me")
    MINE = "mine", _("It may be about my child, or somebody I care for")
    SOMEBODY = "somebody", _("It is not about me, but somebody could be recognised")


class CaseReport(models.Model):
    """Somebody says that a learning case may be about them, or that somebody can be recognised in it.

    `case` is hidden from the report on; none is named where the reporter could not say which, or may not read it.
    `sealed_contact`: how to reach them, encrypted, and deleted once the report is `answered_at`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(_("idempotency key"), unique=True)
    case = models.ForeignKey(
        "cases.LearningCasePage",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name=_("learning case"),
    )
    about = models.CharField(_("about whom"), max_length=8, choices=About.choices)
    words = models.TextField(_("words"), blank=True)
    sealed_contact = models.BinaryField(_("encrypted contact"), default=bytes)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("reported by"),
    )
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = CaseReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_at", "pk"]
        verbose_name = _("report about a learning case")
        verbose_name_plural = _("reports about learning cases")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(sealed_contact=b""), name="an_answered_report_reaches_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.about}"
