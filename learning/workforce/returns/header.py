"""Where a table's headings stand: in one of its first rows, told by what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .bounds import Bounds, Unreadable
from .cells import Cell, text_of
from .columns import normalised, recognised

FEWEST = 2
"""A row is one of headings when so many of them are known."""
_DATA = re.compile(r"@|^[\W\d]+$|\d[/.-]\d")
Rows = Sequence[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headings, counted from 1 as a spreadsheet does, what it says, and how many of it are known."""

    row: int
    headings: tuple[str, ...]
    known: int


def find_header(rows: Rows, remembered: Mapping[str, str], bounds: Bounds) -> Header | None:
    """The row of headings among the first rows of a table, or None where no row reads like one.

    Raises Unreadable where two rows do, or where one heading that matters stands above two columns.
    """
    candidates = [_read(number, cells, remembered) for number, cells in rows if number <= bounds.header_rows]
    known = [one for one in candidates if one.known >= FEWEST]
    if not known:
        return max(
            (one for one in candidates if _reads_like_headings(one)), key=lambda one: len(one.headings), default=None
        )
    best = max(known, key=lambda one: one.known)
    # The same headings once more are those of the next printed page.
    rivals = [one for one in known if one.headings != best.headings and one.known * 2 >= best.known]
    if rivals:
        raise _two_headers(*sorted((best.row, rivals[0].row)))
    _refuse_a_heading_twice(best, remembered)
    return best


def _read(number: int, cells: Sequence[Cell], remembered: Mapping[str, str]) -> Header:
    headings = [text_of(cell) if isinstance(cell, str) else "" for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return Header(number, tuple(headings), len(recognised(headings, remembered)))


def _reads_like_headings(one: Header) -> bool:
    """No heading here is known, but the row might still be one: several different words, and nothing like data."""
    words = [heading for heading in one.headings if heading]
    return len(words) >= FEWEST and len(set(words)) == len(words) and not any(map(_DATA.search, words))


def _two_headers(first: int, second: int) -> Unreadable:
    return Unreadable(
        _(
            "Rows %(first)s and %(second)s both look like headings, so it is not clear where the list begins. Nothing "
            "was read. Keep one row of headings, save the file and upload it again."
        )
        % {"first": first, "second": second}
    )


def _refuse_a_heading_twice(header: Header, remembered: Mapping[str, str]) -> None:
    counts = Counter(normalised(heading) for heading in header.headings)
    for heading in header.headings:
        if counts[normalised(heading)] > 1 and recognised([heading], remembered):
            raise Unreadable(
                _(
                    "Two columns in row %(row)s are headed “%(heading)s”, so it is not clear which one counts. Nothing "
                    "was read. Rename or delete one of them, save the file and upload it again."
                )
                % {"row": header.row, "heading": heading}
            )
