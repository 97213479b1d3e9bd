from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.workforce.models.organisation import Sector


class AgencyKind(models.Model):
    """One kind of service that can have had a part in a case; a case names kinds, never organisations."""

    slug = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=80, help_text=_("As it stands in a list: “hospital trust”."))
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices, blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("kind of service")
        verbose_name_plural = _("kinds of service")

    def __str__(self) -> str:
        return self.title
