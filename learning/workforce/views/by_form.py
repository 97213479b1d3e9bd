"""People by form: the own people, somebody new, a move, a last day, days away, a slip. Each save can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.audit.actions.record_event import record

from ..actions.correct_person import correct_person, known_of
from ..actions.say_of_person import add_person, end_posts, move_person, set_away
from ..actions.undo_return import OPEN_FOR
from ..agreements import agreement_on, grade_on, readable_fields
from ..calling import is_by_name, tells_more
from ..crumbs import crumb
from ..forms.correct_person import CorrectForm
from ..forms.people import AddForm, AwayForm, EndForm, FindForm, MoveForm, held_by
from ..models import (
    Absence,
    Employment,
    Grade,
    Organisation,
    Person,
    ReturnChange,
    ReturnKind,
    ReturnState,
    SharedField,
    WorkforceReturn,
)
from ..people_here import Here, by_name_or_number, with_posts
from ..permissions import own_organisation
from ..querysets import holding_on, teams_below
from ..refusals import ReturnRefused
from ..signed_in import SignedInRequest
from .desk import desk_crumb
from .nobody_listed import nobody_listed

PAGE = 25
MOST_RECENT = 8

typed = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
@never_cache
def workforce_people(request: SignedInRequest, organisation: str) -> HttpResponse:
    """The employer's own people, found by name, number, team or role group, and what was said by form lately."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    form = FindForm(request.GET, organisation=employer)
    if not is_by_name(grade_on(employer, today)):
        form.fields["q"].label = _("Staff number")
    grade = grade_on(employer, today)
    if grade == Grade.HEADCOUNT:
        return nobody_listed(request, employer)
    page = Paginator(found_people(employer, form.chosen, today, grade), PAGE).get_page(request.GET.get("page"))
    people = with_posts(page.object_list, employer, today)
    record("workforce.people_seen", by=request.user, on=employer, organisation_id=employer.pk)
    return render(
        request,
        "workforce/people/list.html",
        {
            "organisation": employer,
            "crumbs": [desk_crumb(employer)],
            "form": form,
            "page": page,
            "people": people,
            "away": set(Person.objects.stating(_away_today(employer, today)).values_list("pk", flat=True)),
            "recent": [one for one in recent_changes(employer) if not tells_more(Grade(one.batch.grade), grade)],
            "is_by_name": is_by_name(grade),
            "may_write": _allowed(employer, today) is not None,
            "today": today,
        },
    )


