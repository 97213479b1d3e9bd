from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import HidingQuerySet


class Verdict(models.TextChoices):
    """What becomes of a learning case that was hidden."""

    SHOW_AGAIN = "show_again", _("Shown again as it was")
    KEEP_BACK = "keep_back", _("Back to a draft, to be mended and reviewed anew")
    WITHDRAW = "withdraw", _("Withdrawn, its words deleted")


class Hiding(models.Model):
    """One learning case is hidden from every reader, from a report until the information-governance lead decides.

    `revision`: what readers saw, to be shown again; none once it is purged.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        "cases.LearningCasePage", on_delete=models.PROTECT, related_name="hidings", verbose_name=_("learning case")
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("what readers saw"),
    )
    hidden_at = models.DateTimeField(_("hidden at"), default=timezone.now)
    verdict = models.CharField(_("decision"), max_length=12, choices=Verdict.choices, blank=True)
    word = models.TextField(_("why"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = HidingQuerySet.as_manager()

    class Meta:
        ordering = ["hidden_at", "pk"]
        verbose_name = _("hiding of a learning case")
        verbose_name_plural = _("hidings of learning cases")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at=None), name="a_learning_case_is_hidden_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, verdict="")
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(verdict=""),
                name="a_decision_about_a_hidden_case_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.hidden_at:%Y-%m-%d}"
