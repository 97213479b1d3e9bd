"""Running a session: the register, one tap a person, late additions, closing it, and putting a mistake right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.audit.actions.record_event import record
from learning.records.actions.keep_register import OPENS_BEFORE, add_attendee, close_register, mark_present
from learning.records.actions.take_back_attendance import take_back_attendance
from learning.records.models import Attendance, Booking, BookingState, LiveSession
from learning.records.refusals import (
    AlreadyCorrected,
    AlreadyThere,
    BadAnswer,
    NobodyKnown,
    OpenFindings,
    RegisterClosed,
    SessionOver,
    TooEarly,
)

from ..session_forms import AddForm, MistakeForm
from ..sessions import run_session_or_404
from ..signed_in import LearnersRequest, signed_in


@dataclass(frozen=True)
class Line:
    """One person in the register; `attendance` once it is closed and they were there."""

    booking: Booking
    attendance: Attendance | None = None

    @property
    def is_there(self) -> bool:
        return self.attendance is not None or self.booking.present_at is not None


@dataclass(frozen=True)
class Register:
    """Everybody the register lists, by family name, and who waits for a place."""

    session: LiveSession
    lines: list[Line]
    waiting: list[Line]
    now: dt.datetime

    @property
    def there(self) -> int:
        return sum(line.is_there for line in self.lines)

    @property
    def is_open(self) -> bool:
        begun = self.session.starts_at - OPENS_BEFORE <= self.now
        return begun and not self.session.is_closed and not self.session.is_cancelled

    @property
    def can_close(self) -> bool:
        return self.is_open and self.session.starts_at <= self.now

    @property
    def opens_at(self) -> dt.datetime:
        return self.session.starts_at - OPENS_BEFORE


def register_of(session: LiveSession, now: dt.datetime) -> Register:
    """Three queries, whatever the number of people."""
    bookings = list(
        Booking.objects.filter(session=session)
        .exclude(state=BookingState.GIVEN_UP)
        .select_related("person", "organisation")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    standing = Attendance.objects.filter(session=session).standing() if session.is_closed else ()
    attended = {attendance.person_id: attendance for attendance in standing}
    lines = [Line(booking, attended.get(booking.person_id)) for booking in bookings]
    return Register(session, list(_expected(lines)), [line for line in lines if _waits(line)], now)


def _waits(line: Line) -> bool:
    return line.booking.state == BookingState.WAITING


def _expected(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if not _waits(line))


@signed_in
@require_safe
@never_cache
def session_register(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Who comes, by name: for whoever runs the session, and each reading of it is in the audit trail."""
    session = run_session_or_404(request.user, uuid)
    record("session.register_seen", by=request.user, on=session)
    return _page(request, session, AddForm(auto_id="add_%s"))


def _page(request: LearnersRequest, session: LiveSession, form: AddForm, status: int = 200) -> HttpResponse:
    context = {"session": session, "register": register_of(session, timezone.now()), "form": form}
    return render(request, "portal/sessions/register.html", context, status=status)


@signed_in
@require_POST
def session_tap(request: LearnersRequest, uuid: UUID, booking: int) -> HttpResponse:
    """One tap: there, or not there after all. With htmx the line alone comes back, and the count."""
    session = run_session_or_404(request.user, uuid)
    there = request.POST.get("there")
    if there not in ("yes", "no"):
        return HttpResponseBadRequest()
    bookings = Booking.objects.filter(session=session)
    found = get_object_or_404(bookings if there == "yes" else bookings.expected(), pk=booking)
    try:
        mark_present(request.user, found, there=there == "yes")
    except (RegisterClosed, SessionOver, TooEarly):
        messages.error(request, _("The register is not open now. Nothing was changed."))
        if request.htmx:
            response = HttpResponse(status=204)
            response["HX-Refresh"] = "true"
            return response
        return redirect("session_register", uuid=uuid)
    if request.htmx:
        register = register_of(session, timezone.now())
        line = next(line for line in register.lines if line.booking.pk == found.pk)
        context = {"session": session, "register": register, "line": line, "changed": True}
        return render(request, "portal/sessions/partials/line.html", context)
    response = redirect("session_register", uuid=uuid)
    response["Location"] += f"#line-{found.pk}"
    return response


@signed_in
@require_POST
def session_add(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Add somebody who came without signing up, before or after the register was closed."""
    session = run_session_or_404(request.user, uuid)
    form = AddForm(request.POST, auto_id="add_%s")
    if form.is_valid():
        try:
            booking = add_attendee(request.user, session, form.cleaned_data["email"])
        except NobodyKnown:
            problem = _(
                "Nobody here is known by this address, or more than one person is. Ask for another one, or let them "
                "sign in and write the code of the room on this session’s page."
            )
            form.add_error("email", problem)
        except AlreadyThere:
            form.add_error("email", _("The register has this person already."))
        except (SessionOver, TooEarly):
            form.add_error("email", _("The register is not open now. It opens half an hour before the session."))
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": booking.person.name})
            return redirect("session_register", uuid=uuid)
    return _page(request, session, form, status=422)


@signed_in
@require_POST
def session_close(request: LearnersRequest, uuid: UUID) -> HttpResponse:
    """Close the register: everybody tapped has finished the module."""
    session = run_session_or_404(request.user, uuid)
    try:
        close_register(request.user, session)
    except (SessionOver, TooEarly):
        messages.error(request, _("The register can be closed from the start of the session on. Nothing was changed."))
    else:
        messages.success(request, _("The register is closed. Everybody who was there has their completion now."))
    return redirect("session_register", uuid=uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def session_mistake(request: LearnersRequest, uuid: UUID, attendance: int) -> HttpResponse:
    """Somebody was tapped by mistake: a correction, with its reason; the entry itself stays."""
    session = run_session_or_404(request.user, uuid)
    standing = Attendance.objects.standing().filter(session=session).select_related("person", "completion")
    found = get_object_or_404(standing, pk=attendance)
    form = MistakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back_attendance(request.user, found, form.cleaned_data["reason"])
        except (OpenFindings, BadAnswer):
            form.add_error("reason", _("This may name somebody, and it is kept for good. Say it without names."))
        except AlreadyCorrected:
            return redirect("session_register", uuid=uuid)
        else:
            messages.success(request, _("Put right. What was written stays readable, and no longer counts."))
            return redirect("session_register", uuid=uuid)
    context = {"session": session, "attendance": found, "form": form}
    return render(request, "portal/sessions/mistake.html", context, status=422 if form.errors else 200)
