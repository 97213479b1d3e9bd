from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LegalHold(models.Model):
    """One case has to be kept as it is, from a moment on and until somebody lifts it, for a reason in words.

    While it holds, nothing of the case is deleted, emptied or written otherwise: the case carries the mark of its
    words (`Case.held_hash`), and triggers guard what was written beside it. It is lifted once and never changed.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="holds", verbose_name=_("case"))
    reason = models.TextField(_("reason"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("placed by")
    )
    placed_at = models.DateTimeField(_("placed at"), default=timezone.now)
    why_lifted = models.TextField(_("why it was lifted"), blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True)

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, why_lifted="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(why_lifted=""),
                name="a_lifted_hold_says_by_whom_and_why",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="one_standing_hold_for_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.placed_at:%Y-%m-%d}"
