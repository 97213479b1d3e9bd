from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TemplateVersion(models.Model):
    """One state of how certificates are drawn: markup, style, fonts and engine; never changed, only followed.

    A certificate keeps the one it was issued with, so that a new design never changes an old certificate.
    """

    html = models.TextField(_("markup, as a Django template"))
    css = models.TextField(_("style"))
    fonts = models.JSONField(_("font files and their SHA-256"), default=dict)
    engine = models.CharField(_("engine"), max_length=40, help_text=_("For example WeasyPrint 70.0."))
    content_hash = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of everything above."))
    created_at = models.DateTimeField(_("first used at"), default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("version of the certificate's template")
        verbose_name_plural = _("versions of the certificate's template")

    def __str__(self) -> str:
        return self.content_hash[:12]
