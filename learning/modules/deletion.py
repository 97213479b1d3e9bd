"""Which pages the editor deletes: never those that hold the site together, and what was published only with care."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, PagePermissionTester

from learning.workforce.permissions import administers_today

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

    from .models import ModulePage


class KeptPagePermissionTester(PagePermissionTester):
    """A page without which the site has no front, no shelf or no foot: it is edited, and neither hidden nor deleted."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False


class KeptPage:
    """Beside `Page` among the bases of a page type: nobody deletes its pages from the editor, no superuser either."""

    def permissions_for_user(self, user: User | AnonymousUser) -> PagePermissionTester:
        return KeptPagePermissionTester(user, self)


class ModulePagePermissionTester(PagePermissionTester):
    """A draft that nobody ever saw goes by Wagtail's rules; what was published, an administrator alone deletes."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        allowed: bool = super().can_delete(ignore_bulk)
        return allowed and (not was_published(self.page) or administers_today(self.user))

    def can_unpublish(self) -> bool:
        """Authors hide what they keep, though they do not publish it: that can only protect."""
        if super().can_unpublish():
            return True
        if not self.user.is_active or not self.page.live or self.page_locked():
            return False
        return self.user.is_superuser or "change" in self.permissions


def was_published(page: ModulePage) -> bool:
    """Whether anybody may know the module: it has its identity from its first publication on."""
    return page.module_id is not None or page.first_published_at is not None


def refusal_to_delete(page: Page) -> str:
    """Why the page is not deleted, because of what stands below it; empty where nothing there is kept."""
    below: Any = page.get_descendants(inclusive=True)
    if not below.type(KeptPage).exists():
        return ""
    words = _(
        "“%(title)s” holds a page that the site cannot do without, such as the catalogue. It can be edited, but not "
        "deleted: nothing was changed."
    )
    return words % {"title": page.get_admin_display_title()}


def refusal_in_bulk(pages: list[Page]) -> str:
    """Why these pages are not deleted together: of a module that was published, each page is asked about by itself."""
    from .models import ModulePage

    known = ModulePage.objects.exclude(module=None, first_published_at=None)
    for page in pages:
        title = known.descendant_of(page, inclusive=True).values_list("title", flat=True).first()
        if title:
            words = _(
                "“%(title)s” was published, so it is not deleted together with others: nothing was changed. Delete it "
                "by itself, from its own menu; there you read first what goes and what stays."
            )
            return words % {"title": title}
    return ""


def what_stays(page: ModulePage) -> str:
    """What an administrator reads before deleting the page of a module that was published."""
    versions = page.module.versions.count() if page.module else 0
    words = ngettext(
        "“%(title)s” was published. What goes, for good: this page with its overview, its drafts and their history. "
        "What stays: the module’s name and its %(count)s frozen version, every completion and every certificate; "
        "whoever has begun it can finish. To take it out of the catalogue and keep the page, unpublish it instead.",
        "“%(title)s” was published. What goes, for good: this page with its overview, its drafts and their history. "
        "What stays: the module’s name and its %(count)s frozen versions, every completion and every certificate; "
        "whoever has begun it can finish. To take it out of the catalogue and keep the page, unpublish it instead.",
        versions,
    )
    return words % {"title": page.get_admin_display_title(), "count": versions}
