from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..guided_round import Kind

WRITTEN = tuple((kind.value, kind.label) for kind in Kind if kind is not Kind.RECOMMENDATION)


class Contribution(models.Model):
    """Somebody wrote one thing in a round: a summary, a question, an answer to one, a view. Never changed.

    `seat` says for which organisation. Of a round that no longer stands the row stays, without its words.
    """

    key = models.UUIDField(_("idempotency key"), unique=True)
    seat = models.ForeignKey("cases.Seat", on_delete=models.PROTECT, related_name="contributions", verbose_name=_("by"))
    kind = models.CharField(_("kind"), max_length=16, choices=WRITTEN)
    question = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers", verbose_name=_("answer to")
    )
    words = models.TextField(_("words"), blank=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.ANSWER, question__isnull=False) | ~Q(kind=Kind.ANSWER) & Q(question=None),
                name="an_answer_and_nothing_else_has_a_question",
            ),
            models.CheckConstraint(condition=~Q(kind=Kind.RECOMMENDATION), name="a_recommendation_is_a_row_of_its_own"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.kind}"
