from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Recorded
from learning.workforce.models.level_map import Level, Path
from learning.workforce.models.recorded import StatedBy, refuse_an_end_before_the_start

from ..querysets import RequirementQuerySet


class Requirement(Recorded):
    """From a day on, one level (on one path, or on any) asks for one module, in the network or in one organisation.

    It is asked of every role group whose level is as high or higher and whose path is this one. `refresh_months` is an
    organisation's own: it shortens how long a completion counts here, and neither the completion nor its certificate.
    """

    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    path = models.CharField(
        _("path"), max_length=12, blank=True, choices=Path.choices, help_text=_("Leave it empty for every path.")
    )
    module = models.ForeignKey(
        "modules.Module", on_delete=models.PROTECT, related_name="requirements", verbose_name=_("module")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requirements",
        verbose_name=_("organisation"),
        help_text=_("Leave it empty to ask the whole network."),
    )
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)
    refresh_months = models.PositiveSmallIntegerField(
        _("again after so many months"),
        null=True,
        blank=True,
        help_text=_("An organisation may ask for it again sooner than the module does, never later."),
    )

    STATED_BY = StatedBy.EMPLOYER

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["level", "path", "pk"]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.UniqueConstraint(
                fields=["level", "path", "module", "organisation", "starts_on"],
                condition=models.Q(superseded_at=None),
                nulls_distinct=False,
                name="one_requirement_per_level_module_and_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="requirement_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="requirement_level_is_1_to_4"),
            models.CheckConstraint(
                condition=models.Q(refresh_months=None) | models.Q(refresh_months__gte=1, organisation__isnull=False),
                name="only_an_organisation_asks_again_sooner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.path}: {self.module}"

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")
