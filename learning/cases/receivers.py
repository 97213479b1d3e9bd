"""What the case library does when another app has news."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from learning.modules.signals import overview_parts

from .models import LearningCasePage, ModuleLink


@receiver(overview_parts)
def cases_of_the_module(page: Any, request: HttpRequest, **kwargs: Any) -> SafeString | str:
    """The learning cases that teach this module and that the reader may see, for the module's overview."""
    today = timezone.localdate()
    visible = LearningCasePage.objects.visible_to(request.user, today)
    links = ModuleLink.objects.on(today).filter(module=page.module_id, case__in=visible.values("pk"))
    rows = list(links.select_related("case").order_by("case__title"))
    return render_to_string("cases/partials/module_cases.html", {"links": rows}, request) if rows else ""
