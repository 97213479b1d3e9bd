"""Who may use the workforce screens of the editor: administrators, by their role and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from wagtail.permission_policies.base import BasePermissionPolicy

from .models import Role, RoleAssignment
from .permissions import administers_today

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import User


class AdministratorPolicy(BasePermissionPolicy):
    """Administrators add and change; superusers get nothing by being superusers. Statements may also be withdrawn."""

    def __init__(self, model: type[models.Model], *, withdrawable: bool = False) -> None:
        super().__init__(model)
        self.actions = {"add", "change", "view"} | ({"delete"} if withdrawable else set())

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        return action in self.actions and administers_today(user)

    def user_has_any_permission(self, user: User | AnonymousUser, actions: Iterable[str]) -> bool:
        return bool(self.actions.intersection(actions)) and administers_today(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[Any]:
        users = get_user_model().objects.filter(is_active=True)
        if not self.actions.intersection(actions):
            return users.none()
        held = RoleAssignment.objects.on(timezone.localdate()).filter(role=Role.ADMINISTRATOR)
        return users.filter(pk__in=held.values("user_id"))
