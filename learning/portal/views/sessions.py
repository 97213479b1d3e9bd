"""Live sessions as people find them: the list, one session, a place at it, its file for a calendar."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from learning.certificates.models import Certificate
from learning.modules.criteria import in_words
from learning.records.actions.book_place import book_place, give_up_place, own_booking
from learning.records.actions.choose_organisation import choose_organisation
from learning.records.actions.keep_register import say_one_is_here
from learning.records.calendar_file import calendar_file
from learning.records.models import BookingState
from learning.records.periods import renewable_from
from learning.records.permissions import may_offer_sessions
from learning.records.refusals import NobodyKnown, NotTheirEmployer, RegisterClosed, SessionOver, TooEarly
from learning.requirements.asked import asked_of

from ..room_codes import count_miss, has_missed_often
from ..session_forms import EmployerForm, HereForm
from ..sessions import Shown, calendar_event, run_by, session_or_404, sessions, shown
from ..signed_in import LearnersRequest, signed_in

PAGE = 20


@require_safe
@never_cache
def live_sessions(request: HttpRequest) -> HttpResponse:
    """What is taught when and where, and how much room there is; for trainers, what they run."""
    now = timezone.now()
    coming = Paginator(sessions().with_counts().coming(now), PAGE).get_page(request.GET.get("page"))
    context = {
        "coming": coming,
        "shown": shown(coming, request.user, now),
        "run": shown(run_by(request.user, now), request.user, now),
        "may_offer": may_offer_sessions(request.user, timezone.localdate(now)),
    }
    return render(request, "portal/sessions/list.html", context)


@require_safe
@never_cache
def live_session(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One session: public facts for everybody; the way in for those with a place."""
    about = Shown(session_or_404(uuid), request.user, timezone.now())
    return _page(request, about)


def _page(request: HttpRequest, about: Shown, status: int = 200, **more: object) -> HttpResponse:
    session = about.session
    context: dict[str, object] = {
        "about": about,
        "session": session,
        "finishing": in_words(session.version.criteria),
        **_earned(about),
        **more,
    }
    return render(request, "portal/sessions/session.html", context, status=status)


def _earned(about: Shown) -> dict[str, object]:
    """What being there counts for, once the register is closed."""
    if about.attendance is None or about.person is None:
        return {}
    completion = about.attendance.completion
    asked = asked_of(about.person, timezone.localdate(about.now))
    return {
        "completion": completion,
        "renewable_from": renewable_from(completion.valid_until),
        "certificate": Certificate.objects.of(about.person).live().filter(completion=completion).first(),
        "counts_for": [one for one in asked if one.module.pk == completion.module_id],
    }


@signed_in
@require_POST
def session_place(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Sign up, or give a place or the wait for one up."""
    session = session_or_404(uuid)
    form = EmployerForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    try:
        if "give_up" in request.POST:
            give_up_place(request.user, session)
            messages.success(request, _("You gave your place up. Whoever waits longest gets it."))
        else:
            booking = book_place(request.user, session, form.cleaned_data["organisation"])
            if booking.state == BookingState.WAITING:
                messages.success(request, _("You are on the waiting list. We write to you when a place comes free."))
            else:
                messages.success(request, _("You have a place. We have written to you as well."))
    except SessionOver:
        messages.error(request, _("Nothing was changed: this session has begun, or was cancelled."))
    except NotTheirEmployer:
        return HttpResponseBadRequest()
    return redirect("live_session", uuid=uuid)


@signed_in
@require_POST
def session_employer(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Say for which of one's employers one comes, or came."""
    session = session_or_404(uuid)
    booking = own_booking(request.user.person, session) if hasattr(request.user, "person") else None
    if booking is None:
        raise PermissionDenied
    form = EmployerForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    try:
        if form.cleaned_data["organisation"]:
            choose_organisation(request.user, booking, form.cleaned_data["organisation"])
            messages.success(request, _("Saved. That is the employer you come for."))
        else:
            messages.error(request, _("Choose one of your employers first. Nothing was saved yet."))
    except NotTheirEmployer:
        messages.error(request, _("Nothing was changed: the register says another of your employers already."))
    return redirect("live_session", uuid=uuid)


@signed_in
@require_POST
def session_here(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Somebody in the room who had not signed up says so by its code."""
    session = session_or_404(uuid)
    about = Shown(session, request.user, timezone.now())
    form = HereForm(request.POST)
    if not form.is_valid():
        problem = _("Write the code that is shown in the room, six letters.")
        return _page(request, about, status=422, here_problem=problem, code=request.POST.get("code", "")[:20])
    if has_missed_often(request.user.pk, session.pk):
        problem = _("That was too often another code. Wait ten minutes, or ask whoever runs the session to add you.")
        return _page(request, about, status=429, here_problem=problem, code=form.cleaned_data["code"])
    try:
        say_one_is_here(request.user, session, form.cleaned_data["code"], form.cleaned_data["organisation"])
    except NobodyKnown:
        count_miss(request.user.pk, session.pk)
        problem = _("That is not the code of this room. Look again, or ask whoever runs the session.")
        return _page(request, about, status=422, here_problem=problem, code=form.cleaned_data["code"])
    except (TooEarly, RegisterClosed, SessionOver):
        messages.error(request, _("The register is not open now. Ask whoever runs the session to add you."))
    except NotTheirEmployer:
        return HttpResponseBadRequest()
    else:
        messages.success(request, _("Whoever runs the session sees now that you are here."))
    return redirect("live_session", uuid=uuid)


@signed_in
@require_safe
@never_cache
def session_calendar(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """The file for the calendar of somebody who comes; for somebody who no longer does, the one that takes it out."""
    about = Shown(session_or_404(uuid), request.user, timezone.now())
    comes = about.booking is not None or about.runs_it
    if not comes and not about.has_given_up:
        raise Http404
    event = calendar_event(about, mine_is_off=not comes)
    method = "CANCEL" if event.cancelled else "PUBLISH"
    file = calendar_file(event, about.now)
    response = HttpResponse(file, content_type=f"text/calendar; charset=utf-8; method={method}")
    day = timezone.localdate(about.session.starts_at)
    response["Content-Disposition"] = f'attachment; filename="session-{day}.ics"'
    return response
