from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import RiskAlertQuerySet


class RiskAlert(models.Model):
    """A reader of one case believes that somebody is at risk now; `told` are those who were asked to act so far.

    Nothing here says who: the reader's own duty to refer remains. Open until one of those told has acknowledged it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="alerts", verbose_name=_("case"))
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("raised by")
    )
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("asked to act"))
    told_at = models.DateTimeField(_("last told at"), default=timezone.now)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("acknowledged by"),
    )
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True)

    objects = RiskAlertQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        verbose_name = _("alert that somebody is at risk")
        verbose_name_plural = _("alerts that somebody is at risk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acknowledged_by=None, acknowledged_at=None)
                | models.Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="an_acknowledged_alert_says_by_whom_and_when",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(acknowledged_at=None), name="one_open_alert_for_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.raised_at:%Y-%m-%d %H:%M}"
