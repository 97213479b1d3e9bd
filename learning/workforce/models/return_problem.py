from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..returns.columns import Field


class ReturnProblem(models.Model):
    """One cell of a return's file cannot be used; its person stays as they were until it is mended.

    `message` says why, `fix` what to do.
    """

    batch = models.ForeignKey("workforce.WorkforceReturn", on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=240, blank=True)
    field = models.CharField(_("field"), max_length=16, blank=True)
    value = models.CharField(_("value"), max_length=240, blank=True)
    message = models.CharField(_("reason"), max_length=500)
    fix = models.CharField(_("what to do"), max_length=500, blank=True)
    named = models.CharField(_("who"), max_length=260, blank=True)

    class Meta:
        ordering = ["batch", "row", "pk"]
        verbose_name = _("problem of a return")
        verbose_name_plural = _("problems of returns")

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.row} {self.column}"

    @property
    def label(self) -> str:
        """The field in words; empty for a problem of a whole row."""
        return capfirst(Field(self.field).label) if self.field in set(Field) else ""


class MendedCell(models.Model):
    """In one return's file, somebody wrote another value into one cell, on the page and before it was committed."""

    batch = models.ForeignKey("workforce.WorkforceReturn", on_delete=models.CASCADE, related_name="mended")
    row = models.PositiveIntegerField(_("row"))
    field = models.CharField(_("field"), max_length=16)
    value = models.CharField(_("value"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("mended cell of a return")
        verbose_name_plural = _("mended cells of returns")
        constraints = [
            models.UniqueConstraint(fields=["batch", "row", "field"], name="one_mended_value_per_cell_of_a_return")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.row} {self.field}"
