"""Which version of a module a past completion was of. Pure.

A row that names a version means that one, and no version can be finished before it came out. A row that names none
("unversioned") means the version that was current on its day; before the first came out, the first: what people did
then is nearest to it. Such a completion is marked as assumed, for good.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

UNVERSIONED = frozenset({"", "-", "–", "n/a", "na", "none", "unknown", "not known", "unversioned"})
_NUMBER = re.compile(r"v?(?:ersion)? ?(\d{1,3})(?:\.(\d{1,3}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Version:
    """One version as this rule sees it; `since` is the day on which it came out."""

    pk: int
    major: int
    minor: int
    since: dt.date
    refresh_months: int | None

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"


class NoVersion(Exception):  # noqa: N818  it reads as what it is
    """There is no such version, or it came out after the day; `found` is the one that is too young."""

    def __init__(self, found: Version | None = None) -> None:
        super().__init__()
        self.found = found


def is_unversioned(written: str) -> bool:
    return written.casefold() in UNVERSIONED


def version_meant(written: str, day: dt.date, versions: Sequence[Version]) -> Version:
    """The version that a row of `day` means; `versions` has at least one. Raises NoVersion."""
    if is_unversioned(written):
        return version_on(day, versions)
    number = _NUMBER.fullmatch(written)
    if number is None:
        raise NoVersion
    # A spreadsheet shows the number 1.0 as 1.
    wanted = int(number[1]), int(number[2] or 0)
    found = next((one for one in versions if (one.major, one.minor) == wanted), None)
    if found is None or found.since > day:
        raise NoVersion(found)
    return found


def version_on(day: dt.date, versions: Sequence[Version]) -> Version:
    """The version that was current on `day`: of those out by then the one that came out last, else the very first."""
    out = [one for one in versions if one.since <= day]
    if out:
        return max(out, key=lambda one: (one.since, one.major, one.minor))
    return min(versions, key=lambda one: (one.since, one.major, one.minor))
