from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .deletion import refusal_in_bulk, refusal_to_delete, was_published, what_stays
from .models import ModulePage
from .viewsets import CatalogueListsGroup

register_snippet(CatalogueListsGroup)


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
