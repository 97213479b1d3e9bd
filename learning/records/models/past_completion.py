from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import PastCompletionQuerySet
from .completion import Match


class RowState(models.TextChoices):
    NEW = "new", _("New")
    DUPLICATE = "duplicate", _("Recorded already")
    OLDER = "older", _("A newer one is recorded")
    WAITING = "waiting", _("Nobody found")
    RECORDED = "recorded", _("Recorded")
    WITHDRAWN = "withdrawn", _("Undone")
    ASIDE = "aside", _("Set aside")


class PastCompletion(models.Model):
    """One row of an employer's file says that somebody finished a module on a day before the network knew of it.

    `person` is whom it means, None while nobody of the employer's own people fits: such a row waits, and reads the same
    whether somebody elsewhere would fit or not. `is_assumed`: the file named no version, so one was taken by the rule.
    """

    batch = models.ForeignKey("records.CompletionImport", on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row of the file"))
    state = models.CharField(_("state"), max_length=10, choices=RowState.choices)
    staff_id = models.CharField(_("staff number"), max_length=64, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    person = models.ForeignKey("workforce.Person", null=True, on_delete=models.PROTECT, related_name="+")
    confidence = models.CharField(_("how the person was found"), max_length=8, choices=Match.choices, blank=True)
    version = models.ForeignKey("modules.ModuleVersion", on_delete=models.PROTECT, related_name="+")
    is_assumed = models.BooleanField(_("version assumed"), default=False)
    completed_on = models.DateField(_("completed on"))
    evidence = models.CharField(_("evidence"), max_length=240, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PastCompletionQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "number"]
        verbose_name = _("past completion")
        verbose_name_plural = _("past completions")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_past_completion_per_row_of_a_file"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["new", "recorded", "withdrawn"]) | models.Q(person__isnull=False),
                name="what_is_recorded_is_of_somebody",
            ),
        ]
        indexes = [models.Index(fields=["batch", "state", "completed_on", "number"], name="rows_in_order_of_days")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"


class PastProblem(models.Model):
    """One cell of a file of past completions cannot be used; its row is left out until it is mended in the file."""

    batch = models.ForeignKey("records.CompletionImport", on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=240)
    value = models.CharField(_("value"), max_length=240, blank=True)
    message = models.CharField(_("reason"), max_length=500)
    fix = models.CharField(_("what to do"), max_length=500)

    class Meta:
        ordering = ["batch", "row", "pk"]
        verbose_name = _("problem of a file of past completions")
        verbose_name_plural = _("problems of files of past completions")

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.row} {self.column}"
