"""The first thing in the editor of a module: what is missing, with links to it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from .checklist import checklist


class ChecklistPanel(Panel):
    """Drawn with the page as saved; writing.js draws it again after each saving."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "modules/editor/checks_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            address = reverse("module_checks", args=[self.instance.pk])
            return context | {"address": address, "checklist": checklist(self.instance)}
