"""Staff roles work with a second factor, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django_htmx.http import HttpResponseClientRedirect

from learning.workforce.models import User

from .permissions import is_staff_role

# What a person needs in order to enrol, to prove themselves, or to go away: allauth's own addresses by the start of
# their names, and by name those of ours that show nobody anything and help anybody.
OPEN_PREFIXES = ("account_", "mfa_")
# All that stays open once there is a second factor and this session has not used it: elsewhere the password alone
# could take the factor away, or put another one beside it.
PROVING_PREFIXES = (
    "account_login",
    "account_logout",
    "account_reset_password",
    "mfa_authenticate",
    "mfa_reauthenticate",
)
OPEN_NAMES = frozenset({"about_leaving", "support", "accessibility", "privacy", "complaints", "case_about_me"})


class KeepOutOfCaches:
    """Tells browsers and proxies to keep no copy of what somebody signed in was shown, and empties them at sign-out.

    So the next person at the same browser finds nothing by going back. Files that everybody is served stay as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return self.get_response(request)
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        is_signed_in = request.user.is_authenticated
        if (was_signed_in or is_signed_in) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        if was_signed_in and not is_signed_in:
            response["Clear-Site-Data"] = '"cache"'
        return response


class RequireSecondFactor:
    """Leads a login with a staff role to enrol or to use its second factor before anything else is reachable.

    It asks whether the factor was used in this session and still exists. Somebody without a role costs the role
    look-up alone, which the navigation shares.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._led_aside(request) or self.get_response(request)

    def _led_aside(self, request: HttpRequest) -> HttpResponse | None:
        path = request.path_info
        if _is_open(path, PROVING_PREFIXES) or not request.user.is_authenticated:
            return None
        user = request.user
        if not is_staff_role(user):
            return None
        if not is_mfa_enabled(user):
            return None if _is_open(path) else _sent_to(request, reverse("mfa_index"))
        if any(record.get("method") == "mfa" for record in get_authentication_records(request, user)):
            return None
        return _sent_to(request, reverse("mfa_reauthenticate"))


def _sent_to(request: HttpRequest, address: str) -> HttpResponse:
    """Sends the whole page there, a piece asked for by htmx too; a plain page comes back to where it was going."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    if request.method == "GET":
        address += "?" + urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
    return HttpResponseRedirect(address)


def _is_open(path: str, prefixes: tuple[str, ...] = OPEN_PREFIXES) -> bool:
    """Whether the address stays reachable without the second factor; an unknown address is not."""
    if path.startswith(settings.STATIC_URL):
        return True
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return False
    return name.startswith(prefixes) or name in OPEN_NAMES


class EditorForEditors:
    """Refuses the editor to people who are signed in and may not enter it.

    Wagtail would lead them to sign in, and signing in leads those who are signed in back to where they came from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.editor = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        inside = request.path_info.startswith(self.editor) and not _is_open(request.path_info)
        if inside and request.user.is_authenticated and not self._may_enter(request.user):
            raise PermissionDenied
        return self.get_response(request)

    def _may_enter(self, user: User) -> bool:
        # The editor's groups follow a role that has ended only once a day; the role itself is asked now.
        return is_staff_role(user) and user.has_perm("wagtailadmin.access_admin")
