"""The register of what counts instead of a module: read by whoever speaks for a partner, kept by administrators."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.workforce.models import Organisation, User
from learning.workforce.signed_in import SignedInRequest

from ..actions.keep_equivalence import (
    accept_equivalence,
    end_equivalence,
    sign_equivalence,
    stop_accepting,
    write_equivalence,
)
from ..forms.equivalence import EndEquivalenceForm, EquivalenceForm, PartnerSaysForm
from ..models import Equivalence, EquivalenceAcceptance, EquivalenceSignature
from ..permissions import may_read_equivalences, may_write_equivalences

forms_of_ours = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
@never_cache
def equivalences(request: SignedInRequest) -> HttpResponse:
    """All of them; what has ended stands last."""
    today = timezone.localdate()
    _refuse_readers(request.user, today)
    found = list(_with_partners(today))
    led = Organisation.objects.led_by(request.user, today)
    here = EquivalenceAcceptance.objects.on(today).filter(organisation__in=led)
    context = {
        "holding": [one for one in found if one.ended_on is None or one.ended_on > today],
        "ended": [one for one in found if one.ended_on is not None and one.ended_on <= today],
        "accepted_here": set(here.values_list("equivalence_id", flat=True)),
        "keeps": may_write_equivalences(request.user, today),
        "today": today,
    }
    return render(request, "requirements/equivalences.html", context)


@login_required
@forms_of_ours
@never_cache
def equivalence(request: SignedInRequest, equivalence: int) -> HttpResponse:
    """One of them with everybody who signed and accepts; here a partner says what it says."""
    today = timezone.localdate()
    _refuse_readers(request.user, today)
    one = get_object_or_404(_with_partners(today), pk=equivalence)
    speaks_for = _speaks_for(request.user, today)
    form = PartnerSaysForm(
        request.POST or None, organisations=speaks_for, equivalence=one, today=today, initial={"day": today}
    )
    if request.method == "POST" and one.holds_on(today) and form.is_valid():
        _say(request.user, one, form)
        messages.success(request, _("Written down, with your name and the moment."))
        return redirect("equivalence", one.pk)
    context = {
        "equivalence": one,
        "form": form if one.ended_on is None or one.ended_on > today else None,
        "keeps": may_write_equivalences(request.user, today),
        "today": today,
    }
    return render(request, "requirements/equivalence.html", context, status=422 if form.errors else 200)


@login_required
@forms_of_ours
@never_cache
def equivalence_new(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    _refuse_all_but_keepers(request.user, today)
    form = EquivalenceForm(request.POST or None, today=today, initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        saved = write_equivalence(request.user, form.instance)
        messages.success(request, _("It is in the register. It counts once a partner has signed and accepts it."))
        return redirect("equivalence", saved.pk)
    context = {"form": form, "title": _("Write down an equivalence"), "button": _("Write it down")}
    return render(request, "requirements/equivalence_edit.html", context, status=422 if form.errors else 200)


@login_required
@forms_of_ours
@never_cache
def equivalence_change(request: SignedInRequest, equivalence: int) -> HttpResponse:
    """Better one that nobody has signed; one that is signed can only end."""
    today = timezone.localdate()
    _refuse_all_but_keepers(request.user, today)
    one = get_object_or_404(Equivalence.objects.select_related("module"), pk=equivalence)
    is_signed = one.signatures.exists()
    form: EndEquivalenceForm | EquivalenceForm
    if is_signed:
        initial = {"ended_on": one.ended_on or today}
        form = EndEquivalenceForm(request.POST or None, equivalence=one, today=today, initial=initial)
    else:
        form = EquivalenceForm(request.POST or None, instance=one, today=today)
    if request.method == "POST" and form.is_valid():
        if isinstance(form, EndEquivalenceForm):
            end_equivalence(request.user, one, form.cleaned_data["ended_on"])
        else:
            write_equivalence(request.user, form.instance)
        messages.success(request, _("Saved."))
        return redirect("equivalence", one.pk)
    title = _("End an equivalence") if is_signed else _("Change an equivalence")
    context = {"form": form, "equivalence": one, "title": title, "button": _("Save")}
    return render(request, "requirements/equivalence_edit.html", context, status=422 if form.errors else 200)


def _refuse_readers(user: User, today: dt.date) -> None:
    if not may_read_equivalences(user, today):
        raise Http404


def _refuse_all_but_keepers(user: User, today: dt.date) -> None:
    if not may_write_equivalences(user, today):
        raise Http404


def _speaks_for(user: User, today: dt.date) -> QuerySet[Organisation]:
    """The partners whom the user speaks for: an administrator for each of them, on paper that they signed."""
    if may_write_equivalences(user, today):
        return Organisation.objects.partners()
    return Organisation.objects.led_by(user, today)


def _with_partners(today: dt.date) -> QuerySet[Equivalence]:
    """Each with `signed` (signatures) and `accepted` (acceptances that hold today); three queries."""
    signed = EquivalenceSignature.objects.select_related("organisation")
    accepted = EquivalenceAcceptance.objects.on(today).select_related("organisation")
    return Equivalence.objects.select_related("module").prefetch_related(
        Prefetch("signatures", signed, to_attr="signed"), Prefetch("acceptances", accepted, to_attr="accepted")
    )


def _say(user: User, one: Equivalence, form: PartnerSaysForm) -> None:
    given = form.cleaned_data
    said = {
        PartnerSaysForm.SIGN: sign_equivalence,
        PartnerSaysForm.ACCEPT: accept_equivalence,
        PartnerSaysForm.STOP: stop_accepting,
    }
    said[given["says"]](user, one, given["organisation"], given["day"])
