from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Grade

from ..measures.reach import Counts
from ..querysets import SnapshotQuerySet


class Snapshot(models.Model):
    """One organisation's figures at one month end, as known when they were taken; never changed, never deleted.

    The columns from `compliant` to `registered` count people, each once; `figures` holds the rules, role groups
    and modules by name and the counts of each cell (`coverage.frozen`). Counts alone: nobody can be found in it.
    `return_as_at` is the day of the newest workforce return then; none where the people came by form.
    """

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("organisation")
    )
    month_end = models.DateField(_("last day of the month"))
    taken_at = models.DateTimeField(_("taken at"))
    rule_set_version = models.PositiveSmallIntegerField(_("rule set"))
    grade = models.CharField(_("grade of return"), max_length=12, choices=Grade.choices)
    return_as_at = models.DateField(_("newest return as at"), null=True)
    compliant = models.PositiveIntegerField(_("current"))
    due_soon = models.PositiveIntegerField(_("due soon"))
    expired = models.PositiveIntegerField(_("expired"))
    never = models.PositiveIntegerField(_("not yet"))
    in_grace = models.PositiveIntegerField(_("in their first days"))
    excluded = models.PositiveIntegerField(_("away or exempt"))
    current_outside = models.PositiveIntegerField(_("current, and not counted"))
    unlisted = models.PositiveIntegerField(_("of a headcount"), default=0)
    registered = models.PositiveIntegerField(_("of a headcount, registered themselves"), default=0)
    figures = models.JSONField(_("figures"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "month_end"]
        verbose_name = _("month end")
        verbose_name_plural = _("month ends")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month_end"], name="one_snapshot_per_month_end"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.month_end}"

    @property
    def everybody(self) -> Counts:
        """How many people stood where."""
        return Counts(**{name: getattr(self, name) for name in Counts.__slots__})
