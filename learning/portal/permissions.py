"""Who may do what on the pages that belong to no other app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from learning.workforce.compiled import Compiled
from learning.workforce.models import Role, RoleAssignment
from learning.workforce.querysets import holds_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

_KEPT = "_roles_today"
ROLES = Compiled(
    lambda user: (
        RoleAssignment.objects.standing().filter(user_id=user).order_by().values_list("role", "starts_on", "ended_on")
    )
)
"""Role, first day and first day no longer; every request of a signed-in person asks."""


def roles_today(user: User | AnonymousUser) -> frozenset[str]:
    """The roles held today, as values of `Role`; asked once and kept on the user object, so once a request."""
    if not user.is_authenticated:
        return frozenset()
    kept: frozenset[str] | None = getattr(user, _KEPT, None)
    if kept is None:
        today = timezone.localdate()
        kept = frozenset(role for role, starts, ends in ROLES.rows(user.pk) if holds_on(today, starts, ends))
        setattr(user, _KEPT, kept)
    return kept


def is_staff_role(user: User | AnonymousUser) -> bool:
    """Whether the user sees more than their own learning today; such a login needs a second factor."""
    return bool(roles_today(user)) or user.is_staff or user.is_superuser


def may_answer_concerns(user: User | AnonymousUser) -> bool:
    """Trainers answer what readers say is wrong with a page; administrators stand in for them."""
    return bool(roles_today(user) & {Role.TRAINER, Role.ADMINISTRATOR})


def may_see_design(user: User | AnonymousUser) -> bool:
    """The page of all pieces is for the people who build and check screens: anybody with a staff role."""
    return is_staff_role(user)
