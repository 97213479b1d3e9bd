from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.models import PagePermissionTester

from learning.modules.deletion import KeptPagePermissionTester

from .network_page import NetworkPage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


class ProgrammePage(NetworkPage):
    """One page on which the network says what it is, what it wants and how it works."""

    template = "portal/programme.html"
    parent_page_types = ["portal.HomePage", "portal.ProgrammePage"]
    subpage_types = ["portal.ProgrammePage", "portal.ProjectPage", "portal.PartnershipsPage", "portal.NewsIndexPage"]

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
