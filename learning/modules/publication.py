"""What a publication has to say about itself before it goes out: pure rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .changes import EarlierCompletions, Kind

LATEST = dt.timedelta(days=5 * 365)
"""So far ahead, at most, lies the day by which people take a module again."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the author says of the next publication, as the fields of the page have it."""

    change: str
    earlier_completions: str
    redo_by: dt.date | None
    has_bridge: bool
    what_changed: str

    @property
    def is_major(self) -> bool:
        return self.change == Kind.MAJOR

    @property
    def names_a_day(self) -> bool:
        """Whether the day in `redo_by` means anything."""
        return self.is_major and self.earlier_completions in {EarlierCompletions.REDO, EarlierCompletions.BRIDGE}


def missing(said: Said, goes_live_on: dt.date) -> dict[str, Any]:
    """By field, what has to be added or put right before it may go live on that day; empty when all is said.

    The first publication of a module touches nobody: do not ask it.
    """
    if not said.is_major:
        return {}
    found: dict[str, Any] = {}
    if not said.what_changed.strip():
        found["what_changed"] = _("Say what changed. People who finished an earlier version read it.")
    if said.earlier_completions == EarlierCompletions.REDO and said.redo_by is None:
        found["redo_by"] = _("Say by which day people take it again.")
    if said.names_a_day and said.redo_by is not None and said.redo_by <= goes_live_on:
        found["redo_by"] = _("This day has passed. Give people time: choose a later one.")
    elif said.names_a_day and said.redo_by is not None and said.redo_by > goes_live_on + LATEST:
        found["redo_by"] = _("This day is more than five years away. Choose one by which people can be reminded.")
    if said.earlier_completions == EarlierCompletions.BRIDGE and not said.has_bridge:
        found["bridge"] = _("Choose the short module that counts instead.")
    return found
