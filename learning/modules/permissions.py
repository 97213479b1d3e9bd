"""Who may do what with a module, by Wagtail's permissions on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.permissions import page_permission_policy

from .models import ModulePage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


def may_edit(user: User | AnonymousUser, page: ModulePage) -> bool:
    """Whether the page opens for the user in the editor: an author, an administrator, or a reviewer who has it."""
    allowed: bool = user.is_authenticated and page.permissions_for_user(user).can_edit()
    return allowed


def may_retire(user: User | AnonymousUser, page: ModulePage) -> bool:
    """Ending a module touches everybody of whom it is asked: it takes what publishing it takes."""
    if not user.is_authenticated or page.alias_of_id is not None:
        return False
    allowed: bool = page_permission_policy.user_has_permission_for_instance(user, "publish", page)
    return allowed


def may_write_modules(user: User | AnonymousUser) -> bool:
    """Whether the user may add pages anywhere in the editor: authors and administrators."""
    allowed: bool = user.is_authenticated and page_permission_policy.user_has_permission(user, "add")
    return allowed
