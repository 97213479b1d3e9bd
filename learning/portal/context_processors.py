"""What every page is framed by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Role

from .permissions import roles_today
from .support import EMPLOYERS, SupportLine, few_of, lines_for


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation."""

    label: Promise
    url_name: str
    roles: frozenset[str] = frozenset()
    """Shown to holders of any of these roles; empty means shown by `signed_in` alone."""
    signed_in: bool = False
    also: tuple[str, ...] = ()
    """How addresses begin that belong to the place and stand elsewhere."""


EDITING = frozenset({Role.TRAINER, Role.ADMINISTRATOR, Role.LIVED_EXPERIENCE, Role.IG_LEAD})

PLACES = (
    Place(_("My learning"), "my_learning", signed_in=True),
    Place(_("Catalogue"), "catalogue"),
    Place(_("Sessions"), "live_sessions"),
    Place(_("Cases"), "case_library"),
    Place(_("My record"), "my_record", signed_in=True),
    Place(
        _("Coverage"),
        "coverage_home",
        roles=frozenset({Role.HR_LEAD, Role.TEAM_MANAGER}),
        also=("/requirements/",),
    ),
    Place(
        _("Workforce"),
        "workforce_home",
        roles=frozenset({Role.HR_LEAD, Role.ADMINISTRATOR}),
        also=("/learning-records/", "/duplicates/", "/outbox/"),
    ),
    Place(_("Editing"), "wagtailadmin_home", roles=EDITING),
    Place(_("Search"), "search"),
)
ROLES_WITH_PLACES = frozenset(role for place in PLACES for role in place.roles)
# The foot of every page.
NOTICES = (
    Place(_("About the network"), "about"),
    Place(_("Someone to talk to"), "support"),
    Place(_("Accessibility"), "accessibility"),
    Place(_("Privacy"), "privacy"),
    Place(_("Complaints"), "complaints"),
)


@dataclass(frozen=True)
class Entry:
    """A place as it stands in one page's navigation."""

    label: Promise
    href: str
    state: str
    """Value of aria-current: "page" on the place itself, "true" below it, otherwise empty."""


class Frame:
    """Name of the site, where one can go, whom one can talk to; nothing is asked before a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    @property
    def is_demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def is_signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @cached_property
    def here(self) -> tuple[object, ...]:
        """What the main navigation follows from: where this is the same, so is every word of the navigation."""
        roles = roles_today(self.request.user) if self.is_signed_in else frozenset()
        return self.is_signed_in, roles & ROLES_WITH_PLACES, self._states(PLACES)

    @property
    def here_at_the_foot(self) -> tuple[str, ...]:
        return self._states(NOTICES)

    @property
    def notices(self) -> list[Entry]:
        """What the foot of every page leads to."""
        found = [(place, _address(place.url_name)) for place in NOTICES]
        return [Entry(place.label, href, self._state(place, href)) for place, href in found if href]

    @cached_property
    def places(self) -> list[Entry]:
        """Entries of the main navigation that this person can use, in order."""
        signed_in = self.is_signed_in
        roles = roles_today(self.request.user) if signed_in else frozenset()
        found = []
        for place in PLACES:
            if (place.signed_in and not signed_in) or (place.roles and not place.roles & roles):
                continue
            href = _address(place.url_name)
            if href:
                found.append(Entry(place.label, href, self._state(place, href)))
        return found

    @cached_property
    def support(self) -> tuple[SupportLine, ...]:
        """Whom this reader can talk to now, those who answer at this hour first."""
        session = getattr(self.request, "session", None)
        return lines_for(session.get(EMPLOYERS, ()) if session and self.is_signed_in else (), timezone.now())

    @cached_property
    def first_support(self) -> tuple[SupportLine, ...]:
        """As many of them as a note beside other things has room for."""
        return few_of(self.support)

    @property
    def own_support(self) -> list[SupportLine]:
        """The lines of the reader's own employer."""
        return [line for line in self.support if line.is_own]

    @property
    def shared_support(self) -> list[SupportLine]:
        """The lines for everybody."""
        return [line for line in self.support if not line.is_own]

    def _states(self, places: tuple[Place, ...]) -> tuple[str, ...]:
        return tuple(self._state(place, _address(place.url_name)) for place in places)

    def _state(self, place: Place, href: str) -> str:
        if not href:
            return ""
        if self.request.path == href:
            return "page"
        return "true" if href != "/" and self.request.path.startswith((href, *place.also)) else ""


@lru_cache
def _address(url_name: str) -> str:
    """Where the place is; empty for an app that this site has not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def site_frame(request: HttpRequest) -> dict[str, object]:
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
