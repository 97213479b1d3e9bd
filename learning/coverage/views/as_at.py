"""The as-at day of a page: read from its address, or refused with words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from learning.workforce.crumbs import Crumb
from learning.workforce.models import Organisation, Team

from ..days import last_day, month_ends
from ..forms import DayForm
from ..scope import Scope

PARTS = ("as_at_day", "as_at_month", "as_at_year")


@dataclass(frozen=True)
class AsAt:
    """The day whose figures are shown: the one asked for, or the latest there is. None before the first one."""

    day: dt.date | None
    today: dt.date
    form: DayForm
    month_ends: list[dt.date]

    @property
    def is_today(self) -> bool:
        return self.day == self.today


def as_at(request: HttpRequest, organisation: Organisation, today: dt.date) -> AsAt:
    """Reads `?as_at=2026-02-28`, or its three boxes; the form holds what is wrong with them."""
    latest = last_day(organisation, today)
    given = _given(request.GET)
    ends = month_ends(organisation, today)
    if given is None:
        form = DayForm(initial={"as_at": latest or today}, organisation=organisation, today=today)
        return AsAt(latest, today, form, ends)
    form = DayForm(given, organisation=organisation, today=today)
    day = form.cleaned_data["as_at"] if form.is_valid() else latest
    return AsAt(day, today, form, ends)


def as_of_today(organisation: Organisation, today: dt.date) -> AsAt:
    """The latest day there is, whatever the address asks for: who was in a team once is not its manager's to see."""
    latest = last_day(organisation, today)
    form = DayForm(initial={"as_at": latest or today}, organisation=organisation, today=today)
    return AsAt(latest, today, form, [])


def canonical(request: HttpRequest, found: AsAt) -> HttpResponseRedirect | None:
    """To the address with the day as one part, once the three boxes of the form make a day."""
    if not any(name in request.GET for name in PARTS) or found.form.errors or found.day is None:
        return None
    query = request.GET.copy()
    for name in PARTS:
        query.pop(name, None)
    query["as_at"] = found.day.isoformat()
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")


def coverage_crumb(organisation: Organisation, found: AsAt) -> Crumb:
    """The way back to the organisation's figures of the same day."""
    return Crumb(_("Coverage"), reverse("coverage", args=[organisation.slug]) + _query(found))


def people_crumb(organisation: Organisation, found: AsAt) -> Crumb:
    return Crumb(_("People"), reverse("coverage_people", args=[organisation.slug]) + _query(found))


def teams_crumb(organisation: Organisation, found: AsAt) -> Crumb:
    return Crumb(_("Teams"), reverse("coverage_teams", args=[organisation.slug]) + _query(found))


def team_crumb(team: Team, found: AsAt) -> Crumb:
    return Crumb(team.name, reverse("coverage_team", args=[team.organisation.slug, team.pk]) + _query(found))


def people_on(href: str, day: dt.date) -> str:
    """The address of a list of people on this day, to which more wishes can be added."""
    return f"{href}?as_at={day.isoformat()}"


def seen_on(day: dt.date) -> dict[str, str]:
    """What the trail keeps of a look at names: the day of the figures."""
    return {"as_at": day.isoformat()}


def without_figures(scope: Scope) -> HttpResponseRedirect:
    """Before an organisation joins: its first page says so to those who lead it, and to nobody else."""
    if not scope.is_whole:
        raise Http404
    return HttpResponseRedirect(reverse("coverage", args=[scope.organisation.slug]))


def _query(found: AsAt) -> str:
    return "" if found.is_today or found.day is None else f"?as_at={found.day.isoformat()}"


def _given(query: QueryDict) -> dict[str, str] | None:
    """The parts of the day that the address names, as texts; none when it names no day."""
    if any(query.get(name) for name in PARTS):
        return {name: str(query.get(name, "")) for name in PARTS}
    if "as_at" not in query:
        return None
    year, __, rest = str(query["as_at"]).partition("-")
    month, __, day = rest.partition("-")
    return dict(zip(PARTS, (day.removeprefix("0"), month.removeprefix("0"), year), strict=True))
