from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..groups import TRAINERS


class Source(models.Model):
    """One publication that statements in modules rest on."""

    key = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=160)
    url = models.URLField(_("address"), max_length=500, blank=True)
    licence = models.CharField(
        _("licence or how it may be used"),
        max_length=160,
        blank=True,
        help_text=_("For example “OGL v3” or “cite only”."),
    )
    accessed = models.DateField(_("last read on"), null=True, blank=True)
    review_due = models.DateField(
        _("look again by"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody checks that it still says so."),
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"groups__name": TRAINERS},
        verbose_name=_("looked after by"),
        help_text=_("Told when the day has come. Empty: the owners of the modules that name it."),
    )

    class Meta:
        ordering = ["publisher", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def as_frozen(self) -> dict[str, str]:
        """What a version keeps of it, so that a later edit or deletion changes nothing that was read."""
        return {
            "title": self.title,
            "publisher": self.publisher,
            "url": self.url,
            "licence": self.licence,
            "checked_on": self.accessed.isoformat() if self.accessed else "",
            "review_due": self.review_due.isoformat() if self.review_due else "",
        }
