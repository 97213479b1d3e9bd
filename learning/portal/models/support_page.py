from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import Page

from learning.modules.deletion import KeptPage


class SupportPage(KeptPage, Page):
    """The words around whom somebody can talk to when the work, or a page here, weighs on them.

    The lines themselves are rows of `workforce.SupportLine`, which every other page reads too.
    """

    intro = models.TextField(_("introduction"), blank=True)
    after = models.TextField(_("below the lines"), blank=True)

    template = "portal/support.html"
    max_count = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        HelpPanel(_("The lines stand in between. An administrator keeps them under “Support lines”.")),
        FieldPanel("after"),
    ]

    class Meta:
        verbose_name = _("support page")
        verbose_name_plural = _("support pages")
