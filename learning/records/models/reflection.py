from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import ReflectionQuerySet


class Reflection(models.Model):
    """What one person wrote for themselves at one reflection or question in own words, or that they did so elsewhere.

    The text is encrypted (`records.encryption`) and the row can be deleted: it is no part of the ledger. A row without
    text and not `elsewhere` is a note that the person took back; it counts for nothing.
    """

    attempt = models.ForeignKey("records.Attempt", on_delete=models.PROTECT, related_name="reflections")
    block_id = models.CharField(_("block"), max_length=64)
    sealed_text = models.BinaryField(_("encrypted text"), default=bytes)
    elsewhere = models.BooleanField(_("on paper or with my supervisor"), default=False)
    client_sequence = models.PositiveIntegerField(_("client sequence"), default=0)
    shared_at = models.DateTimeField(
        _("shared since"),
        null=True,
        blank=True,
        help_text=_("By the writer's own choice, with the trainers, without a name."),
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["attempt", "written_at"]
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "block_id"], name="one_reflection_per_attempt_and_block")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.block_id}"
