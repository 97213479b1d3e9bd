"""What is done with one return: a cell mended, compared again, written, undone, thrown away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..actions.discard_return import discard_return
from ..actions.mend_cell import mend_cell
from ..actions.start_comparing import start_comparing
from ..actions.start_writing import start_undoing, start_writing
from ..forms.returns import CommitForm, MendForm
from ..models import WorkforceReturn
from ..permissions import own_return
from ..refusals import ReturnRefused
from ..signed_in import SignedInRequest
from .return_steps import frame


@require_POST
@login_required
def workforce_return_mend(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    form = MendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That could not be read. Nothing was changed; try again on the page."))
        return redirect("workforce_return", organisation, uuid)
    given = form.cleaned_data
    try:
        mend_cell(request.user, batch, given["row"], given["field"], given["value"])
        start_comparing(request.user, batch)
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Row %(row)s is mended, and the differences are counted again.") % given)
    return redirect(reverse("workforce_return", args=[organisation, uuid]) + "#problems")


@require_POST
@login_required
def workforce_return_compare(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    try:
        start_comparing(request.user, batch)
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("workforce_return", organisation, uuid)


@require_POST
@login_required
def workforce_return_commit(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    form = CommitForm(request.POST)
    try:
        if not form.is_valid():
            raise ReturnRefused(_("Write the number of leavers in figures. Nothing was written yet."))
        start_writing(request.user, batch, leavers=form.cleaned_data["leavers"])
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("workforce_return", args=[organisation, uuid]) + "#commit")
    return redirect("workforce_return", organisation, uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def workforce_return_undo(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    back = reverse("workforce_return", args=[organisation, uuid])
    if request.method == "POST":
        try:
            undo = start_undoing(request.user, batch)
        except ReturnRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        return redirect("workforce_return", organisation, undo.uuid)
    context = frame(batch, "written") | {
        "title": _("Undo this return?"),
        "consequences": [
            _("Everybody in it goes back to what stood before it was written, in one step."),
            *_goes_back(batch),
            _("People whose row was changed since stay as they are now. You see who they are."),
            _("What was learnt stays: no completion and no certificate is touched."),
        ],
        "button": _("Yes, undo it"),
        "back": back,
    }
    return render(request, "workforce/returns/undo.html", context)


def _goes_back(batch: WorkforceReturn) -> list[str]:
    """What taking it back means for each kind of people in it."""
    several = (
        (
            batch.joiners,
            ngettext("%(n)s person who joined is taken out.", "%(n)s people who joined are taken out.", batch.joiners),
        ),
        (
            batch.leavers,
            ngettext("%(n)s person who leaves by it does not.", "%(n)s people who leave by it do not.", batch.leavers),
        ),
        (
            batch.movers,
            ngettext(
                "%(n)s person has the role group from before again.",
                "%(n)s people have the role groups from before again.",
                batch.movers,
            ),
        ),
        (batch.changed, ngettext("%(n)s other change goes back.", "%(n)s other changes go back.", batch.changed)),
    )
    return [words % {"n": number} for number, words in several if number]


@require_POST
@login_required
def workforce_return_discard(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    try:
        discard_return(request.user, batch)
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("workforce_return", organisation, uuid)
    messages.success(request, _("The file and what was read from it are deleted. Nothing was changed."))
    return redirect("workforce_returns", organisation)
