"""One file of past completions, from upload to undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.audit.actions.record_event import record
from learning.workforce.agreements import grade_on, has_agreement
from learning.workforce.calling import is_by_name
from learning.workforce.forms.returns import ColumnsForm
from learning.workforce.models import Grade
from learning.workforce.people_here import names_here
from learning.workforce.permissions import own_organisation
from learning.workforce.returns.bounds import Unreadable
from learning.workforce.signed_in import SignedInRequest
from learning.workforce.views.return_match import first_rows

from ..actions.choose_past_columns import choose_past_columns
from ..actions.match_past_completion import record_and_match
from ..actions.read_past_completions import (
    columns_found,
    discard_past,
    kept_as,
    opened,
    read_past,
    readable,
    receive_past,
)
from ..actions.record_past_completions import begin_recording
from ..actions.undo_past_completions import begin_undo, corrected_before, undo_past
from ..forms import PastFileForm, RecordForm
from ..models import CompletionImport, ImportState, RowState
from ..past.columns import PastField
from ..permissions import own_import
from ..refusals import ImportRefused
from ..tasks import read_file, record_file, undo_file
from .exchange import exchange_crumbs

PAGE = 25
AT_ONCE, AT_ONCE_BYTES = 100, 50_000
"""So many rows, or bytes, are worked on while somebody waits; more are the worker's."""
PROBLEM = "problem"
TILES = (
    (RowState.NEW, gettext_lazy("new"), gettext_lazy("will be recorded")),
    (RowState.RECORDED, gettext_lazy("recorded"), gettext_lazy("in the ledger")),
    (RowState.WITHDRAWN, gettext_lazy("undone"), gettext_lazy("they count no more")),
    (RowState.WAITING, gettext_lazy("waiting"), gettext_lazy("they stand in your queue")),
    (RowState.ASIDE, gettext_lazy("set aside"), gettext_lazy("by one of you")),
    (RowState.DUPLICATE, gettext_lazy("known already"), gettext_lazy("nothing changes")),
    (RowState.OLDER, gettext_lazy("older ones"), gettext_lazy("a newer one is recorded")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def past_file_new(request: SignedInRequest, organisation: str) -> HttpResponse:
    today = timezone.localdate()
    employer = own_organisation(request.user, organisation, today)
    form = PastFileForm(request.POST, request.FILES) if request.method == "POST" else PastFileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = receive_past(request.user, employer, file, file.name, by_hand=form.cleaned_data["by_hand"])
        except (ImportRefused, Unreadable) as refusal:
            form.add_error("file", refusal.sentence)
        else:
            if batch.state == ImportState.READING:
                _read(batch, file.size)
            return redirect("past_file", employer.slug, batch.uuid)
    context = {
        "organisation": employer,
        "crumbs": exchange_crumbs(employer),
        "form": form,
        "agreed": has_agreement(employer, today),
    }
    return render(request, "records/past_file_new.html", context, status=422 if form.errors else 200)


def _read(batch: CompletionImport, size: int) -> None:
    if size <= AT_ONCE_BYTES:
        read_past(batch.pk)
    else:
        read_file.enqueue(batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def past_file_columns(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """Which column is which, said by hand; what the headings say is chosen already."""
    batch = own_import(request.user, organisation, uuid, timezone.localdate())
    if batch.state != ImportState.MATCHING:
        return redirect("past_file", organisation, uuid)
    try:
        table, may_be_read = opened(batch), readable(batch.organisation)
    except (ImportRefused, Unreadable) as refusal:
        messages.error(request, refusal.sentence)
        return redirect("learning_records", organisation)
    found = columns_found(batch, table).at
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        headers=table.headers,
        allowed=[one for one in PastField if one in may_be_read],
        chosen=found,
    )
    if request.method == "POST" and form.is_valid():
        try:
            size = storages["private"].size(kept_as(batch))
            _read(choose_past_columns(request.user, batch, {PastField(n): at for n, at in form.columns.items()}), size)
        except ImportRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("past_file", organisation, uuid)
    context = {
        "organisation": batch.organisation,
        "crumbs": exchange_crumbs(batch.organisation),
        "batch": batch,
        "form": form,
        "table": table,
        **first_rows(table, found.values()),
    }
    return render(request, "records/past_columns.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
@never_cache
def past_file(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """What the file brings, or brought; `?show=` names the rows to list; counts alone for headcounts."""
    batch = own_import(request.user, organisation, uuid, timezone.localdate())
    if batch.state == ImportState.MATCHING:
        return redirect("past_file_columns", organisation, uuid)
    record("completion_import.seen", by=request.user, on=batch, organisation_id=batch.organisation_id)
    counts = {state: batch.rows.filter(state=state).count() for state, *_words in TILES}
    problems = batch.problems.values("row").distinct().count()
    grade = grade_on(batch.organisation, timezone.localdate())
    context = {
        "organisation": batch.organisation,
        "crumbs": exchange_crumbs(batch.organisation),
        "batch": batch,
        "tiles": [(state, counts[state], word, note) for state, word, note in TILES if counts[state]],
        "problem_rows": problems,
        "new": counts[RowState.NEW],
        "recorded": counts[RowState.RECORDED],
        "waiting": counts[RowState.WAITING],
        "form": RecordForm(),
        "is_by_name": is_by_name(grade),
    }
    if grade != Grade.HEADCOUNT:
        show = _shown(request.GET.get("show", ""), counts, problems)
        page = Paginator(_rows(batch, show), PAGE).get_page(request.GET.get("page"))
        context |= {"show": show, "page": page, **_named(batch, show, page)}
    return render(request, "records/past_file.html", context)


def _shown(asked: str, counts: dict[RowState, int], problems: int) -> str:
    """The rows to list: those asked for, else what needs a look first."""
    offered = [PROBLEM] if problems else []
    offered += [str(state) for state, count in counts.items() if count]
    return asked if asked in offered else next(iter(offered), "")


def _named(batch: CompletionImport, show: str, page: Any) -> dict[str, Any]:
    """The rows listed, and what an undo leaves, each with what the employer calls the person."""
    kept = list(corrected_before(batch).select_related("module", "person__merged_into", "correction")[:PAGE])
    rows = list(page.object_list) if show != PROBLEM else []
    people = [one.person for one in (*rows, *kept) if one.person is not None]
    names = names_here(people, batch.organisation, timezone.localdate())
    return {
        "named": [(row, names.get(row.person_id, "")) for row in rows],
        "kept": [(completion, names[completion.person_id]) for completion in kept],
    }


def _rows(batch: CompletionImport, show: str) -> Any:
    if show == PROBLEM:
        return batch.problems.order_by("row", "pk")
    rows = batch.rows.filter(state=show).select_related("person__merged_into", "version__module").order_by("number")
    return rows.defer("version__body", "version__criteria", "version__job_aid")


@require_safe
@login_required
@never_cache
def past_file_progress(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    """The bar alone, asked while the work goes on; once it has ended the whole page is asked for."""
    batch = own_import(request.user, organisation, uuid, timezone.localdate())
    if not batch.is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "records/partials/past_work.html", {"organisation": batch.organisation, "batch": batch})


@require_POST
@login_required
def past_file_record(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_import(request.user, organisation, uuid, timezone.localdate())
    wanted = "with_certificates" in request.POST
    try:
        batch = begin_recording(request.user, batch, with_certificates=wanted)
    except ImportRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("past_file", organisation, uuid)
    if batch.whole <= AT_ONCE and not wanted:
        record_and_match(batch.pk)
    else:
        record_file.enqueue(batch.pk)
    return redirect("past_file", organisation, uuid)


@require_POST
@login_required
def past_file_discard(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_import(request.user, organisation, uuid, timezone.localdate())
    try:
        discard_past(request.user, batch)
    except ImportRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("past_file", organisation, uuid)
    messages.success(request, _("The file and what was read from it are deleted. Nothing was recorded."))
    return redirect("learning_records", organisation)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def past_file_undo(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    batch = own_import(request.user, organisation, uuid, timezone.localdate())
    if request.method == "POST":
        try:
            batch = begin_undo(request.user, batch)
        except ImportRefused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("past_file", organisation, uuid)
        if batch.whole <= AT_ONCE:
            undo_past(batch.pk)
        else:
            undo_file.enqueue(batch.pk)
        return redirect("past_file", organisation, uuid)
    context = {
        "organisation": batch.organisation,
        "crumbs": exchange_crumbs(batch.organisation),
        "title": _("Undo this file?"),
        "consequences": [
            _("Each completion that came from it is corrected: it stays readable and counts no more."),
            _("Certificates that were made for them are withdrawn. Nobody is written to."),
            _("What somebody had corrected before stays as it is, and rows that wait leave the queue."),
            _("You can upload the file again afterwards."),
        ],
        "button": _("Yes, undo it"),
        "back": reverse("past_file", args=[organisation, uuid]),
    }
    return render(request, "records/past_file_undo.html", context)
