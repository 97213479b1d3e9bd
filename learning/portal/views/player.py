"""A module, a section at a time: start, read, choose a route, pause, go on."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from learning.modules.criteria import in_words
from learning.modules.models import Module
from learning.records.actions.choose_route import choose_route
from learning.records.actions.keep_place import keep_place
from learning.records.actions.record_reading import record_reading
from learning.records.actions.reveal_answers import reveal_answers
from learning.records.actions.start_attempt import start_attempt, version_to_start
from learning.records.before import way_there
from learning.records.models import Attempt, AttemptState
from learning.records.permissions import may_learn
from learning.records.refusals import ComesLater, NoSuchBlock, NotOffered

from ..player import Section, address_of, attempt_of, attempt_or_404
from ..player_forms import PauseForm, RouteForm
from ..signed_in import LearnersRequest, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def player(request: LearnersRequest, module: str) -> HttpResponse:
    """Carry on where one stopped; before the first start, what finishing takes. POST starts, or starts again."""
    attempt = attempt_of(request.user, module)
    if request.method == "POST":
        return _start(request, module)
    if attempt is None:
        return _before_starting(request, get_object_or_404(Module.objects.published(), slug=module))
    if attempt.state != AttemptState.OPEN:
        return redirect("finish", module=module)
    return redirect(address_of(attempt, attempt.place))


def _start(request: LearnersRequest, slug: str) -> HttpResponse:
    module = get_object_or_404(Module, slug=slug)
    try:
        attempt = start_attempt(request.user, module)
    except NotOffered as error:
        raise Http404 from error
    except ComesLater as error:
        return _before_starting(request, module, error.way)
    attempt.module = module
    return redirect(address_of(attempt, attempt.place))


def _before_starting(request: LearnersRequest, module: Module, refused: list[Module] | None = None) -> HttpResponse:
    """What finishing takes, and the button; or what is needed first, `refused` where somebody pressed the button."""
    version = version_to_start(module, None)
    if version is None:
        raise Http404
    learns = may_learn(request.user)
    way = refused or (way_there(request.user.person, module, timezone.localdate()) if learns else [])
    context = {
        "module": module,
        "version": version,
        "takes": in_words(version.criteria),
        "may_learn": learns,
        "way": way,
    }
    return render(request, "portal/player/start.html", context, status=409 if refused else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def player_section(request: LearnersRequest, module: str, section: int) -> HttpResponse:
    """One section of the attempt. POST says that it was read and goes on."""
    attempt = attempt_of(request.user, module)
    if attempt is None:
        return redirect("player", module=get_object_or_404(Module.objects.published(), slug=module).slug)
    shown = Section(attempt, section, request.user)
    if request.method == "POST":
        return _go_on(request, shown)
    return section_page(request, shown)


def section_page(request: LearnersRequest, section: Section, status: int = 200) -> HttpResponse:
    if section.is_open and section.unrevealed:
        reveal_answers(request.user, section.attempt, section.unrevealed)
    return render(
        request, "portal/player/section.html", {"section": section, "attempt": section.attempt}, status=status
    )


def _go_on(request: LearnersRequest, section: Section) -> HttpResponse:
    record_reading(request.user, section.attempt, section.id)
    now = Attempt.objects.get(pk=section.attempt.pk)
    if now.state == AttemptState.PASSED or (section.is_last and now.state == AttemptState.NOT_YET):
        return redirect("finish", module=section.attempt.module.slug)
    if section.is_last:
        return redirect(f"{section.address}#outcome")
    return redirect(section.next_address)


@signed_in
@require_POST
def player_route(request: LearnersRequest, module: str, section: int) -> HttpResponse:
    """Take the section by its other route, or by the main one again; nobody is told."""
    shown = Section(attempt_or_404(request.user, module), section, request.user)
    form = RouteForm(request.POST)
    form.full_clean()
    try:
        choose_route(request.user, shown.attempt, shown.id, other=form.cleaned_data["other"])
    except NoSuchBlock as error:
        raise Http404 from error
    return redirect(shown.address)


@signed_in
@require_POST
def player_pause(request: LearnersRequest, module: str) -> HttpResponse:
    """Keep the place, and back to My learning."""
    attempt = attempt_or_404(request.user, module)
    form = PauseForm(request.POST)
    if form.is_valid():
        try:
            keep_place(request.user, attempt, form.cleaned_data["place"])
        except NoSuchBlock as error:
            raise Http404 from error
    return redirect("my_learning")
