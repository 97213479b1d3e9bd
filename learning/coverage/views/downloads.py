"""Files that name people or take long: answered at once where that is quick, otherwise made by the worker."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.audit.actions.record_event import record
from learning.certificates.sheets import CannotDrawError
from learning.workforce.agreements import grade_on
from learning.workforce.calling import is_by_name
from learning.workforce.ground import ground_of
from learning.workforce.models import Employment, Organisation, Team
from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest

from ..actions.ask_for_download import ask_for_download
from ..board_report import PARTS
from ..counting import asked_on, titles_in
from ..forms import DownloadForm, PeopleForm
from ..making import LISTS_PEOPLE, file_name, made
from ..models import Download, DownloadKind, DownloadState
from ..people import Wish
from ..querysets import DownloadQuerySet
from ..scope import Scope
from ..tasks import make_asked_download
from .as_at import AsAt, as_at, canonical, coverage_crumb
from .export import as_file
from .nobody_listed import nobody_listed

AT_ONCE = 2000
"""People up to whom a file is made while its asker waits: about a second on one core."""
NOT_DRAWN = _("The report could not be drawn just now; your figures are as they were. Please try again later.")
logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def downloads(request: SignedInRequest, organisation: str) -> HttpResponse:
    """What there is to take home, and what was made for oneself; by POST one of them is asked for."""
    now = timezone.now()
    employer = own_organisation(request.user, organisation, timezone.localdate(now))
    found = as_at(request, employer, timezone.localdate(now))
    if moved := canonical(request, found):
        return moved
    if found.day is None:
        return redirect("coverage", employer.slug)
    if request.method == "POST":
        form = DownloadForm(request.POST)
        if form.is_valid() and not found.form.errors:
            scope, ground = Scope(employer, grade_on(employer, found.today)), ground_of(employer, found.day)
            if form.cleaned_data["kind"] in LISTS_PEOPLE and (
                answer := nobody_listed(request, scope, found, ground, "coverage_downloads", status=422)
            ):
                return answer
            before = form.cleaned_data["again"]
            wish = _wish_again(request, employer, before, now) if before else _wish(request, employer, found.day)
            return _asked(request, employer, found.day, form.cleaned_data["kind"], wish, now)
    return _page(request, employer, found, now)


@require_safe
@login_required
@never_cache
def download(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """How far one file is. Asked by htmx it is only that piece, which asks again until there is nothing to wait for."""
    now = timezone.now()
    employer = own_organisation(request.user, organisation, timezone.localdate(now))
    wanted = get_object_or_404(_own(request, employer, now), uuid=uuid)
    context = {
        "organisation": employer,
        "download": wanted,
        "has_stalled": wanted.has_stalled(now),
        "name": file_name(wanted.kind, employer, wanted.as_at),
    }
    if request.headers.get("HX-Request"):
        return render(request, "coverage/partials/download_state.html", context)
    found = as_at(request, employer, timezone.localdate(now))
    return render(request, "coverage/download.html", context | {"crumbs": [coverage_crumb(employer, found)]})


@require_safe
@login_required
@never_cache
def download_file(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """The file, to whoever asked for it; anybody else is told that it is not there."""
    now = timezone.now()
    employer = own_organisation(request.user, organisation, timezone.localdate(now))
    ready = _own(request, employer, now).filter(state=DownloadState.READY)
    wanted = get_object_or_404(ready, uuid=uuid)
    try:
        with storages["private"].open(wanted.file) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    _trace(request, employer, wanted.kind, wanted.as_at)
    return as_file(content, file_name(wanted.kind, employer, wanted.as_at))


def _own(request: SignedInRequest, employer: Organisation, now: dt.datetime) -> DownloadQuerySet:
    own = Download.objects.asked_for_by(request.user, employer).kept(now)
    return own.still_returned(employer, timezone.localdate(now))


def _asked(
    request: SignedInRequest, employer: Organisation, day: dt.date, kind: str, wish: Wish, now: dt.datetime
) -> HttpResponse:
    people = _people(employer, day)
    if people <= AT_ONCE:
        try:
            content = made(kind, employer, day, wish, lambda done, total: None)
        except CannotDrawError:
            logger.exception("The report of %s could not be drawn", employer.slug)
            messages.warning(request, NOT_DRAWN)
            return redirect("coverage_downloads", employer.slug)
        _trace(request, employer, kind, day)
        return as_file(content, file_name(kind, employer, day))
    with transaction.atomic():
        total = PARTS if kind == DownloadKind.BOARD_REPORT else people
        wanted = ask_for_download(request.user, employer, kind, day, wish, total=total, now=now)
        transaction.on_commit(partial(make_asked_download.enqueue, download_id=wanted.pk))
    return redirect("coverage_download", employer.slug, wanted.uuid)


def _wish(request: SignedInRequest, employer: Organisation, day: dt.date) -> Wish:
    """Which people a list is to hold, as the list on the page has it; words do not narrow a file down."""
    role_groups, modules = titles_in(asked_on(employer, day))
    teams = Team.objects.filter(organisation=employer)
    form = PeopleForm(request.POST, role_groups=role_groups, modules=modules, teams=teams)
    return replace(form.wish, words="")


def _wish_again(request: SignedInRequest, employer: Organisation, uuid: UUID, now: dt.datetime) -> Wish:
    return Wish(**get_object_or_404(_own(request, employer, now), uuid=uuid).wished)


def _page(request: SignedInRequest, employer: Organisation, found: AsAt, now: dt.datetime) -> HttpResponse:
    ground, grade = ground_of(employer, found.day or found.today), grade_on(employer, found.today)
    return render(
        request,
        "coverage/downloads.html",
        {
            "organisation": employer,
            "as_at": found,
            "ground": ground,
            "lists_people": Scope(employer, grade).lists_people_on(ground),
            "is_by_name": is_by_name(grade),
            "crumbs": [coverage_crumb(employer, found)],
            "people": _people(employer, found.day),
            "kinds": DownloadKind,
            "own": _own(request, employer, now),
        },
    )


def _people(employer: Organisation, day: dt.date | None) -> int:
    return Employment.objects.confirmed().filter(organisation=employer).in_post(day or dt.date.max).count()


def _trace(request: SignedInRequest, employer: Organisation, kind: str, day: dt.date) -> None:
    """Names are taken along: the trail keeps who, what and of which day."""
    detail = {"kind": kind, "as_at": day.isoformat()}
    record("coverage.file_taken", by=request.user, on=employer, organisation_id=employer.pk, detail=detail)
