from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index

from learning.blocks.fields import BodyField
from learning.modules.deletion import KeptPagePermissionTester

from ..blocks import PROGRAMME

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


class ProgrammePage(Page):
    """One page on which the network says what it is, what it wants and how it works."""

    intro = models.TextField(_("introduction"), blank=True)
    body = BodyField(PROGRAMME, blank=True, verbose_name=_("body"))

    template = "portal/programme.html"
    parent_page_types = ["portal.HomePage", "portal.ProgrammePage"]
    subpage_types = ["portal.ProgrammePage"]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def permissions_for_user(self, user: User | AnonymousUser) -> PagePermissionTester:
        """The first of them, which the front page leads to, stays; those below it come and go."""
        if self.is_first:
            return KeptPagePermissionTester(user, self)
        return super().permissions_for_user(user)

    @property
    def is_first(self) -> bool:
        parent = self.get_parent() if self.pk else None
        if parent is None or parent.specific_class is ProgrammePage:
            return False
        return ProgrammePage.objects.child_of(parent).order_by("path").values_list("pk", flat=True).first() == self.pk

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        parent = self.get_parent()
        top = parent.specific if parent is not None and parent.specific_class is ProgrammePage else self
        context["top"] = top
        context["family"] = [top, *ProgrammePage.objects.child_of(top).live().order_by("path")]
        return context
