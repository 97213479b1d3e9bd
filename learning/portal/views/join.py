"""The way in: a letter with a link for whoever an employer knows, by a code, an address or a domain.

Before the link is opened nothing about anybody is shown, and no page says whether an address is known here; whoever
has a code and opened the link reads whose it is before they say yes. A wrong code is called wrong: its misses are
counted, and it tells nothing about a person.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.workforce.actions.use_claim_code import open_code, use_claim_code
from learning.workforce.models import ClaimCode, User
from learning.workforce.search_engines import unlisted
from learning.workforce.signed_in import SignedInRequest

from ..actions.open_account import NewAccount, code_of, open_account
from ..actions.send_join_letter import send_join_letter
from ..join_forms import AccountForm, CodeForm, JoinForm
from ..join_limits import ASKED, count, count_miss, has_missed_often, is_over
from ..join_links import invited_by
from ..own_rows import proven_addresses

CODE = "claim_code"
"""Where a session keeps the key of the code that was typed and waits for a yes."""

typed = require_http_methods(["GET", "HEAD", "POST"])


@typed
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Where the paper leads: an address and a code; for somebody signed in the code alone."""
    if request.user.is_authenticated:
        return _signed_in(request, request.user)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = str(get_adapter(request).get_client_ip(request))
        code = _code_in(form, who)
        if is_over(ASKED, who):
            form.add_error(None, _("That was asked many times in a short while. Wait an hour, then try again."))
        elif not form.errors:
            count(ASKED, who)
            send_join_letter(
                form.cleaned_data["email"],
                code,
                lambda token: request.build_absolute_uri(reverse("join_link", args=[token])),
                request.build_absolute_uri(reverse("account_login")),
            )
            return redirect("join_sent")
    return unlisted(render(request, "portal/join/join.html", {"form": form}))


@require_http_methods(["GET", "HEAD"])
@never_cache
def join_sent(request: HttpRequest) -> HttpResponse:
    """The same for every address."""
    return unlisted(render(request, "portal/join/sent.html"))


@typed
@never_cache
def join_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: a name and a password, and the account is there."""
    invited = invited_by(token)
    if invited is None or User.objects.filter(email=invited.email).exists():
        answer = render(request, "portal/join/over.html", {"has_login": invited is not None})
        return unlisted(answer)
    code = code_of(invited)
    form = AccountForm(request.POST or None, email=invited.email)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = open_account(invited, NewAccount(given["given_name"], given["family_name"], given["password"]))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your sign-in is ready. Next time, sign in with your address and password."))
            return _led_in(request, user)
    return unlisted(render(request, "portal/join/account.html", {"form": form, "email": invited.email, "code": code}))


@require_safe
@never_cache
def join_not_mine(request: HttpRequest) -> HttpResponse:
    """For whoever holds somebody else's code: what to do with it."""
    return unlisted(render(request, "portal/join/not_mine.html"))


@typed
@login_required
@never_cache
def join_confirm(request: SignedInRequest) -> HttpResponse:
    """Whose code it is, for somebody signed in to say yes to."""
    key = request.session.get(CODE)
    rows = ClaimCode.objects.unused().select_related("organisation", "person__merged_into")
    code = rows.filter(pk=key).first() if key else None
    if code is None:
        return redirect("join")
    problem = ""
    if request.method == "POST":
        email = next(iter(proven_addresses(request.user)), request.user.email)
        try:
            use_claim_code(request.user, code, email)
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
        else:
            del request.session[CODE]
            words = _("You are joined: %(organisation)s now sees that what you learn here is yours.")
            messages.success(request, words % {"organisation": code.organisation})
            return redirect("my_learning")
    return render(request, "portal/join/confirm.html", {"code": code, "problem": problem})


def _signed_in(request: HttpRequest, user: Any) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = _code_in(form, f"login:{user.pk}")
        if code is not None and not form.errors:
            request.session[CODE] = code.pk
            return redirect("join_confirm")
    return render(request, "portal/join/code.html", {"form": form})


def _code_in(form: CodeForm, who: str) -> ClaimCode | None:
    """The code that was typed; a wrong one is counted and becomes an error of the form."""
    text = form.cleaned_data.get("code", "")
    if not text:
        return None
    if has_missed_often(who):
        form.add_error("code", _("Codes were tried many times in a short while. Wait ten minutes, then try again."))
        return None
    code = open_code(text)
    if code is None:
        count_miss(who)
        words = _("This code does not fit, or it was used or has run out. Check each sign, or ask HR for a new one.")
        form.add_error("code", words)
    return code


def _led_in(request: HttpRequest, user: User) -> HttpResponse:
    answer: HttpResponse = perform_login(request, user, redirect_url=reverse("my_learning"))
    return answer
