from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from learning.workforce.signed_in import SignedInRequest

from .actions.start_module import give_new_ids
from .deletion import refusal_in_bulk, refusal_to_delete, was_published, what_stays
from .models import ModulePage
from .permissions import may_retire, may_write_modules
from .trainer_home import trainer_home
from .views.checks import module_checks
from .views.preview import module_preview
from .views.retire import retire
from .views.review import module_review
from .views.sources_due import sources_to_review
from .views.start_module import start_module
from .viewsets import CatalogueListsGroup

register_snippet(CatalogueListsGroup)

# What our own first screen says better, with who has it and until when.
REPLACED = frozenset({"workflow_objects_to_moderate", "user_objects_in_workflow_moderation", "locked_pages"})


@hooks.register("register_admin_urls")
def screens_about_modules() -> list[URLPattern]:
    return [
        path("modules/start/", start_module, name="start_module"),
        path("modules/review/<int:state_id>/", module_review, name="module_review"),
        path("modules/<int:page_id>/checks/", module_checks, name="module_checks"),
        path("modules/<int:page_id>/preview/<slug:mode>/", module_preview, name="module_preview"),
        path("modules/<int:page_id>/retire/", retire, name="retire_module"),
        path("sources-due/", sources_to_review, name="sources_due"),
    ]


class HomePanel(Component):
    """“Your modules, and what waits for you”."""

    name = "trainer_home"
    order = 10
    template_name = "modules/editor/home.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        return {"home": trainer_home(request.user, timezone.localdate()), "request": request}


@hooks.register("construct_homepage_panels")
def put_what_waits_first(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in REPLACED]
    panels.insert(0, HomePanel())


@hooks.register("register_page_header_buttons")
def ways_to_end_it(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page.specific_deferred, ModulePage) and page.specific_deferred.module_id and may_retire(user, page):
        yield Button(_("Retire"), reverse("retire_module", args=[page.pk]), icon_name="history", priority=65)


class AuthorsItem(MenuItem):
    """Shown to those who write modules."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_write_modules(request.user)


@hooks.register("register_reports_menu_item")
def sources_in_the_menu() -> MenuItem:
    return AuthorsItem(_("Sources to look at again"), reverse("sources_due"), icon_name="link-external", order=500)


@hooks.register("after_copy_page")
def a_copy_has_ids_of_its_own(request: SignedInRequest, page: Page, new_page: Page) -> None:
    copy = new_page.specific
    if isinstance(copy, ModulePage) and copy.alias_of_id is None:
        give_new_ids(copy, request.user)


@hooks.register("insert_global_admin_css")
def our_pieces() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/writing.css"))


@hooks.register("insert_editor_js")
def help_in_the_editor() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("js/writing.js"))


@hooks.register("before_delete_page")
def keep_what_holds_the_site_together(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Nothing above a kept page is deleted with it; and before a known module's page goes, one reads what stays."""
    refusal = refusal_to_delete(page)
    if refusal:
        messages.error(request, refusal)
        return redirect("wagtailadmin_explore", page.pk)
    if request.method == "GET" and isinstance(page, ModulePage) and was_published(page):
        messages.warning(request, what_stays(page))
    return None


@hooks.register("before_bulk_action")
def keep_them_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    refusal = next((said for page in pages if (said := refusal_to_delete(page))), "") or refusal_in_bulk(pages)
    if not refusal:
        return None
    messages.error(request, refusal)
    return redirect(action.next_url)
