from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import DatedQuerySet
from .recorded import Recorded, refuse_an_end_before_the_start


class Level(models.IntegerChoices):
    INFORMED = 1, _("Informed")
    SKILLED = 2, _("Skilled")
    ENHANCED = 3, _("Enhanced")
    SPECIALIST = 4, _("Specialist")


class Path(models.TextChoices):
    """Which way level 3 is taken; levels 1, 2 and 4 have one way."""

    PRACTICE = "practice", _("Practice")
    LEADERSHIP = "leadership", _("Leadership")


class LevelMap(Recorded):
    """From a day on, one role group needs learning up to one level, by one path."""

    role_group = models.ForeignKey(
        "workforce.RoleGroup", on_delete=models.PROTECT, related_name="level_maps", verbose_name=_("role group")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    path = models.CharField(_("path"), max_length=12, choices=Path.choices, default=Path.PRACTICE)
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["role_group", "starts_on"]
        verbose_name = _("level of a role group")
        verbose_name_plural = _("levels of role groups")
        constraints = [
            models.UniqueConstraint(
                fields=["role_group", "starts_on"],
                condition=models.Q(superseded_at=None),
                name="one_level_per_role_group_and_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="level_map_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_group}: {self.level} ({self.path})"

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")
