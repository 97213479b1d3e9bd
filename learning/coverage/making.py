"""Makes the files of an organisation's figures: each kind in one place, for the page and for the worker alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.workforce.agreements import grade_on
from learning.workforce.models import Grade, Organisation
from learning.workforce.spreadsheets import XLSX_TYPE, csv_file, xlsx_file

from .about import about, noted
from .board_report import PARTS, board_report, drawn
from .counting import Coverage, coverage_of
from .models import DownloadKind
from .people import Wish
from .people_export import Progress, people_table
from .refusals import NobodyListed
from .scope import Scope

ISO_DAYS = "yyyy-mm-dd"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX_TYPE,
    "pdf": "application/pdf",
}
Maker = Callable[[Coverage, Grade, Wish, Progress], bytes]


def made(kind: str, organisation: Organisation, day: dt.date, wish: Wish, progress: Progress) -> bytes:
    """The file's bytes. `wish` names the people of a list; no other file asks.

    Raises NobodyListed for a list of people where headcounts alone are returned, on the day or today.
    """
    coverage, grade = coverage_of(organisation, day), grade_on(organisation, timezone.localdate())
    if kind in LISTS_PEOPLE and not Scope(organisation, grade).lists_people_on(coverage.ground):
        raise NobodyListed
    return MAKERS[kind](coverage, grade, wish, progress)


def file_name(kind: str, organisation: Organisation, day: dt.date) -> str:
    """As it is saved: what it is, whose, and of which day."""
    return f"{NAMES[kind]}-{organisation.slug}-{day.isoformat()}.{extension(kind)}"


def extension(kind: str) -> str:
    return EXTENSIONS[kind]


def workbook(name: str, coverage: Coverage, headings: list[str], rows: Iterable[list[Any]]) -> bytes:
    """A workbook that says on its second sheet what its figures are made of."""
    lines = about(coverage)
    return xlsx_file(name, headings, rows, days_as=ISO_DAYS, about=(_("About"), lines))


def _people_csv(coverage: Coverage, grade: Grade, wish: Wish, progress: Progress) -> bytes:
    table = people_table(coverage, grade, wish, progress)
    return csv_file(*noted(coverage.ground, table.headings, table.rows))


def _people_xlsx(coverage: Coverage, grade: Grade, wish: Wish, progress: Progress) -> bytes:
    table = people_table(coverage, grade, wish, progress)
    return workbook(_("People"), coverage, *noted(coverage.ground, table.headings, table.rows))


def _board_report(coverage: Coverage, grade: Grade, wish: Wish, progress: Progress) -> bytes:
    pdf = drawn(board_report(coverage, progress), timezone.now())
    progress(PARTS, PARTS)
    return pdf


LISTS_PEOPLE = frozenset({DownloadKind.PEOPLE_CSV.value, DownloadKind.PEOPLE_XLSX.value})
MAKERS: dict[str, Maker] = {
    DownloadKind.PEOPLE_CSV: _people_csv,
    DownloadKind.PEOPLE_XLSX: _people_xlsx,
    DownloadKind.BOARD_REPORT: _board_report,
}
NAMES: dict[str, str] = {
    DownloadKind.PEOPLE_CSV: "people",
    DownloadKind.PEOPLE_XLSX: "people",
    DownloadKind.BOARD_REPORT: "board-report",
}
EXTENSIONS: dict[str, str] = {
    DownloadKind.PEOPLE_CSV: "csv",
    DownloadKind.PEOPLE_XLSX: "xlsx",
    DownloadKind.BOARD_REPORT: "pdf",
}
