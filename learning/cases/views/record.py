"""What an information-governance lead keeps and hands out: cases they answer for, a legal hold, the whole record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.workforce.models import Role
from learning.workforce.permissions import holds
from learning.workforce.signed_in import SignedInRequest

from ..actions.export_case import export_case
from ..actions.hold_case import lift_hold, place_hold
from ..forms.word import WordForm
from ..life_cycle import State
from ..models import Case
from ..permissions import read_record
from ..refusals import Refused

A_PAGE = 50


@require_safe
@login_required
@never_cache
def case_records(request: SignedInRequest) -> HttpResponse:
    """The cases that the user answers for, by number and state, without a word of them."""
    today = timezone.localdate()
    if not holds(request.user, Role.IG_LEAD, today):
        raise Http404
    led = Case.objects.led_by(request.user, today).select_related("organisation")
    page = Paginator(led, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/records.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def case_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One case for its IG lead: a hold is placed or lifted here, and the whole record handed out. No word of it."""
    case = read_record(request.user, uuid, timezone.localdate())
    hold = case.holds.filter(lifted_at=None).first()
    form = WordForm(
        request.POST or None,
        label=_("Why is it lifted?") if hold else _("Why does it have to be kept?"),
        hint=_("Those who answer for information governance read it, and it is kept. Name nobody."),
    )
    if request.method == "POST" and form.is_valid() and _done(request, case, form, lifts=hold is not None):
        return redirect("case_record", case.uuid)
    context: dict[str, Any] = {
        "case": case,
        "hold": hold,
        "holds": case.holds.exclude(lifted_at=None),
        "form": form,
        "is_gone": case.state == State.WITHDRAWN,
    }
    return render(request, "cases/record.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@never_cache
def case_export(request: SignedInRequest, uuid: UUID) -> StreamingHttpResponse:
    """The whole record as a zip, for its IG lead; that it was handed out is on record."""
    case = read_record(request.user, uuid, timezone.localdate())
    answer = StreamingHttpResponse(export_case(request.user, case), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{case.number}.zip"'
    return answer


def _done(request: SignedInRequest, case: Case, form: WordForm, *, lifts: bool) -> bool:
    """Whether the hold was placed or lifted; where not, the form says why. The page says which of both it offered."""
    is_meant = request.POST.get("do") == ("lift" if lifts else "hold")
    try:
        if not is_meant:
            form.add_error(None, _("Somebody else placed or lifted a hold meanwhile. Look at what stands now."))
        elif lifts:
            lift_hold(request.user, case, form.cleaned_data["word"])
            messages.success(request, _("The hold is lifted. The case goes its way again."))
        else:
            place_hold(request.user, case, form.cleaned_data["word"])
            messages.success(request, _("The case is kept as it is, until the hold is lifted."))
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    return not form.errors
