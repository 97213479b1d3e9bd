from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import DatedQuerySet
from .recorded import Recorded, StatedBy, refuse_an_end_before_the_start


class Grade(models.TextChoices):
    """How much a partner says of its people; each figure says which of these it stands on."""

    NAMED = "named", _("Names")
    STAFF_NUMBER = "staff_number", _("Staff numbers only")
    HEADCOUNT = "headcount", _("Headcount by role group only")


class ReturnGrade(Recorded):
    """From a day on, one partner sends returns of this grade; before the first such day it sends names."""

    STATED_BY = StatedBy.EMPLOYER

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="return_grades", verbose_name=_("organisation")
    )
    grade = models.CharField(_("grade of return"), max_length=12, choices=Grade.choices)
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "starts_on"]
        verbose_name = _("grade of return")
        verbose_name_plural = _("grades of returns")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "starts_on"],
                condition=models.Q(superseded_at=None),
                name="one_grade_per_organisation_and_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="grade_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.grade}"

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")
