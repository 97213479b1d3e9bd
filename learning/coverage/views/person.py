"""One of the employer's own people: what is asked of them here, how it stands, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.requirements.models import StatusSpan
from learning.workforce.calling import called
from learning.workforce.crumbs import Crumb
from learning.workforce.ground import ground_of
from learning.workforce.models import Employment, Person
from learning.workforce.querysets import holds_on
from learning.workforce.signed_in import SignedInRequest

from ..discreet import without_days_away
from ..measures.reach import Counts
from ..models import ErrorReport
from ..permissions import own_person, own_scope
from ..scope import Scope
from ..timeline import timeline
from .as_at import (
    AsAt,
    as_at,
    as_of_today,
    canonical,
    coverage_crumb,
    people_crumb,
    seen_on,
    team_crumb,
    without_figures,
)
from .nobody_listed import nobody_listed

MOST_REPORTS = 5


@require_safe
@login_required
@never_cache
def person(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    today = timezone.localdate()
    scope = own_scope(request.user, organisation, today)
    employer = scope.organisation
    found = as_at(request, employer, today) if scope.is_whole else as_of_today(employer, today)
    if moved := canonical(request, found):
        return moved
    if found.day is None:
        return without_figures(scope)
    who, posts = own_person(scope, uuid, today)
    ground = ground_of(employer, found.day)
    if answer := nobody_listed(request, scope, found, ground):
        return answer
    record("coverage.person_seen", by=request.user, on=who, organisation_id=employer.pk, detail=seen_on(found.day))
    context = {
        "organisation": employer,
        "scope": scope,
        "crumbs": _crumbs(scope, posts, found),
        "person": who,
        "name": called_here(scope, who, posts),
        "as_at": found,
        "is_with_us": scope.is_whole and any(post.left is None or post.left > today for post in posts),
        "ground": ground,
        "led": employer if scope.is_whole else None,
        "reports": list(
            ErrorReport.objects.visible_to(request.user, today).about(who).filter(organisation=employer)[:MOST_REPORTS]
        ),
        **_standing(scope, who, posts, found.day),
    }
    return render(request, "coverage/person.html", context)


def _standing(scope: Scope, who: Person, posts: list[Employment], day: dt.date) -> dict[str, Any]:
    """How the person stands on the day, and what led there."""
    held = [post for post in posts if holds_on(day, post.start, post.left)]
    last_day = max((post.left - dt.timedelta(1) for post in posts if post.left and post.left <= day), default=None)
    spans = _spans(scope, who, day) if held else []
    until = day if held or last_day is None else last_day
    return {
        "posts": held,
        "last_day": last_day,
        "spans": spans,
        "counts": _counts([span for span in spans if span.counted]),
        "events": timeline(who, scope.organisation, posts, until, with_absences=scope.is_whole),
    }


def _crumbs(scope: Scope, posts: list[Employment], found: AsAt) -> list[Crumb]:
    if scope.is_whole:
        return [coverage_crumb(scope.organisation, found), people_crumb(scope.organisation, found)]
    return [team_crumb(post.team, found) for post in posts[:1] if post.team is not None]


def _spans(scope: Scope, who: Person, day: dt.date) -> list[StatusSpan]:
    spans = StatusSpan.objects.of(who).filter(organisation=scope.organisation).on(day)
    found = list(spans.select_related("module", "role_group").order_by("module_id"))
    return found if scope.is_whole else [without_days_away(span) for span in found]


def called_here(scope: Scope, who: Person, posts: list[Employment]) -> str:
    """What their employer calls the person; `posts` of theirs, the latest first."""
    staff_id = next((post.staff_id for post in posts if post.staff_id), "")
    return called(scope.grade, who.given_name, who.family_name, staff_id)


def _counts(counted: list[StatusSpan]) -> Counts:
    names = {status: sum(span.status == status for span in counted) for status in {span.status for span in counted}}
    return Counts(**{str(name): number for name, number in names.items()})
