from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
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
        context["catalogue"] = catalogue(self, Wanted.read(request.GET), timezone.localdate())
        return context
