from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import DatedQuerySet
from .recorded import Recorded, StatedBy, refuse_an_end_before_the_start


class Headcount(Recorded):
    """From a day on, one partner has so many people in a role group; all that a headcount return says."""

    STATED_BY = StatedBy.EMPLOYER

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="headcounts", verbose_name=_("organisation")
    )
    role_group = models.ForeignKey(
        "workforce.RoleGroup", on_delete=models.PROTECT, related_name="+", verbose_name=_("role group")
    )
    people = models.PositiveIntegerField(_("people"))
    starts_on = models.DateField(_("as at"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "role_group", "starts_on"]
        verbose_name = _("headcount of a role group")
        verbose_name_plural = _("headcounts of role groups")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "role_group", "starts_on"],
                condition=models.Q(superseded_at=None),
                name="one_headcount_per_role_group_and_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="headcount_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.role_group} {self.people}"

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")
