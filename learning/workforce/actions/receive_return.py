"""Take in the file of a return: checked, kept privately until it is written or thrown away, its columns matched."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..agreements import grade_on
from ..models import Grade, Organisation, RememberedColumn, WorkforceReturn
from ..refusals import ReturnRefused
from ..returns.bounds import Bounds
from ..returns.columns import Match, match_columns
from ..returns.tables import Table, open_table
from .confirm_return import allowed_fields, refuse_sender, refuse_too_much

FOLDER = "returns"
"""Of the private storage: files of returns that are not written yet."""


def receive_return(
    by: Any, organisation: Organisation, file: File[bytes], *, as_at: dt.date, is_full: bool, name: str = ""
) -> WorkforceReturn:
    """Keep the file and match its columns; nothing about anybody is read yet.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ReturnRefused: no agreement, a grade that sends no list of people, a day that cannot be.
        Unreadable: the file is no table that can be read; the sentence says why.
    """
    today = timezone.localdate()
    refuse_sender(by, organisation)
    refuse_day(organisation, as_at, today)
    grade = grade_on(organisation, today)
    if grade == Grade.HEADCOUNT:
        raise ReturnRefused(
            _("You send headcounts only, so no list of people is taken in. Change the grade of your return first.")
        )
    batch = WorkforceReturn(
        organisation=organisation,
        as_at=as_at,
        is_full=is_full,
        grade=grade,
        file_name=(name or Path(file.name or "").name)[:240],
        created_by=by,
    )
    _refuse_size(file)
    storage, kept = storages["private"], kept_as(batch)
    storage.save(kept, file)
    try:
        match = matched(batch, opened(batch))
        with transaction.atomic():
            batch.columns = {str(one): index for one, index in match.columns.items()}
            batch.save(force_insert=True)
            record(
                "workforce_return.received",
                by=by or ActorKind.SYSTEM,
                on=batch,
                organisation_id=organisation.pk,
                detail={"as_at": as_at.isoformat(), "full": is_full},
            )
    except BaseException:
        storage.delete(kept)
        raise
    return batch


def refuse_day(organisation: Organisation, as_at: dt.date, today: dt.date) -> None:
    """Raise ReturnRefused where the organisation can have no people to count on this day."""
    words = {"day": date_format(as_at, "j F Y"), "joined": date_format(organisation.joined_on, "j F Y")}
    if as_at > today:
        raise ReturnRefused(_("%(day)s has not come yet. Choose the day on which your list was true.") % words)
    if as_at < organisation.joined_on:
        raise ReturnRefused(_("You have been a partner since %(joined)s. Choose that day or a later one.") % words)


def _refuse_size(file: File[bytes]) -> None:
    if file.size > Bounds().upload_bytes:
        raise ReturnRefused(
            _("This file is larger than %(largest)s MB, so it was not read. Send only the list of people.")
            % {"largest": Bounds().upload_bytes // 1_000_000}
        )


def kept_as(batch: WorkforceReturn) -> str:
    """The name of the file in the private storage."""
    return f"{FOLDER}/{batch.uuid}"


def opened(batch: WorkforceReturn) -> Table:
    """The file of the return. Raises Unreadable; ReturnRefused where it was deleted, or `says_too_much`."""
    refuse_too_much(batch)
    storage = storages["private"]
    if not storage.exists(kept_as(batch)):
        raise ReturnRefused(_("The file of this return is no longer kept. Upload it again."))
    return table_of(batch, Path(storage.path(kept_as(batch))))


def table_of(batch: WorkforceReturn, path: Path) -> Table:
    """The list in this file, found with the headings that the partner's files had before. Raises Unreadable."""
    return open_table(path, batch.file_name, remembered=remembered_columns(batch.organisation))


def matched(batch: WorkforceReturn, table: Table) -> Match:
    """Which columns are which, by what this partner chose before and by the headings, as far as it was agreed."""
    return may_read(batch, match_columns(table.headers, remembered_columns(batch.organisation)))


def remembered_columns(organisation: Organisation) -> dict[str, str]:
    """Heading, normalised, to field; an empty field for a column that is left alone."""
    return dict(RememberedColumn.objects.filter(organisation=organisation).values_list("heading", "field"))


def may_read(batch: WorkforceReturn, match: Match) -> Match:
    """The match without columns that the agreement or the grade leaves out."""
    allowed = allowed_fields(batch)
    for one in [one for one in match.columns if one not in allowed]:
        match = match.with_column(one, None)
    return match


def delete_file(batch: WorkforceReturn) -> None:
    """After the return is written or thrown away nobody needs it; twice does no harm."""
    storages["private"].delete(kept_as(batch))
