"""The editor looks like a part of the site: its name, its mark, its colours and its letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from learning.modules.models import ModulePage
from learning.records.permissions import may_read_shared

from .actions.plant_page import PLANTED
from .permissions import may_answer_concerns

if TYPE_CHECKING:
    from django.http import HttpRequest

    from learning.workforce.models import User


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/branding.css"))


@hooks.register("register_log_actions")
def pages_that_come_along(actions: LogActionRegistry) -> None:
    """So that the history of such a page says where it comes from."""
    actions.register_action(PLANTED, _("Made with the site"), _("Made when the content of the site was loaded"))


@hooks.register("register_page_header_buttons")
def to_shared_reflections(page: Any, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a module's page to what its learners share with trainers."""
    if isinstance(page, ModulePage) and page.module and may_read_shared(user, timezone.localdate()):
        address = reverse("shared_reflections", args=[page.module.slug])
        yield Button(_("Shared reflections"), address, icon_name="group", priority=90)


class ConcernsItem(MenuItem):
    """What readers say is wrong with a page: for those who answer."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_answer_concerns(request.user)


@hooks.register("register_admin_menu_item")
def what_readers_say() -> MenuItem:
    return ConcernsItem(_("What readers say"), reverse("concerns"), name="concerns", icon_name="comment", order=150)
