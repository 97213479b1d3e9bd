import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import EmploymentQuerySet
from .recorded import Recorded, refuse_an_end_before_the_start


class EmploymentSource(models.TextChoices):
    RETURN = "return", _("Workforce return")
    FORM = "form", _("Form")
    SELF_DECLARED = "self_declared", _("Said by the person, not yet confirmed")


class Employment(Recorded):
    """One person holds one post in one organisation from one day to another.

    `left` is the first day no longer in post (a return's last day plus one). A self-declared employment gives
    learning at once and stands outside every denominator until the organisation confirms it.
    """

    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="employments", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="employments", verbose_name=_("organisation")
    )
    team = models.ForeignKey(
        "workforce.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="employments",
        verbose_name=_("team"),
    )
    role_group = models.ForeignKey(
        "workforce.RoleGroup", on_delete=models.PROTECT, related_name="employments", verbose_name=_("role group")
    )
    staff_id = models.CharField(_("staff number"), max_length=64, blank=True)
    post = models.CharField(_("post or assignment number"), max_length=64, blank=True)
    start = models.DateField(_("first day in post"))
    left = models.DateField(_("first day no longer in post"), null=True, blank=True)
    source = models.CharField(
        _("where this comes from"), max_length=16, choices=EmploymentSource.choices, default=EmploymentSource.FORM
    )
    batch = models.ForeignKey(
        "workforce.WorkforceReturn",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="employments",
        verbose_name=_("return that said it"),
    )

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering = ["person", "start"]
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left=None) | models.Q(left__gt=models.F("start")),
                name="employment_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "post", "start"],
                condition=models.Q(superseded_at=None),
                name="one_employment_per_post_and_first_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "start"],
                condition=models.Q(superseded_at=None),
                name="employment_of_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the employer stands behind it; the same as `confirmed()` of one row."""
        return self.source != EmploymentSource.SELF_DECLARED

    @property
    def last_day(self) -> dt.date | None:
        """The last day in post, if there is one."""
        return self.left - dt.timedelta(days=1) if self.left else None

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.start, self.left, "left")
        if self.team is not None and self.team.organisation_id != self.organisation_id:
            raise ValidationError({"team": _("This team belongs to another organisation. Choose one of the same.")})
