"""Read a file of past completions of an employer's own people: what it would bring, before anything is recorded."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.agreements import agreement_on, grade_on, readable_fields
from learning.workforce.models import Grade, Organisation, SharedField, User
from learning.workforce.returns.bounds import Bounds, Unreadable
from learning.workforce.returns.tables import Table, open_table

from ..models import CompletionImport, ImportState, PastCompletion, PastProblem
from ..past.columns import Columns, PastField, find_columns
from ..past.judging import Interpreter, Ledger, Meant
from ..past.rows import Problem, read_rows
from ..past.stored import kept_problem, kept_row
from ..permissions import may_exchange
from ..refusals import ImportRefused

logger = logging.getLogger(__name__)
CHUNK = 500
FOLDER = "past-completions"
"""Of the private storage: what is uploaded and not read yet."""
NEEDS = {PastField.STAFF_ID: SharedField.STAFF_ID, PastField.EMAIL: SharedField.EMAIL}
"""What the agreement has to name for a column to be read; the other columns say nothing about who somebody is."""


@dataclass
class Outcome:
    """What a file brings: how many rows of each state, and every problem."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def receive_past(
    by: User | None, organisation: Organisation, file: File[bytes], name: str, *, by_hand: bool | None = None
) -> CompletionImport:
    """Take a file in and keep it privately until it is read (`read_past`); nothing about anybody is read yet.

    `by_hand`: whether somebody says which column is which, in `choose_past_columns`; False: only where the headings do
    not; None: nobody is there to say it.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ImportRefused: no agreement holds today, or the file is too large.
        Unreadable: the file is no table that can be read, or has no heading for what is needed and nobody says it.
    """
    refuse_exchange(by, organisation)
    if file.size > Bounds().upload_bytes:
        most = Bounds().upload_bytes // 1_000_000
        raise ImportRefused(_("This file is larger than %(most)s MB, so it was not read. Split it.") % {"most": most})
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    batch = CompletionImport(
        organisation=organisation, file_name=Path(name).name[:255], sha256=digest.hexdigest(), loaded_by=by
    )
    storage, kept = storages["private"], kept_as(batch)
    storage.save(kept, file)
    try:
        if by_hand or (by_hand is False and columns_found(batch, opened(batch)).lacking()):
            batch.state = ImportState.MATCHING
        else:
            _columns_of(batch, opened(batch))
        with transaction.atomic():
            batch.save(force_insert=True)
            record(
                "completion_import.received",
                by=by or ActorKind.SYSTEM,
                on=batch,
                organisation_id=organisation.pk,
                detail={"sha256": batch.sha256},
            )
    except BaseException:
        storage.delete(kept)
        raise
    return batch


def refuse_exchange(by: User | None, organisation: Organisation) -> None:
    """Raise where the user does not lead this organisation's people today, no agreement holds, or only headcounts are
    returned.
    """
    today = timezone.localdate()
    if by is not None and not may_exchange(by, organisation, today):
        raise PermissionDenied
    if agreement_on(organisation, today) is None:
        raise ImportRefused(
            _(
                "No information-sharing agreement holds today, so nothing was read. Record the agreement first, then "
                "come back."
            )
        )
    _refuse_headcounts(organisation)


def _refuse_headcounts(organisation: Organisation) -> None:
    if grade_on(organisation, timezone.localdate()) == Grade.HEADCOUNT:
        raise ImportRefused(_("You send headcounts only, so nobody's completions are taken in. Change that first."))


def read_past(batch_id: int) -> None:
    """Read the kept file into rows, a chunk a transaction; safe to call again after it died at any point.

    A file that cannot be read, and one at which this breaks, is thrown away with the sentence that says why.
    """
    batch = CompletionImport.objects.select_related("organisation").get(pk=batch_id)
    if batch.state != ImportState.READING:
        return
    _forget(batch)
    state, trouble = ImportState.DISCARDED, ""
    try:
        _read_into(batch)
        state = ImportState.READ
    except (Unreadable, ImportRefused) as refusal:
        trouble = refusal.sentence
    except Exception:
        logger.exception("File %s could not be read", batch.uuid)
        trouble = _(
            "Something went wrong on our side while this file was read. Nothing was recorded. Upload it again. If the "
            "same happens, tell whoever runs this site."
        )
    reading = CompletionImport.objects.filter(pk=batch_id, state=ImportState.READING)
    if not reading.update(state=state, trouble=trouble) or state == ImportState.DISCARDED:
        # Somebody may have thrown it away while it was read.
        _forget(batch)
    storages["private"].delete(kept_as(batch))


def _forget(batch: CompletionImport) -> None:
    batch.rows.all().delete()
    batch.problems.all().delete()


def _read_into(batch: CompletionImport) -> None:
    table = opened(batch)
    interpreter = Interpreter(batch.organisation, _columns_of(batch, table))
    several, problems = _interpreted(table, interpreter)
    CompletionImport.objects.filter(pk=batch.pk).update(whole=len(several), progress=0)
    for start in range(0, len(problems), CHUNK):
        PastProblem.objects.bulk_create(kept_problem(batch, one) for one in problems[start : start + CHUNK])
    done = 0
    for chunk in _judged(batch.organisation, several):
        with transaction.atomic():
            PastCompletion.objects.bulk_create(kept_row(batch, one, interpreter.people) for one in chunk)
            done += len(chunk)
            CompletionImport.objects.filter(pk=batch.pk).update(progress=done)


