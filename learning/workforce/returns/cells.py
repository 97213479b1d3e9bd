"""What one cell of a table may hold, and how it reads as a text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula. It is never evaluated; `shown` is what the spreadsheet last showed there."""

    shown: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell in which the spreadsheet itself shows an error, such as #N/A."""

    shown: str


Cell: TypeAlias = str | int | float | bool | dt.date | Formula | Fault | None

INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
"""Marks of width nothing that come along when text is copied from web pages and letters."""
_UNTIDY = re.compile("[^!-~ ]|  |^ | $")


def text_of(cell: Cell) -> str:
    """The cell as somebody sees it: spaces of all kinds as one, no invisible marks, whole numbers without a point."""
    match cell:
        case None:
            return ""
        case str():
            return " ".join(cell.translate(INVISIBLE).split()) if _UNTIDY.search(cell) else cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case dt.date():
            return f"{cell:%d/%m/%Y}"
        case Formula() | Fault():
            return text_of(cell.shown)
        case _:
            return str(cell)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not (cell and text_of(cell)))
