from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConcernKind(models.TextChoices):
    WRONG_FACT = "wrong_fact", _("A fact is wrong")
    UPSETTING = "upsetting", _("It is upsetting")
    BROKEN = "broken", _("Something does not work")
    OTHER = "other", _("Something else")


class Concern(models.Model):
    """One reader's word that something on one section or case is wrong, upsetting or broken, and the answer to it.

    Without a `person` it is anonymous: then nothing here, nor anywhere else, says who wrote it. So that a time cannot
    be matched with a record of learning, the day alone is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(_("idempotency key"), unique=True)
    kind = models.CharField(_("what it is about"), max_length=12, choices=ConcernKind.choices)
    message = models.TextField(_("message"))
    title = models.CharField(_("title of the page"), max_length=300)
    address = models.CharField(_("address of the page"), max_length=300)
    person = models.ForeignKey(
        "workforce.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns",
        verbose_name=_("who wrote it"),
    )
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"
