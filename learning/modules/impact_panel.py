"""Where the editor shows whom a major change touches; an app above has the figures, found by its address's name."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class ImpactPanel(Panel):
    """A table of partners and people for the choices as they stand in the form; none before the first publication."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "modules/editor/impact_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and self.instance.has_versions

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"address": reverse("module_impact", args=[self.instance.pk])}
