from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import TeamQuerySet


class Team(models.Model):
    """One team of one organisation; teams form a tree, and a team without a parent stands at its top."""

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="teams", verbose_name=_("organisation")
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("part of")
    )
    name = models.CharField(_("name"), max_length=160)
    area = models.ForeignKey(
        "workforce.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="teams", verbose_name=_("area")
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "parent", "name"], nulls_distinct=False, name="one_team_of_a_name_in_its_place"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A team cannot be part of itself. Choose a team above it.")})
            if above.organisation_id != self.organisation_id:
                raise ValidationError(
                    {"parent": _("This team belongs to another organisation. Choose one of the same.")}
                )
            seen.add(above.pk)
            above = above.parent
