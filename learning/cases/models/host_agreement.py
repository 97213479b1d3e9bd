from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Recorded
from learning.workforce.models.recorded import refuse_an_end_before_the_start
from learning.workforce.querysets import DatedQuerySet


class HostAgreement(Recorded):
    """One partner has nobody to check cases first, and lets the agency reviewers of another partner do it.

    The second check is then a third partner's. `ended_on` is the first day no longer.
    """

    organisation = models.ForeignKey(
        "workforce.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("partner without a reviewer"),
    )
    host = models.ForeignKey(
        "workforce.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("partner whose reviewers stand in"),
    )
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "starts_on"]
        verbose_name = _("host agreement")
        verbose_name_plural = _("host agreements")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(host=models.F("organisation")), name="nobody_hosts_their_own_cases"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="host_agreement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.host}"

    def clean(self) -> None:
        if self.organisation_id == self.host_id:
            raise ValidationError({"host": _("Choose another partner: this one has nobody to check its cases.")})
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")
