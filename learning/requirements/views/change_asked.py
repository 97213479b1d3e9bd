"""Ask for one module more, or for one no longer: first whom it hits, then whether to do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning.audit.actions.record_event import record
from learning.workforce.models import RoleGroup
from learning.workforce.signed_in import SignedInRequest

from ..actions.change_level import change_level
from ..actions.set_requirement import end_requirement, set_requirement, withdraw_requirement
from ..forms.asked import AskForm, EndForm, LevelForm
from ..models import Requirement
from ..proposals import Proposal
from ..requirement_impact import hit_at, hit_everywhere, people_named
from .scope import Scope, scope_of

CHANGED_MEANWHILE = _lazy(
    "Somebody else changed this meanwhile, so nothing was saved. Look at the table, then try again."
)
forms_of_ours = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@forms_of_ours
@never_cache
def ask_more(request: SignedInRequest, organisation: str | None = None) -> HttpResponse:
    today = timezone.localdate()
    scope = scope_of(request.user, organisation, today)
    form = AskForm(
        request.POST or None, organisation=scope.organisation, today=today, initial={"starts_on": today, "level": 1}
    )
    page = {"title": _("Ask for one module more"), "button": _("Ask for it")}
    return _checked(
        request,
        scope,
        form,
        page,
        propose=lambda: Proposal(form.cleaned_data["starts_on"], asks=form.requirement()),
        save=lambda proposal: set_requirement(request.user, _asked(proposal)),
    )


@login_required
@forms_of_ours
@never_cache
def stop_asking(request: SignedInRequest, requirement: int, organisation: str | None = None) -> HttpResponse:
    today = timezone.localdate()
    scope = scope_of(request.user, organisation, today)
    asked = _standing(scope, requirement)
    is_to_come = asked.starts_on > today
    if request.method == "POST" and "withdraw" in request.POST and is_to_come:
        withdraw_requirement(request.user, asked)
        messages.success(request, _("Taken back. Nobody was asked yet, and nobody will be."))
        return redirect(scope.page)
    form = EndForm(request.POST or None, requirement=asked, today=today, initial={"ended_on": asked.ended_on or today})
    page = {
        "title": _("Stop asking for a module"),
        "button": _("Stop asking for it"),
        "asked": asked,
        "is_to_come": is_to_come,
    }
    return _checked(
        request,
        scope,
        form,
        page,
        propose=lambda: Proposal(form.cleaned_data["ended_on"], ends=asked),
        save=lambda proposal: end_requirement(request.user, asked, proposal.day),
    )


@login_required
@forms_of_ours
@never_cache
def level_of_group(request: SignedInRequest, role_group: str) -> HttpResponse:
    """Let a role group need another level: the network's alone."""
    today = timezone.localdate()
    scope = scope_of(request.user, None, today)
    group = RoleGroup.objects.filter(slug=role_group).first()
    if group is None:
        raise Http404
    mapped = group.level_maps.on(today).first()
    initial = {"level": mapped.level, "path": mapped.path} if mapped else {"path": "practice"}
    form = LevelForm(request.POST or None, role_group=group, today=today, initial={**initial, "day": today})
    page = {"title": _("Change the level of a role group"), "button": _("Change the level"), "role_group": group}
    return _checked(
        request,
        scope,
        form,
        page | {"mapped": mapped},
        propose=lambda: Proposal(form.cleaned_data["day"], level=form.change()),
        save=lambda proposal: change_level(request.user, form.change()),
    )


def _checked(
    request: SignedInRequest,
    scope: Scope,
    form: forms.Form,
    page: dict[str, Any],
    *,
    propose: Callable[[], Proposal],
    save: Callable[[Proposal], object],
) -> HttpResponse:
    """The form; then, once it holds, whom the change hits; and saved only when that was seen and said yes to."""
    context = {"scope": scope, "form": form, **page}
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "requirements/change.html", context, status=422 if form.errors else 200)
    proposal = propose()
    if "confirmed" in request.POST:
        try:
            save(proposal)
        except (ValidationError, ObjectDoesNotExist):
            form.add_error(None, CHANGED_MEANWHILE)
            return render(request, "requirements/change.html", context, status=422)
        messages.success(request, _("Saved. The figures follow within a few minutes."))
        return redirect(scope.page)
    context |= {"proposal": proposal, "given": _given(request), **_whom(request, scope, proposal)}
    return render(request, "requirements/check_change.html", context)


def _whom(request: SignedInRequest, scope: Scope, proposal: Proposal) -> dict[str, Any]:
    if scope.organisation is None:
        return {"everywhere": hit_everywhere(request.user, proposal, timezone.localdate())}
    hit = hit_at(scope.organisation, proposal)
    people = people_named(hit, scope.organisation, timezone.localdate())
    if people:
        organisation_id = scope.organisation.pk
        record("requirement.impact_seen", by=request.user, on=scope.organisation, organisation_id=organisation_id)
    return {"hit": hit, "people": people, "more": len(hit.named) - len(people)}


def _given(request: SignedInRequest) -> list[tuple[str, str]]:
    """What was filled in, to be sent once more with the yes."""
    return [(name, str(request.POST[name])) for name in request.POST if name not in ("csrfmiddlewaretoken", "change")]


def _standing(scope: Scope, pk: int) -> Requirement:
    """What this scope itself asks; the network's is not an organisation's to end."""
    found = Requirement.objects.standing().filter(pk=pk, organisation=scope.organisation)
    asked = found.select_related("module", "organisation").first()
    if asked is None:
        raise Http404
    return asked


def _asked(proposal: Proposal) -> Requirement:
    if proposal.asks is None:
        raise ValueError("This proposal asks for nothing.")
    return proposal.asks
