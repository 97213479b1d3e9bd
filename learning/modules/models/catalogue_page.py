from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from ..deletion import KeptPage


class CataloguePage(KeptPage, Page):
    """The catalogue: where all module pages stand, found by level, heading or words."""

    intro = models.TextField(_("introduction"), blank=True)

    template = "modules/catalogue.html"
    max_count = 1
    subpage_types = ["modules.ModulePage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..catalogue import Wanted, catalogue

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        wanted = Wanted.read(request.GET)
        context["catalogue"] = catalogue(self, wanted, timezone.localdate())
        # However an address was put together, search engines and shared links know it by one.
        context["canonical"] = request.build_absolute_uri(self.get_url(request) + wanted.address().rstrip("?"))
        context["is_piece"] = _asks_for_a_piece(request)
        context["more_is_open"] = context["is_piece"] and _was_among_more(request)
        return context

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "modules/partials/found.html" if _asks_for_a_piece(request) else self.template

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


def _htmx(request: HttpRequest) -> HtmxDetails | None:
    """What htmx says of a request that it sends; None for a browser's own, and for a preview."""
    found: HtmxDetails | None = getattr(request, "htmx", None)
    return found or None


def _asks_for_a_piece(request: HttpRequest) -> bool:
    """Whether htmx swaps the found modules in; going back in the history it asks for the whole page."""
    htmx = _htmx(request)
    return htmx is not None and not htmx.history_restore_request


def _was_among_more(request: HttpRequest) -> bool:
    """Whether what was pressed stands below "More ways": these stay open, so that focus has somewhere to stay."""
    from ..facets import NAMES

    htmx = _htmx(request)
    name = ((htmx.trigger if htmx else "") or "").partition("-")[0]
    return name in NAMES and name != "level"
