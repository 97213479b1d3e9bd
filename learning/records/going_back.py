"""What goes back to a partner's system of record: which entries it has not had yet, and what a row says of each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from learning.workforce.models import Employment, Organisation
from learning.workforce.querysets import holds_on
from learning.workforce.spreadsheets import csv_file, xlsx_file

from .models import (
    Completion,
    CompletionSource,
    DaysAs,
    DownloadField,
    DownloadReceipt,
    FileKind,
    GivenEntry,
    ModuleCode,
)

CHUNK = 500
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Value = str | dt.date


def new_completions(organisation: Organisation) -> QuerySet[Completion]:
    """Standing completions that count for the organisation and were never given to it.

    What it reported itself by file is in its own system already, and nothing goes out of somebody who was erased.
    """
    counted = Completion.objects.standing().filter(organisations__organisation=organisation)
    counted = counted.exclude(source=CompletionSource.IMPORTED).filter(person__erased_at=None)
    return counted.filter(~Exists(_given(organisation, withdrawn=False))).order_by("pk")


def new_withdrawals(organisation: Organisation) -> QuerySet[Completion]:
    """Completions that were given to the organisation, were corrected since, and of which it was not told yet."""
    given, told = (Exists(_given(organisation, withdrawn=withdrawn)) for withdrawn in (False, True))
    return Completion.objects.filter(given, ~told, correction__isnull=False).order_by("pk")


def _given(organisation: Organisation, *, withdrawn: bool) -> QuerySet[GivenEntry]:
    return GivenEntry.objects.filter(organisation=organisation, completion=OuterRef("pk"), withdrawn=withdrawn)


def file_of(receipt: DownloadReceipt) -> bytes:
    """The file of everything that the receipt gave, in the order in which it was given."""
    headings = [heading for _field, heading in receipt.columns]
    if receipt.kind == FileKind.XLSX:
        return xlsx_file("Completions", headings, _rows(receipt), days_as=receipt.days_as)
    days_as = DaysAs(receipt.days_as)
    return csv_file(headings, ([_written(value, days_as) for value in row] for row in _rows(receipt)))


def _rows(receipt: DownloadReceipt) -> Iterator[list[Value]]:
    fields = [DownloadField(field) for field, _heading in receipt.columns]
    codes = dict(ModuleCode.objects.filter(organisation=receipt.organisation).values_list("module_id", "code"))
    entries = receipt.entries.select_related("completion__person", "completion__module", "completion__version")
    entries = entries.defer("completion__version__body", "completion__version__criteria", "completion__criteria")
    last = 0
    while chunk := list(entries.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        numbers = StaffNumbers(receipt.organisation, [entry.completion for entry in chunk])
        for entry in chunk:
            row = _Row(entry.completion, numbers.of(entry.completion), codes, withdrawn=entry.withdrawn)
            yield [VALUES[field](row) for field in fields]


@dataclass(frozen=True, slots=True)
class _Row:
    completion: Completion
    staff_id: str
    codes: Mapping[int, str]
    withdrawn: bool


# The words of a file for another machine are the same in every language.
VALUES: Mapping[DownloadField, Callable[[_Row], Value]] = {
    DownloadField.STAFF_ID: lambda row: row.staff_id,
    DownloadField.FIRST_NAME: lambda row: row.completion.person.given_name,
    DownloadField.LAST_NAME: lambda row: row.completion.person.family_name,
    DownloadField.CODE: lambda row: row.codes.get(row.completion.module_id, ""),
    DownloadField.MODULE: lambda row: row.completion.module.title,
    DownloadField.VERSION: lambda row: row.completion.version.number,
    DownloadField.COMPLETED: lambda row: row.completion.completed_on,
    DownloadField.VALID_UNTIL: lambda row: row.completion.valid_until or "",
    DownloadField.STATUS: lambda row: "withdrawn" if row.withdrawn else "completed",
    DownloadField.REFERENCE: lambda row: str(row.completion.uuid),
}


def _written(value: Value, days_as: DaysAs) -> str:
    return day_as(value, days_as) if isinstance(value, dt.date) else value


def day_as(day: dt.date, days_as: DaysAs) -> str:
    """The day as text; the names of months are English whatever the language of the process."""
    match days_as:
        case DaysAs.ISO:
            return day.isoformat()
        case DaysAs.COMPACT:
            return f"{day:%Y%m%d}"
        case DaysAs.WITH_MONTH:
            return f"{day:%d}-{_MONTHS[day.month - 1]}-{day:%Y}"
        case _:
            return f"{day:%d/%m/%Y}"


class StaffNumbers:
    """The numbers by which one organisation knows the people of some completions; one query."""

    def __init__(self, organisation: Organisation, completions: Sequence[Completion]) -> None:
        humans = {one.person.lasting_id for one in completions}
        posts = Employment.objects.standing().confirmed().filter(organisation=organisation).exclude(staff_id="")
        posts = posts.filter(Q(person__in=humans) | Q(person__merged_into__in=humans)).order_by("start", "pk")
        self._held: dict[int, list[tuple[str, dt.date, dt.date | None]]] = defaultdict(list)
        columns = ("person_id", "person__merged_into_id", "staff_id", "start", "left")
        for person_id, merged_into, staff_id, start, left in posts.values_list(*columns):
            self._held[merged_into or person_id].append((staff_id, start, left))

    def of(self, completion: Completion) -> str:
        """The number held on the day of completion, else the last one; nothing where the partner gave none."""
        held = self._held.get(completion.person.lasting_id, [])
        then = [staff_id for staff_id, start, left in held if holds_on(completion.completed_on, start, left)]
        return (then or [staff_id for staff_id, _start, _left in held] or [""])[-1]
