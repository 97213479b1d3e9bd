"""Putting a live session up, changing it, cancelling it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.records.actions.offer_session import cancel_session, change_session, offer_session
from learning.records.models import BookingState, LiveSession
from learning.records.permissions import may_change_session, may_offer_sessions
from learning.records.refusals import NotOffered, RegisterClosed, SessionOver, TooFewPlaces
from learning.workforce.models import User

from ..session_forms import SessionForm, taught_modules
from ..sessions import session_or_404
from ..signed_in import LearnersRequest, signed_in

forms_of_ours = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@forms_of_ours
@never_cache
def session_new(request: LearnersRequest) -> HttpResponse:
    """Put a session up: trainers and facilitators."""
    today = timezone.localdate()
    if not may_offer_sessions(request.user, today):
        raise PermissionDenied
    form = SessionForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            session = offer_session(request.user, form.facts(), form.cleaned_data["others"])
        except NotOffered:
            form.add_error("module", _("This module is no longer taught in live sessions. Choose another one."))
        else:
            messages.success(request, _("The session is up. People can sign up from now on."))
            return redirect("live_session", uuid=session.uuid)
    context = {"form": form, "has_modules": taught_modules(today).exists()}
    return render(request, "portal/sessions/edit.html", context, status=422 if form.errors else 200)


@signed_in
@forms_of_ours
@never_cache
def session_change(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Change when and where, how many places, or who runs it."""
    session = _to_change(request.user, uuid)
    form = SessionForm(request.POST if request.method == "POST" else None, user=request.user, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            change_session(request.user, session, form.facts(), form.leads())
        except TooFewPlaces as refusal:
            problem = ngettext(
                "%(taken)d person has a place already: that is the least.",
                "%(taken)d people have a place already: that is the least.",
                refusal.taken,
            )
            form.add_error("capacity", problem % {"taken": refusal.taken})
        except (RegisterClosed, SessionOver, NotOffered):
            messages.error(request, _("Nothing was changed: this session is over, or was cancelled."))
            return redirect("live_session", uuid=uuid)
        else:
            messages.success(request, _("Saved. If day, time or place changed, those signed up have been told."))
            return redirect("live_session", uuid=uuid)
    context = {"form": form, "session": session, "has_modules": True}
    return render(request, "portal/sessions/edit.html", context, status=422 if form.errors else 200)


@signed_in
@forms_of_ours
@never_cache
def session_cancel(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Ask, then cancel and tell everybody who signed up."""
    session = _to_change(request.user, uuid)
    if request.method == "POST":
        try:
            cancel_session(request.user, session)
        except RegisterClosed:
            messages.error(request, _("Nothing was changed: this session took place."))
        else:
            messages.success(request, _("Cancelled. Everybody who signed up has been told."))
        return redirect("live_session", uuid=uuid)
    told = session.bookings.filter(state__in=(BookingState.BOOKED, BookingState.WAITING)).count()
    consequences = [
        ngettext("%(told)d person is told by e-mail.", "%(told)d people are told by e-mail.", told) % {"told": told},
        _("The session stays here, marked as cancelled. It cannot be put back; put up a new one instead."),
    ]
    context = {
        "session": session,
        "title": _("Cancel this session?"),
        "consequences": consequences,
        "button": _("Yes, cancel it"),
        "back": reverse("live_session", args=[uuid]),
        "grave": True,
    }
    return render(request, "portal/sessions/cancel.html", context)


def _to_change(user: User, uuid: UUID) -> LiveSession:
    session = session_or_404(uuid)
    if not may_change_session(user, session, timezone.localdate()):
        raise Http404
    return session
