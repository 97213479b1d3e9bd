from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..life_cycle import Move, Part, State


class CaseStep(models.Model):
    """One step of one case was taken: from where to where, as what, when, and with which word to its author.

    Never changed. `as_part` is shown instead of a name: who reviewed whose case stays between them.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="steps", verbose_name=_("case"))
    move = models.CharField(_("step"), max_length=16, choices=Move.choices)
    before = models.CharField(_("from"), max_length=16, choices=State.choices, blank=True)
    after = models.CharField(_("to"), max_length=16, choices=State.choices)
    as_part = models.CharField(_("taken as"), max_length=16, choices=Part.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    word = models.TextField(_("word"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes spent"), null=True)

    class Meta:
        ordering = ["case", "at", "pk"]
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.move}"
