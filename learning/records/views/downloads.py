"""Completions on their way back to a partner's system of record: made, with a receipt, taken again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from learning.workforce.permissions import own_organisation
from learning.workforce.signed_in import SignedInRequest
from learning.workforce.spreadsheets import XLSX_TYPE

from ..actions.download_completions import begin_download, make_download, take_file
from ..going_back import new_completions
from ..models import DownloadReceipt, FileKind
from ..permissions import own_receipt
from ..refusals import ImportRefused
from ..tasks import make_file
from .exchange import exchange_crumbs

AT_ONCE = 500
"""So many completions are put into a file while somebody waits; more are the worker's."""
CONTENT_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: XLSX_TYPE,
}


@require_POST
@login_required
def completion_download(request: SignedInRequest, organisation: str) -> HttpResponse:
    employer = own_organisation(request.user, organisation, timezone.localdate())
    try:
        receipt = begin_download(request.user, employer)
    except ImportRefused as refusal:
        messages.info(request, refusal.sentence)
        return redirect("learning_records", organisation)
    if receipt.until is None:
        if new_completions(employer).count() <= AT_ONCE:
            make_download(receipt.pk)
        else:
            make_file.enqueue(receipt.pk)
    return redirect("download_receipt", organisation, receipt.uuid)


@require_safe
@login_required
@never_cache
def download_receipt(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    receipt = own_receipt(request.user, organisation, uuid, timezone.localdate())
    context = {
        "organisation": receipt.organisation,
        "crumbs": exchange_crumbs(receipt.organisation),
        "receipt": receipt,
        "headings": [heading for _field, heading in receipt.columns],
        "is_kept": DownloadReceipt.objects.filter(pk=receipt.pk).exclude(content=None).exists(),
        "given": receipt.entries.count() if receipt.until is None else 0,
    }
    return render(request, "records/download_receipt.html", context)


@require_safe
@login_required
@never_cache
def download_file(request: SignedInRequest, organisation: str, uuid: UUID) -> HttpResponse:
    receipt = own_receipt(request.user, organisation, uuid, timezone.localdate())
    try:
        content = take_file(request.user, receipt)
    except ImportRefused as refusal:
        messages.info(request, refusal.sentence)
        return redirect("download_receipt", organisation, uuid)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[FileKind(receipt.kind)],
        headers={"Content-Disposition": f'attachment; filename="{receipt.file_name}"', "Cache-Control": "no-store"},
    )
