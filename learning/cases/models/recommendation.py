from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Recommendation(models.Model):
    """What a round says could be done: the action, by whom as a role, until when, and on what it rests.

    Of a round that no longer stands the row stays, without its words.
    """

    key = models.UUIDField(_("idempotency key"), unique=True)
    round = models.ForeignKey(
        "cases.Round", on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("round")
    )
    action = models.TextField(_("what could be done"), blank=True)
    owner = models.TextField(_("by whom, as a role"), blank=True)
    by_when = models.DateField(_("until"), null=True, blank=True)
    basis = models.TextField(_("what it rests on"), blank=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.pk}"
