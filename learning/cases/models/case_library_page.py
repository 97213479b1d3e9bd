from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from learning.modules.deletion import KeptPage
from learning.workforce.search_engines import unlisted

from ..library import Wanted, shelf
from ..publication import CaseLibraryPermissionTester

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


class CaseLibraryPage(KeptPage, Page):
    """The library: where every learning case of the site stands, found by subject heading, tag or words."""

    intro = models.TextField(_("introduction"), blank=True)

    template = "cases/library.html"
    max_count = 1
    subpage_types = ["cases.LearningCasePage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("case library")
        verbose_name_plural = _("case libraries")

    def permissions_for_user(self, user: User | AnonymousUser) -> CaseLibraryPermissionTester:
        return CaseLibraryPermissionTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return unlisted(super().serve(request, *args, **kwargs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["shelf"] = shelf(request.user, timezone.localdate(), Wanted.read(request.GET))
        return context

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []
