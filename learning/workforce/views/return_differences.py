"""What one return would change, did change, or could not use: one page from the comparison to the undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record

from ..actions.confirm_return import needs_count, says_too_much
from ..actions.undo_return import undo_until
from ..agreements import grade_on
from ..calling import tells_more
from ..forms.returns import CommitForm
from ..models import ChangeKind, Grade, ReturnState, RoleGroup, WorkforceReturn
from ..permissions import own_return
from ..signals import return_figures
from ..signed_in import SignedInRequest
from ..spreadsheets import XLSX_TYPE, xlsx_file
from .return_steps import frame

BRIEFLY = 10
PAGE = 50
WORKING = (ReturnState.COMPARING, ReturnState.WRITING)


@require_safe
@login_required
@never_cache
def workforce_return(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """Differences with `?show=joiner` (or leaver, mover, changed, problem) to see all of one kind."""
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    if is_withheld(batch):
        return render(request, "workforce/returns/withheld.html", frame(batch, "differences"))
    if batch.state == ReturnState.UPLOADED:
        return redirect("workforce_return_columns", organisation, uuid)
    record("workforce_return.seen", by=request.user, on=batch, organisation_id=batch.organisation_id)
    show = request.GET.get("show", "")
    kinds = [str(kind) for kind in ChangeKind]
    context = frame(batch, "differences") | {
        "show": show if show in (*kinds, "problem") else "",
        "is_working": batch.state in WORKING or is_following(batch),
        "needs_count": needs_count(batch),
        "form": CommitForm(),
        "undo_until": undo_until(batch),
        "undone": WorkforceReturn.objects.filter(undoes=batch).first(),
        "now": timezone.now(),
        "problem_count": batch.problems.count(),
        "problem_rows": batch.problems.values("row").distinct().count(),
        "left_out": batch.changes.exclude(left_out="").count(),
        "group_choices": list(RoleGroup.objects.values_list("slug", "title")),
        "is_kept": batch.changes.exists(),
        "briefly": BRIEFLY,
        "figures": _figures(request, batch) if batch.state == ReturnState.COMPARED else [],
    }
    if context["show"]:
        rows: Any = batch.problems.all() if show == "problem" else batch.changes.filter(kind=show)
        context["page"] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    else:
        context["problems"] = batch.problems.all()[:BRIEFLY]
        context["lists"] = [(kind, count, batch.changes.filter(kind=kind)[:BRIEFLY]) for kind, count in counts(batch)]
    return render(request, "workforce/returns/differences.html", context)


def _figures(request: SignedInRequest, batch: WorkforceReturn) -> list[SafeString]:
    """What the layers above have to say of a return that waits for a word."""
    answers = return_figures.send(sender=WorkforceReturn, batch=batch, request=request)
    return [mark_safe(html) for _receiver, html in answers if html]  # noqa: S308  receivers answer with rendered templates


def is_withheld(batch: WorkforceReturn) -> bool:
    """Whether the return says more of people than its partner returns today, so that its lists are shown no more.

    One that waits may not say more than the agreement of today either.
    """
    if batch.is_open:
        return says_too_much(batch)
    return tells_more(Grade(batch.grade), grade_on(batch.organisation, timezone.localdate()))


def counts(batch: WorkforceReturn) -> list[tuple[ChangeKind, int]]:
    """How many people of each kind, in the order of the page."""
    numbers = (batch.joiners, batch.leavers, batch.movers, batch.changed)
    return list(zip(ChangeKind, numbers, strict=True))


def is_following(batch: WorkforceReturn) -> bool:
    """Whether the return holds and the figures of its people are still being counted again."""
    return batch.state == ReturnState.COMMITTED and batch.followed_at is None


@require_safe
@login_required
@never_cache
def workforce_return_progress(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """The bar alone, asked while the work goes on; once it has ended the whole page is asked for."""
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    if batch.state in WORKING or is_following(batch):
        return render(
            request, "workforce/returns/partials/work.html", {"organisation": batch.organisation, "batch": batch}
        )
    return HttpResponse(status=200, headers={"HX-Refresh": "true"})


@require_safe
@login_required
@never_cache
def workforce_return_problems(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """The rows to look at, with reason and fix, as a workbook."""
    batch = own_return(request.user, organisation, uuid, timezone.localdate())
    if is_withheld(batch):
        raise Http404
    record("workforce_return.problems_taken", by=request.user, on=batch, organisation_id=batch.organisation_id)
    headings = [_("Row"), _("Person"), _("Column"), _("Value"), _("Reason"), _("What to do")]
    rows = batch.problems.values_list("row", "named", "column", "value", "message", "fix")
    return HttpResponse(
        xlsx_file(_("Rows to look at"), headings, rows),
        content_type=XLSX_TYPE,
        headers={"Content-Disposition": f'attachment; filename="rows-to-look-at-{batch.as_at}.xlsx"'},
    )
