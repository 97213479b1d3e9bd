"""A module, a section at a time: start, read, choose a route, pause, go on."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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

from ..attempts import attempt_meant, attempt_of, attempt_or_404
from ..places import address_of
from ..player import Section
from ..player_forms import MeantForm, PauseForm, RouteForm
from ..signed_in import LearnersRequest, signed_in

GOES_TO = "Goes-To"


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
    named = named_in(request)
    attempt = attempt_meant(request.user, module, named) if named else attempt_of(request.user, module)
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
    if "handed_in" in request.POST:
        return taken()
    now = Attempt.objects.get(pk=section.attempt.pk)
    return gone_on(request, _following(section, now))


def _following(section: Section, now: Attempt) -> str:
    if now.state == AttemptState.PASSED or (section.is_last and now.state == AttemptState.NOT_YET):
        return reverse("finish", args=[section.attempt.module.slug])
    return f"{section.address}#outcome" if section.is_last else section.next_address


def named_in(request: LearnersRequest) -> uuid.UUID | None:
    """The attempt that the form was about; None where it names none."""
    form = MeantForm(request.POST)
    form.full_clean()
    named: uuid.UUID | None = form.cleaned_data.get("attempt")
    return named


def taken() -> HttpResponse:
    """The answer to what waited on a device and was only handed in: it is stored, and nothing is shown."""
    return HttpResponse(status=204)


def gone_on(request: LearnersRequest, address: str) -> HttpResponse:
    """On to another page. A script gets the address and goes there itself, once it knows that this was saved."""
    if request.htmx:
        return HttpResponse(status=204, headers={GOES_TO: address})
    return HttpResponseRedirect(address)


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
    attempt = attempt_meant(request.user, module, named_in(request))
    form = PauseForm(request.POST)
    if form.is_valid():
        try:
            keep_place(request.user, attempt, form.cleaned_data["place"], form.cleaned_data["sequence"])
        except NoSuchBlock as error:
            raise Http404 from error
    return taken() if "handed_in" in request.POST else gone_on(request, reverse("my_learning"))
