from django.db import models
from django.utils.translation import gettext_lazy as _


class RememberedColumn(models.Model):
    """One partner's files call a field by this heading (in lower case, spaces made one); an empty field: left out."""

    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(_("heading"), max_length=240)
    field = models.CharField(_("field"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        constraints = [models.UniqueConstraint(fields=["organisation", "heading"], name="one_meaning_per_heading")]

    def __str__(self) -> str:
        return f"{self.heading}: {self.field}"


class RememberedTitle(models.Model):
    """One partner's position title or staff group means this role group; none: such people are not in its returns."""

    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=240)
    role_group = models.ForeignKey("workforce.RoleGroup", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("remembered title")
        verbose_name_plural = _("remembered titles")
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="one_role_group_per_title")]

    def __str__(self) -> str:
        return f"{self.title}: {self.role_group_id}"
