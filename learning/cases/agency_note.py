"""A note for the agency's own record: the question, what was advised, and what was decided. No identifier stands in it.

Pure. It is plain text, so that it can be copied into any system; who took part is not said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Advice:
    """One recommendation and what its author does with it; `decided` is empty until they say so."""

    action: str
    owner: str
    by_when: dt.date | None
    decided: str = ""
    words: str = ""


def note_of(*, question: str, held_on: dt.date | None, sectors: Sequence[str], advice: Sequence[Advice]) -> str:
    """The note, without the case's number: that would lead from the child's record to the case."""
    lines = [_("Case consultation: advice from colleagues of other agencies"), ""]
    if held_on:
        lines += [_("Day: %s") % _day(held_on)]
    lines += [
        _("Kinds of service that took part: %s") % (", ".join(sectors) or _("none")),
        "",
        _("Question"),
        question,
        "",
        _("Advice, and what was decided"),
    ]
    for number, one in enumerate(advice, 1):
        lines += _lines_of(number, one)
    lines += ["", _("The consultation was about a case that named nobody. It is advice, and no referral.")]
    return "\n".join(lines)


def _lines_of(number: int, one: Advice) -> list[str]:
    by = _("By whom: %(owner)s. Until: %(day)s") if one.by_when else _("By whom: %(owner)s")
    said = [
        by % {"owner": one.owner, "day": _day(one.by_when) if one.by_when else ""},
        _("Decided: %s") % (one.decided or _("not yet")),
        *([one.words] if one.words else []),
    ]
    return [f"{number}. {one.action}", *(f"   {line}" for line in said)]


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")
