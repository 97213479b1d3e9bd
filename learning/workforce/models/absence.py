import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import PersonalQuerySet
from .recorded import Recorded, refuse_an_end_before_the_start


class Absence(Recorded):
    """One person is away from one organisation on all days from `away_from` to `away_to`, both inclusive; never why."""

    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="absences", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="absences", verbose_name=_("organisation")
    )
    away_from = models.DateField(_("away from"))
    away_to = models.DateField(
        _("away to"), null=True, blank=True, help_text=_("The last day away; leave it empty if not known.")
    )

    batch = models.ForeignKey(
        "workforce.WorkforceReturn",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="absences",
        verbose_name=_("return that said it"),
    )

    objects = PersonalQuerySet.as_manager()

    class Meta:
        ordering = ["person", "away_from"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(away_to=None) | models.Q(away_to__gte=models.F("away_from")),
                name="absence_ends_on_or_after_its_first_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.away_from} – {self.away_to or ''}"

    def clean(self) -> None:
        if self.away_to is not None:
            refuse_an_end_before_the_start(self.away_from, self.away_to + dt.timedelta(days=1), "away_to")
