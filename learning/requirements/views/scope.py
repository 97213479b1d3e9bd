"""For whom something is asked: the whole network, by its administrators, or one organisation, by its own HR leads.

One screen and one form serve both; the address says which.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from learning.workforce.crumbs import Crumb, crumb
from learning.workforce.models import Organisation
from learning.workforce.permissions import administers_today, own_organisation

if TYPE_CHECKING:
    from learning.workforce.models import User


@dataclass(frozen=True)
class Scope:
    """The network (no organisation) or one organisation; its screens bear the same names."""

    organisation: Organisation | None

    def href(self, name: str, **arguments: Any) -> str:
        if self.organisation is None:
            return reverse(f"network_{name}", kwargs=arguments)
        return reverse(name, kwargs={"organisation": self.organisation.slug, **arguments})

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation else _("The whole network")

    @property
    def page(self) -> str:
        return self.href("what_is_asked")

    @property
    def ask_more(self) -> str:
        return self.href("ask_more")

    @property
    def crumbs(self) -> list[Crumb]:
        """The ways back to the table, and from there to the organisation's figures."""
        table = Crumb(_("What is asked"), self.page)
        if self.organisation is None:
            return [table]
        return [crumb(_("Coverage"), "coverage", organisation=self.organisation.slug), table]


def scope_of(user: User, organisation: str | None, today: dt.date) -> Scope:
    """The organisation at this address if the user leads its people; without one, the network for administrators.

    Http404 for everybody else.
    """
    if organisation is not None:
        return Scope(own_organisation(user, organisation, today))
    if not administers_today(user):
        raise Http404
    return Scope(None)