def dry_run(organisation: Organisation, path: Path) -> Outcome:
    """What the file would bring; nothing is stored. Raises as `receive_past` does."""
    refuse_exchange(None, organisation)
    table = open_table(path, path.name)
    interpreter = Interpreter(organisation, _columns_of(CompletionImport(organisation=organisation), table))
    several, problems = _interpreted(table, interpreter)
    outcome = Outcome(problems=problems)
    for chunk in _judged(organisation, several):
        outcome.counts.update(str(one.state) for one in chunk)
    return outcome


def outcome_of(batch: CompletionImport) -> Outcome:
    """The same of a file that was read."""
    counts = Counter(batch.rows.values_list("state", flat=True))
    columns = ("row", "column", "value", "message", "fix")
    return Outcome(counts, [Problem(*row) for row in batch.problems.values_list(*columns)])


def discard_past(by: User | None, batch: CompletionImport) -> None:
    """Throw a file away that waits to be read, is being read or was, with all that it said of anybody.

    Raises PermissionDenied; ImportRefused once it is being recorded.
    """
    with transaction.atomic():
        row = CompletionImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if by is not None and not may_exchange(by, row.organisation, timezone.localdate()):
            raise PermissionDenied
        if row.state == ImportState.DISCARDED:
            return
        if row.state not in (ImportState.MATCHING, ImportState.READING, ImportState.READ):
            raise ImportRefused(_("This file was recorded, or is being worked on. Undo it instead, once that is done."))
        _forget(row)
        row.state = ImportState.DISCARDED
        row.save(update_fields=["state"])
        transaction.on_commit(lambda: storages["private"].delete(kept_as(row)))
        record("completion_import.discarded", by=by or ActorKind.SYSTEM, on=row, organisation_id=row.organisation_id)


def _interpreted(table: Table, interpreter: Interpreter) -> tuple[list[Meant], list[Problem]]:
    """Every row that means something, the oldest day first, and every problem in the order of rows."""
    several: list[Meant] = []
    problems: list[Problem] = []
    for read in read_rows(table, interpreter.columns, timezone.localdate()):
        if isinstance(read, list):
            problems += read
            continue
        meant = interpreter.meant(read)
        if isinstance(meant, Problem):
            problems.append(meant)
        else:
            several.append(meant)
    several.sort(key=lambda one: (one.row.completed_on, one.row.number))
    return several, sorted(problems, key=lambda one: one.row)


def _judged(organisation: Organisation, several: list[Meant]) -> Iterator[list[Meant]]:
    ledger = Ledger(organisation)
    for start in range(0, len(several), CHUNK):
        chunk = several[start : start + CHUNK]
        ledger.read(chunk)
        yield [ledger.judge(one) for one in chunk]


def columns_found(batch: CompletionImport, table: Table) -> Columns:
    """Which column is which: as somebody said of this file, else by its headings and by what was said of one before."""
    may_be_read = readable(batch.organisation)
    if batch.columns:
        said = {PastField(one): at for one, at, _heading in batch.columns}
        return Columns(table.headers, {one: at for one, at in said.items() if one in may_be_read})
    return find_columns(table.headers, may_be_read, _remembered(batch.organisation))


def _remembered(organisation: Organisation) -> dict[PastField, str]:
    """The headings that somebody chose for the organisation's latest file that they matched by hand."""
    matched = CompletionImport.objects.filter(organisation=organisation).exclude(columns=[])
    latest = matched.values_list("columns", flat=True).first() or []
    return {PastField(one): heading for one, _at, heading in latest}


def _columns_of(batch: CompletionImport, table: Table) -> Columns:
    columns = columns_found(batch, table)
    if missing := columns.missing():
        raise Unreadable(missing)
    return columns


def readable(organisation: Organisation) -> frozenset[PastField]:
    """What may be read under the agreement and grade of today: of what names people, only what they name."""
    _refuse_headcounts(organisation)
    today = timezone.localdate()
    agreement = agreement_on(organisation, today)
    agreed = readable_fields(agreement, grade_on(organisation, today)) if agreement else frozenset()
    return frozenset(one for one in PastField if one not in NEEDS or NEEDS[one] in agreed)


def kept_as(batch: CompletionImport) -> str:
    """Where the private storage keeps the file until it is read."""
    return f"{FOLDER}/{batch.uuid}"


def opened(batch: CompletionImport) -> Table:
    """The kept file as a table. Raises ImportRefused once it is gone, Unreadable where it is no table."""
    storage = storages["private"]
    if not storage.exists(kept_as(batch)):
        raise ImportRefused(_("The file is no longer kept. Upload it again."))
    return open_table(Path(storage.path(kept_as(batch))), batch.file_name)
