from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleGroup(models.Model):
    """One kind of post, as the network groups posts to say how much learning they need."""

    slug = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    note = models.CharField(_("who belongs here"), max_length=240, blank=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    counted_by_default = models.BooleanField(
        _("counted"),
        default=True,
        help_text=_("Volunteers, bank and agency staff are counted only where a partner chooses so."),
    )

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("role group")
        verbose_name_plural = _("role groups")

    def __str__(self) -> str:
        return self.title
