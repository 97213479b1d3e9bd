"""One of the employer's own people: what is asked of them here, how it stands, and why."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.requirements.models import StatusSpan
from learning.workforce.models import Employment, Organisation, Person
from learning.workforce.signed_in import SignedInRequest

from ..measures.reach import Counts
from ..permissions import own_organisation
from ..timeline import timeline
from .as_at import as_at, canonical, coverage_crumb, people_crumb, seen_on


@require_safe
@login_required
@never_cache
def person(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    who, posts = _person_of(employer, uuid)
    found = as_at(request, employer, today)
    if moved := canonical(request, found):
        return moved
    if found.day is None:
        return redirect("coverage", employer.slug)
    day = found.day
    held = [post for post in posts if post.start <= day and (post.left is None or post.left > day)]
    last_day = max((post.left - dt.timedelta(1) for post in posts if post.left and post.left <= day), default=None)
    spans = _spans(who, employer, day) if held else []
    counted = [span for span in spans if span.counted]
    record("coverage.person_seen", by=request.user, on=who, organisation_id=employer.pk, detail=seen_on(day))
    return render(
        request,
        "coverage/person.html",
        {
            "organisation": employer,
            "crumbs": [coverage_crumb(employer, found), people_crumb(employer, found)],
            "person": who,
            "as_at": found,
            "posts": held,
            "first_day": min((post.start for post in posts if post.start <= day), default=None),
            "last_day": last_day,
            "spans": spans,
            "counts": _counts(counted),
            "outside": next((span for span in spans if not span.counted), None),
            "events": timeline(who, employer, posts, day if held or last_day is None else last_day),
        },
    )


def _person_of(employer: Organisation, uuid: UUID) -> tuple[Person, list[Employment]]:
    """The human being and the posts that this employer confirmed; Http404 where there is none, whoever they are."""
    row = Person.objects.select_related("merged_into").filter(uuid=uuid).first()
    if row is None:
        raise Http404
    who = row.merged_into or row
    posts = Employment.objects.standing().confirmed().of(who).filter(organisation=employer)
    found = list(posts.select_related("role_group", "team").order_by("-start"))
    if not found:
        raise Http404
    return who, found


def _spans(who: Person, employer: Organisation, day: dt.date) -> list[StatusSpan]:
    spans = StatusSpan.objects.of(who).filter(organisation=employer).on(day)
    return list(spans.select_related("module", "role_group").order_by("module_id"))


def _counts(counted: list[StatusSpan]) -> Counts:
    names = {status: sum(span.status == status for span in counted) for status in {span.status for span in counted}}
    return Counts(**{str(name): number for name, number in names.items()})
