"""Learning cases and the page editor: it writes drafts there; only the actions of this app let a case out.

Two gates stand one behind the other. The permission policy and the tester answer the editor's screens, superusers
included; `LearningCasePage.publish` itself refuses every other road (workflow, schedule, code) to the same end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy

from learning.modules.deletion import KeptPagePermissionTester

from .life_cycle import State

if TYPE_CHECKING:
    from learning.workforce.models import User

DENIED = frozenset({"publish"})


class NotPublishedHereError(PublishPagePermissionError):
    """A learning case was to be published by another road than the actions of this app."""


class LearningCasePermissionPolicy(PagePermissionPolicy):
    """Wagtail's rules for pages, without publishing: nobody holds that for a learning case, no superuser either."""

    permission_cache_name = "_learning_case_permission_cache"

    def get_all_permissions_for_user(self, user: User) -> Any:
        held = super().get_all_permissions_for_user(user)
        return held.exclude(permission__codename__in=self._get_permission_codenames(DENIED))

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return bool(left := set(actions) - DENIED) and super().user_has_any_permission(user, left)

    def user_has_any_permission_for_instance(self, user: User, actions: Iterable[str], instance: Page) -> bool:
        left = set(actions) - DENIED
        return bool(left) and super().user_has_any_permission_for_instance(user, left, instance)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> Any:
        left = set(actions) - DENIED
        if not left:
            return self.model._default_manager.none()
        return super().instances_user_has_any_permission_for(user, left)

    def users_with_any_permission(self, actions: Iterable[str], include_superusers: bool = True) -> Any:
        left = set(actions) - DENIED
        return super().users_with_any_permission(left, include_superusers and bool(left))

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> Any:
        left = set(actions) - DENIED
        return super().users_with_any_permission_for_instance(left, instance, include_superusers and bool(left))


class LearningCasePermissionTester(PagePermissionTester):
    """What the editor's screens may do with one case. Hiding it stays possible: that can only protect."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        if not self.user.is_active or not self.page.live or self.page_locked():
            return False
        allowed: bool = page_permission_policy.user_has_permission_for_instance(self.user, "publish", self.page)
        return allowed

    def can_copy(self) -> bool:
        # A copy or an alias would be a second case with the first one's approvals.
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        # What was once shown ends by withdrawal: its links and its readers must be told.
        return self.page.first_published_at is None and not self._draft() and super().can_delete(ignore_bulk)

    def can_edit(self) -> bool:
        """Nobody writes in what is made of their own case, or while that case is looked at."""
        # Of a withdrawn case nothing is left to write on: a new one is begun instead.
        withdrawn = getattr(self.page, "withdrawn_at", None) is not None
        allowed = not withdrawn and bool(super().can_edit())
        return allowed and not any(author == self.user.pk or state != State.CLOSED for author, state in self._draft())

    def _draft(self) -> list[tuple[int, str]]:
        """Author and state of the case that the page is written from; none where there is no such case."""
        from .models import LearningDraft

        found = LearningDraft.objects.filter(page=self.page.pk)
        return list(found.values_list("author_id", "case__state"))


class CaseLibraryPermissionTester(KeptPagePermissionTester):
    """The library itself is edited like any page that is kept; what is made below it starts, and stays, a draft."""

    def can_publish_subpage(self) -> bool:
        return False
