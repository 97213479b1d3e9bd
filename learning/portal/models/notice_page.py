from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from learning.modules.deletion import KeptPage


class NoticePage(KeptPage, Page):
    """One short page that the law or decency asks for: accessibility, privacy, complaints."""

    intro = models.TextField(_("in one sentence"), blank=True)
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "ul", "ol", "link"])
    contact = models.CharField(
        _("whom to write to"),
        max_length=200,
        blank=True,
        help_text=_("A name and an address that answers. Without one the page says that it is missing."),
    )
    reviewed_on = models.DateField(_("last read through on"), null=True, blank=True)

    template = "portal/notice.html"
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("contact"),
        FieldPanel("reviewed_on"),
    ]

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
