"""How much a file may hold; beyond that it is refused with a sentence before it can do harm."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

MEGABYTE = 1_000_000


class Unreadable(Exception):  # noqa: N818  it reads as what it is
    """A file that cannot be read as a list of people; `sentence` says what happened, what it means and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooMuch(Unreadable):
    """A file that is beyond one of the bounds."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The largest file that is read: bytes as uploaded and unzipped, rows below the headings, columns, characters."""

    upload_bytes: int = 20 * MEGABYTE
    unzipped_bytes: int = 200 * MEGABYTE
    ratio: int = 100
    """A part of a workbook of a megabyte or more may be so many times larger than it was packed."""
    rows: int = 200_000
    columns: int = 100
    cell_characters: int = 500
    texts: int = 2_000_000
    """Different texts that a workbook may hold, together no longer than a quarter of `unzipped_bytes`."""
    first_rows_bytes: int = 20 * MEGABYTE
    """So much of all sheets of a workbook together is unpacked to find the one with the headings."""
    header_rows: int = 10
    """The headings stand in one of the first so many rows."""


def too_many_rows(bounds: Bounds, filled: int) -> TooMuch:
    """The refusal of a table that goes on too long; `filled` rows of it hold something."""
    if filled * 2 < bounds.rows:
        return TooMuch(
            _(
                "This file has more than %(rows)s rows, and most of them are empty. Nothing was read. Delete the empty "
                "rows below your list, save the file and upload it again."
            )
            % {"rows": f"{bounds.rows:,}"}
        )
    return TooMuch(
        _(
            "This file has more than %(rows)s rows, which is more than can be read at once. Nothing was read. Check "
            "that it is your list of staff, and take out rows that do not belong to it."
        )
        % {"rows": f"{bounds.rows:,}"}
    )


def too_many_columns(bounds: Bounds, row: int) -> TooMuch:
    return TooMuch(
        _(
            "Row %(row)s goes beyond %(columns)s columns, which is more than can be read. Nothing was read. Keep only "
            "the columns that a return needs, save the file and upload it again."
        )
        % {"row": row, "columns": bounds.columns}
    )
