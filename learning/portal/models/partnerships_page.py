from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Area

from .network_page import NetworkPage


class PartnershipsPage(NetworkPage):
    """The Community Safety Partnerships, with the areas that the workforce lists name."""

    template = "portal/partnerships.html"
    max_count = 1
    parent_page_types = ["portal.ProgrammePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("Community Safety Partnerships")
        verbose_name_plural = _("Community Safety Partnerships")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["areas"] = list(Area.objects.values_list("name", flat=True))
        return context
