from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from learning.workforce.policies import AdministratorPolicy

from .models import HostAgreement, LearningCasePage, LoadedWording, LocalName, SafeguardingRoute
from .publication import LearningCasePermissionPolicy
from .viewsets import CaseGroup

register_permission_policy(SafeguardingRoute, AdministratorPolicy(SafeguardingRoute))
register_permission_policy(HostAgreement, AdministratorPolicy(HostAgreement, withdrawable=True))
register_permission_policy(LoadedWording, AdministratorPolicy(LoadedWording, withdrawable=True))
register_permission_policy(LocalName, AdministratorPolicy(LocalName, withdrawable=True))
register_permission_policy(LearningCasePage, LearningCasePermissionPolicy(LearningCasePage))


@hooks.register("register_admin_viewset")
def register_case_screens() -> CaseGroup:
    return CaseGroup()


@hooks.register("before_delete_page")
def keep_what_was_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Nothing above a learning case that readers knew is deleted with it: which case taught what is kept for good."""
    if (
        not LearningCasePage.objects.descendant_of(page, inclusive=True)
        .filter(Q(first_published_at__isnull=False) | Q(learning_draft__isnull=False))
        .exists()
    ):
        return None
    messages.error(
        request,
        _(
            "“%(title)s” holds learning cases that were published, or are written from practice. They can be hidden, "
            "but not deleted: nothing was changed."
        )
        % {"title": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def keep_what_was_published_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    pages = (page for page in objects if isinstance(page, Page))
    return next((refused for page in pages if (refused := keep_what_was_published(request, page))), None)
