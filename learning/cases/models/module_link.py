from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Recorded

from ..querysets import ModuleLinkQuerySet

MOST: Final = 4


class ModuleLink(Recorded):
    """One learning case teaches one module, for one stated learning point, from one day to another.

    A case has at most four links at a time: each holds one of four places, and a place is held once. `ended_on` is the
    first day no longer. Links are ended, never deleted: which cases taught which module, and when, is measured.
    """

    case = models.ForeignKey(
        "cases.LearningCasePage",
        on_delete=models.PROTECT,
        related_name="module_links",
        verbose_name=_("learning case"),
    )
    module = models.ForeignKey(
        "modules.Module", on_delete=models.PROTECT, related_name="case_links", verbose_name=_("module")
    )
    place = models.PositiveSmallIntegerField(_("place among the links of the case"))
    learning_point = models.CharField(_("learning point"), max_length=240)
    linked_on = models.DateField(_("linked from"))
    ended_on = models.DateField(_("no longer linked from"), null=True, blank=True)

    objects = ModuleLinkQuerySet.as_manager()

    class Meta:
        ordering = ["case", "place"]
        verbose_name = _("link of a case to a module")
        verbose_name_plural = _("links of cases to modules")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=MOST), name="a_case_has_four_places_for_links"
            ),
            models.CheckConstraint(condition=~models.Q(learning_point=""), name="a_link_states_its_learning_point"),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("linked_on")),
                name="a_link_ends_on_or_after_its_first_day",
            ),
            models.UniqueConstraint(
                fields=["case", "place"],
                condition=models.Q(superseded_at=None, ended_on=None),
                name="one_standing_link_per_case_and_place",
            ),
            models.UniqueConstraint(
                fields=["case", "module"],
                condition=models.Q(superseded_at=None, ended_on=None),
                name="one_standing_link_per_case_and_module",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.module_id}: {self.learning_point}"
