"""Say which column of a file of past completions is which, where its headings do not or are taken wrongly."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..models import CompletionImport, ImportState
from ..past.columns import Columns, PastField
from ..refusals import ImportRefused
from .read_past_completions import opened, readable, refuse_exchange


def choose_past_columns(by: User, batch: CompletionImport, chosen: Mapping[PastField, int]) -> CompletionImport:
    """The file with its columns (counted from 0), ready to be read; the headings are remembered for the next one.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today.
        ImportRefused: no agreement holds, something is still needed, or the file no longer waits for its columns.
        Unreadable: the file is no table that can be read.
    """
    refuse_exchange(by, batch.organisation)
    headers, may_be_read = opened(batch).headers, readable(batch.organisation)
    columns = Columns(headers, {one: at for one, at in chosen.items() if one in may_be_read and at < len(headers)})
    if lacking := columns.lacking():
        raise ImportRefused(_("Still needed: %(fields)s. Choose the column that holds it.") % {"fields": lacking})
    with transaction.atomic():
        row = CompletionImport.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=batch.pk)
        if row.state != ImportState.MATCHING:
            raise ImportRefused(_("The columns of this file are chosen already. Upload it again to choose others."))
        row.columns = [[one.value, at, headers[at]] for one, at in columns.at.items()]
        row.state = ImportState.READING
        row.save(update_fields=["columns", "state"])
        fields = {"fields": sorted(one.value for one in columns.at)}
        record("completion_import.matched", by=by, on=row, organisation_id=row.organisation_id, detail=fields)
    return row
