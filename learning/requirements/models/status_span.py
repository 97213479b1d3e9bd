from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import StatusSpanQuerySet
from ..status import Reason
from ..statuses import Outside, Status
from ..why import sentence, short


class StatusSpan(models.Model):
    """One person, in one organisation and role group, has one status for one module on every day of this span.

    `ended_on` is the first day no longer; `outside` says why they are not counted and is empty where they are. The
    table is made from the ledger alone (`requirements.actions.rebuild_statuses`) and may be thrown away at any time.
    `person` is always the lasting row of a human being.
    """

    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="status_spans")
    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="+")
    role_group = models.ForeignKey("workforce.RoleGroup", on_delete=models.PROTECT, related_name="+")
    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    outside = models.CharField(_("not counted because"), max_length=16, choices=Outside.choices, blank=True)
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True)
    reason = models.JSONField(_("reason"), default=dict)

    objects = StatusSpanQuerySet.as_manager()

    class Meta:
        ordering = ["person", "organisation", "module", "starts_on"]
        verbose_name = _("span of a status")
        verbose_name_plural = _("spans of statuses")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "module", "starts_on"], name="one_status_per_first_day"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="status_span_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "starts_on", "ended_on"], name="status_of_organisation")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.module_id} {self.status}"

    @property
    def why(self) -> str:
        """One plain sentence; needs `role_group`."""
        return sentence(self.status, self.outside, Reason.from_json(self.reason), self.role_group.title)

    @property
    def when(self) -> str:
        """The day that matters, in a few words."""
        return short(self.status, Reason.from_json(self.reason))

    @property
    def counted(self) -> bool:
        return not self.outside
