from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """One district of a Community Safety Partnership: a grouping of places, not an employer."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name
