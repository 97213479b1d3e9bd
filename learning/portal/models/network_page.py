from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from learning.blocks.fields import BodyField

from ..blocks import PROGRAMME


class NetworkPage(Page):
    """What every page has on which the network speaks of itself: an introduction, a body, and its place among them."""

    intro = models.TextField(_("introduction"), blank=True)
    body = BodyField(PROGRAMME, blank=True, verbose_name=_("body"))

    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`above`: the pages from the network's first one down to this one; `family`: the first and those below it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        # The root of the tree and the front page stand above the network's first page.
        above = list(self.get_ancestors().filter(depth__gt=2).live().order_by("path"))
        top = above[0] if above else self
        context["top"] = top
        context["above"] = above
        context["family"] = [top, *top.get_children().live().order_by("path")]
        context["below"] = list(self.get_children().live().order_by("path")) if above else []
        return context
