"""Staff numbers and e-mail addresses without what spreadsheets, systems and mail programs put around them."""

from __future__ import annotations

import re

NOTHING = frozenset({"-", "–", "—", "n/a", "na", "#n/a", "none", "null", "nil", "not known", "unknown", "tbc"})
"""What systems of record write where there is none; taken at its word it would be the number of one person."""
_WITH_POINT = re.compile(r"(\d+)\.0+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]*)>")


def bare_number(text: str) -> str:
    """`'00123`, `123.0` and `1,234` are 00123, 123 and 1234; `n/a` is none."""
    text = text.removeprefix("'").strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if found := _WITH_POINT.fullmatch(text):
        text = found[1]
    return "" if text.casefold() in NOTHING else text


def bare_address(text: str) -> str:
    """`mailto:ada@x.example` and `Ada <ada@x.example>.` are ada@x.example, in lower case; `n/a` is none."""
    if found := _IN_BRACKETS.fullmatch(text.rstrip(".,; ")):
        text = found[1]
    text = text.strip(" '\"").lower().removeprefix("mailto:").rstrip(".,; ")
    return "" if text in NOTHING else text
