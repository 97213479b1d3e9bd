from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from .network_page import NetworkPage

ON_ONE_PAGE: Final = 12


class NewsIndexPage(NetworkPage):
    """How far the programme has come, and below it what happened when."""

    template = "portal/news.html"
    max_count = 1
    parent_page_types = ["portal.ProgrammePage"]
    subpage_types = ["portal.NewsPage"]

    class Meta:
        verbose_name = _("progress and news")
        verbose_name_plural = _("progress and news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.child_of(self).live().order_by("-day", "-pk")
        context["news"] = Paginator(news, ON_ONE_PAGE).get_page(request.GET.get("page", "1")[:6])
        return context


class NewsPage(NetworkPage):
    """One thing that happened in the network, on its day."""

    day = models.DateField(_("day"), default=timezone.localdate)
    is_invented = models.BooleanField(_("invented, for the demonstration"), default=False, editable=False)

    template = "portal/news_item.html"
    parent_page_types = ["portal.NewsIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*NetworkPage.search_fields, index.FilterField("day")]
    content_panels = [NetworkPage.content_panels[0], FieldPanel("day"), *NetworkPage.content_panels[1:]]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
