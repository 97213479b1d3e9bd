from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from learning.cases.models import LearningCasePage
from learning.modules.deletion import KeptPage
from learning.modules.models import Module

from .programme_page import ProgrammePage


class HomePage(KeptPage, Page):
    """The front page of the site, for everybody: whose it is, what for, and the three ways in."""

    heading = models.CharField(_("heading"), max_length=120, help_text=_("The one idea, in few words."))
    vision = models.TextField(_("vision"))
    about = models.TextField(_("what this site is"), blank=True)

    template = "portal/home.html"
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("heading"), FieldPanel("vision"), FieldPanel("about")]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        context["modules"] = Module.objects.offered_on(today).count()
        context["cases"] = LearningCasePage.objects.visible_to(request.user, today).count()
        context["programme"] = ProgrammePage.objects.child_of(self).live().first()
        return context