@typed
@login_required
@never_cache
def workforce_person_new(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    allowed = _allowed(employer, today)
    if allowed is None:
        return _not_yet(request, employer)
    form = AddForm(request.POST or None, organisation=employer, allowed=allowed, today=today)
    return _said(request, employer, None, form, "new", lambda: add_person(request.user, employer, form.new()))


@typed
@login_required
@never_cache
def workforce_person_move(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    here, allowed = _somebody(employer, uuid, today), _allowed(employer, today)
    post = here.post
    if allowed is None:
        return _not_yet(request, employer)
    if post is None or post not in held_by(here):
        raise Http404
    form = MoveForm(request.POST or None, organisation=employer, allowed=allowed, post=post, today=today)

    def move() -> WorkforceReturn:
        given = form.cleaned_data
        return move_person(request.user, here, post, given["role_group"], given.get("team", post.team), given["day"])

    return _said(request, employer, here, form, "move", move)


@typed
@login_required
@never_cache
def workforce_person_end(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    here = _somebody(employer, uuid, today)
    posts = held_by(here)
    if _allowed(employer, today) is None:
        return _not_yet(request, employer)
    if not posts:
        raise Http404
    form = EndForm(request.POST or None, posts=posts, today=today)
    return _said(
        request,
        employer,
        here,
        form,
        "end",
        lambda: end_posts(request.user, here, form.ending(), form.cleaned_data["last_day"]),
    )


@typed
@login_required
@never_cache
def workforce_person_away(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    here, allowed = _somebody(employer, uuid, today), _allowed(employer, today)
    post = here.post
    if allowed is None or SharedField.ABSENCE not in allowed:
        return _not_yet(request, employer)
    if post is None:
        raise Http404
    rows = list(Absence.objects.of(here.person).standing().filter(organisation=employer).order_by("away_from"))
    current = next((row for row in rows if row.away_to is None or row.away_to >= today), None)
    others = [row for row in rows if row != current]
    form = AwayForm(request.POST or None, absence=current, others=others, today=today)

    def away() -> WorkforceReturn:
        given = form.cleaned_data
        return set_away(request.user, here, post, current, given["away_from"], given["away_to"])

    return _said(request, employer, here, form, "away", away)


@typed
@login_required
@never_cache
def workforce_person_correct(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """Better what was written wrongly of somebody, however long ago."""
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    here, allowed = _somebody(employer, uuid, today), _allowed(employer, today)
    if allowed is None:
        return _not_yet(request, employer)
    if here.post is None:
        raise Http404
    known = known_of(here, here.post)
    form = CorrectForm(request.POST or None, organisation=employer, allowed=allowed, known=known)

    def correct() -> WorkforceReturn:
        after = form.after
        name = (after["given_name"], after["family_name"])
        return correct_person(request.user, here, known, name=name, email=after["email"], staff_id=after["staff_id"])

    return _said(request, employer, here, form, "correct", correct)


def found_people(employer: Organisation, chosen: dict[str, Any], day: dt.date, grade: Grade) -> QuerySet[Person]:
    """Lasting rows of the employer's own people that fit what was chosen, by name; or by number, and found by it."""
    posts = Employment.objects.standing().confirmed().filter(organisation=employer)
    show = chosen.get("show") or ""
    if chosen.get("team"):
        posts = posts.filter(team__in=teams_below([chosen["team"].pk]))
    if chosen.get("role_group"):
        posts = posts.filter(role_group=chosen["role_group"])
    held = posts.filter(holding_on(day, "start", "left"))
    people = Person.objects.lasting()
    if show == "left":
        people = people.stating(posts).exclude(pk__in=Person.objects.stating(posts.filter(_not_over(day))).values("pk"))
    elif show == "coming":
        people = people.stating(posts.filter(start__gt=day)).exclude(pk__in=people.stating(held).values("pk"))
    else:
        people = people.stating(held)
    if show == "no_login":
        people = people.without_login()
    if show == "away":
        people = people.filter(pk__in=Person.objects.stating(_away_today(employer, day)).values("pk"))
    for word in (chosen.get("q") or "").split():
        numbered = Person.objects.stating(posts.filter(staff_id__istartswith=word))
        named = Q(given_name__icontains=word) | Q(family_name__icontains=word) if is_by_name(grade) else Q(pk__in=[])
        people = people.filter(named | Q(pk__in=numbered.values("pk")))
    return by_name_or_number(people, employer, grade)


def recent_changes(employer: Organisation) -> list[ReturnChange]:
    """What was said by form and can still be undone, the newest first."""
    since = timezone.now() - OPEN_FOR
    rows = ReturnChange.objects.filter(
        batch__organisation=employer,
        batch__kind=ReturnKind.FORM,
        batch__state=ReturnState.COMMITTED,
        batch__committed_at__gt=since,
        batch__undone_by=None,
    )
    return list(rows.select_related("batch__committed_by__person").order_by("-batch__committed_at")[:MOST_RECENT])


def _not_over(day: dt.date) -> Q:
    return Q(left=None) | Q(left__gt=day)


def _away_today(employer: Organisation, day: dt.date) -> QuerySet[Absence]:
    rows = Absence.objects.standing().filter(organisation=employer, away_from__lte=day)
    return rows.filter(Q(away_to=None) | Q(away_to__gte=day))


def _somebody(employer: Organisation, uuid: UUID, today: dt.date) -> Here:
    person = Person.objects.ever_at(employer).filter(uuid=uuid).first()
    if person is None:
        raise Http404
    return with_posts([person], employer, today)[0]


def _allowed(employer: Organisation, today: dt.date) -> frozenset[str] | None:
    """The fields that may be written; None without an agreement, and where headcounts alone are sent."""
    agreement, grade = agreement_on(employer, today), grade_on(employer, today)
    return None if agreement is None or grade == Grade.HEADCOUNT else readable_fields(agreement, grade)


def _not_yet(request: SignedInRequest, employer: Organisation) -> HttpResponse:
    messages.warning(request, _("Your agreement or your grade of return does not let that be written down yet."))
    return redirect("workforce", employer.slug)


def _said(
    request: SignedInRequest,
    employer: Organisation,
    here: Here | None,
    form: forms.Form,
    what: str,
    write: Callable[[], WorkforceReturn],
) -> HttpResponse:
    """The form, or what follows from it."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except ReturnRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down. You can undo it for 14 days, under “Said by form lately”."))
            return redirect("workforce_people", employer.slug)
    back = crumb(_("People"), "workforce_people", organisation=employer.slug)
    context = {"organisation": employer, "crumbs": [desk_crumb(employer), back]}
    return render(request, "workforce/people/form.html", context | {"form": form, "here": here, "what": what})
