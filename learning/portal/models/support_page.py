from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from learning.blocks.fields import BodyField
from learning.modules.deletion import KeptPage

from ..blocks import LineBlock


class SupportPage(KeptPage, Page):
    """Whom somebody can talk to when the work, or a page here, weighs on them."""

    intro = models.TextField(_("introduction"), blank=True)
    lines = BodyField([("line", LineBlock())], verbose_name=_("lines"), help_text=_("Those open at any hour first."))
    after = models.TextField(_("below the lines"), blank=True)

    template = "portal/support.html"
    max_count = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("lines"), FieldPanel("after")]

    class Meta:
        verbose_name = _("support page")
        verbose_name_plural = _("support pages")
