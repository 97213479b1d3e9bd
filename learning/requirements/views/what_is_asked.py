"""What is asked of each kind of post, by when and how often, with the rules worked out on real days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.workforce.models import Organisation
from learning.workforce.permissions import administers_today
from learning.workforce.signed_in import SignedInRequest

from ..facts import Group
from ..forms.asked import ExampleForm
from ..models import Requirement, RuleSet
from ..network import Network
from ..overview import GroupAsked, groups_asked, levels_asked, requirements_shown
from ..worked_example import Case, Example, worked_example
from .scope import Scope, scope_of

# A person of the example takes some weeks, as people do.
SOME_WEEKS = dt.timedelta(days=44)
PARTS = ("day", "month", "year")


@require_safe
@login_required
@never_cache
def requirements_home(request: SignedInRequest) -> HttpResponse:
    """Administrators go to the network's table, HR leads to their organisation's; a list where there are several."""
    organisations = list(Organisation.objects.led_by(request.user, timezone.localdate()))
    scopes = [Scope(organisation) for organisation in organisations]
    if administers_today(request.user):
        scopes = [Scope(None), *scopes]
    if not scopes:
        raise Http404
    if len(scopes) == 1:
        return redirect(scopes[0].page)
    return render(request, "requirements/home.html", {"scopes": scopes})


@require_safe
@login_required
@never_cache
def what_is_asked(request: SignedInRequest, organisation: str | None = None) -> HttpResponse:
    today = timezone.localdate()
    scope = scope_of(request.user, organisation, today)
    requirements = requirements_shown(scope.organisation, today)
    groups = groups_asked(scope.organisation, requirements, today)
    form = ExampleForm(_asked_for(request) or _first_example(groups, today), groups=groups)
    context: dict[str, Any] = {
        "scope": scope,
        "today": today,
        "groups": groups,
        "levels": levels_asked(groups, requirements, today),
        "requirements": _own(scope, requirements),
        "rules": RuleSet.objects.filter(starts_on__lte=today).order_by("starts_on").last(),
        "form": form,
    }
    if groups and form.is_valid():
        context |= {"example": _example(form, scope), "example_of": _example_of(form)}
    return render(request, "requirements/what_is_asked.html", context)


def _own(scope: Scope, requirements: list[Requirement]) -> list[Requirement]:
    """What this scope itself asks, and so may end."""
    own = scope.organisation.pk if scope.organisation else None
    return [one for one in requirements if one.organisation_id == own]


def _asked_for(request: SignedInRequest) -> Any:
    return request.GET if "module" in request.GET else None


def _first_example(groups: list[GroupAsked], today: dt.date) -> dict[str, str]:
    """Somebody of the largest group, or of the one asked most, starts today and finishes its first module in time."""
    group = max(groups, key=lambda one: (one.people, len(one.requirements)), default=None)
    if group is None or not group.requirements:
        return {}
    days = {"starts": today, "completes": today + SOME_WEEKS}
    parts = {f"{name}_{part}": str(getattr(day, part)) for name, day in days.items() for part in PARTS}
    return {"group": group.role_group.slug, "module": group.requirements[0].module.slug, **parts}


def _example_of(form: ExampleForm) -> str:
    given = form.cleaned_data
    return f"{form.groups[given['group']].role_group.title} · {form.modules[given['module']].title}"


def _example(form: ExampleForm, scope: Scope) -> Example | None:
    given = form.cleaned_data
    group, module = form.groups[given["group"]], form.modules[given["module"]]
    if group.mapped is None or module.current_version is None:
        return None
    network = Network.load()
    asks = [*network.asks[None], *(network.asks[scope.organisation.pk] if scope.organisation else [])]
    role_group = Group(group.role_group.pk, group.role_group.title)
    case = Case(role_group, group.mapped.level, group.mapped.path, asks)
    months = module.current_version.refresh_months
    return worked_example(case, module.pk, months, given["starts"], given["completes"], network.book)
