"""Whom somebody can talk to now: those who answer at this hour first, and their own employer's before the network's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from learning.blocks.kept import Kept
from learning.notices.days_off import bank_holidays_around
from learning.workforce.models import Employment, Person
from learning.workforce.models import SupportLine as StoredLine
from learning.workforce.opening_hours import LONDON, Hours, Standing, open_now, read_hours


@dataclass(frozen=True)
class SupportLine:
    """One place to turn to: its name, how to reach it, and when it answers."""

    name: str | Promise
    number: str
    """As it is written for people, in groups."""
    when: str | Promise
    by_text: bool = False
    hours: Hours = field(default_factory=lambda: read_hours(""))
    is_own: bool = False
    """Of the reader's own employer."""
    says: str = ""
    """Whether it answers now, and until or from when; empty for one that always does."""

    @property
    def href(self) -> str:
        figures = "".join(sign for sign in self.number if sign.isdigit() or sign == "+")
        return f"{'sms' if self.by_text else 'tel'}:{figures}"


NETWORK_WIDE = (
    SupportLine(
        _lazy("If someone is in danger now"), "999", _lazy("police and ambulance, always; cannot speak: press 55")
    ),
    SupportLine(_lazy("Samaritans"), "116 123", _lazy("free, day and night, whatever it is")),
)
"""For everybody at any hour, whatever an employer has named."""
FEW = 3
"""Lines of a note; the support page has them all."""
EMPLOYERS = "employers"
"""Where a session keeps `employers_of` its person."""
KEPT_FOR = 300
"""Seconds after which every process has seen a line that was changed."""
LINES = Kept(4)


def lines_for(employers: Collection[int], moment: dt.datetime) -> tuple[SupportLine, ...]:
    """The lines that staff of `employers` (primary keys) see at `moment`, in the order to show them.

    Those that answer now come first; among them, and among the others, one's own employer's before the network's.
    """
    mine, shared = [], []
    for fields in _stored(moment):
        owner = fields.pop("organisation_id")
        if owner in employers:
            mine.append(_shown(StoredLine(**fields), is_own=True))
        elif owner is None:
            shared.append(_shown(StoredLine(**fields), is_own=False))
    found = open_now([*mine, *NETWORK_WIDE, *shared], moment, bank_holidays_around(timezone.localdate(moment)))
    return tuple(_with_words(line, standing, moment) for line, standing in found)


def few_of(lines: Sequence[SupportLine], at_most: int = FEW) -> tuple[SupportLine, ...]:
    """Those for a note beside other things, in their order: all of one's own employer and those for everybody at any
    hour; of the others as many as there is room for.
    """
    always = [line for line in lines if line.is_own or line in NETWORK_WIDE]
    others = [line for line in lines if line not in always]
    chosen = [*always, *others[: max(0, at_most - len(always))]]
    return tuple(line for line in lines if line in chosen)


def employers_of(person: Person, day: dt.date) -> list[int]:
    """Primary keys of the employers in whose post the person is on `day`: kept in the session from signing in on."""
    return sorted(set(Employment.objects.of(person).in_post(day).values_list("organisation_id", flat=True)))


_COLUMNS = ("organisation_id", "name", "number", "by_text", "note", "hours", "on_bank_holidays")


def _stored(moment: dt.datetime) -> list[dict[str, Any]]:
    def make() -> SafeString:
        return SafeString(json.dumps(list(StoredLine.objects.values(*_COLUMNS))))

    found: list[dict[str, Any]] = json.loads(LINES.get_or_make(int(moment.timestamp()) // KEPT_FOR, make))
    return found


def _shown(line: StoredLine, *, is_own: bool) -> SupportLine:
    return SupportLine(line.name, line.number, line.note, line.by_text, line.opening, is_own)


def _with_words(line: SupportLine, standing: Standing, moment: dt.datetime) -> SupportLine:
    says = "" if line.hours.is_always else says_of(standing, moment)
    return SupportLine(line.name, line.number, line.when, line.by_text, line.hours, line.is_own, says)


def says_of(standing: Standing, moment: dt.datetime) -> str:
    """The standing in words: “Open now, until 17:00”, “Closed now, opens on Monday at 09:00”."""
    change, here = standing.changes_at, moment.astimezone(LONDON)
    if change is None:
        return _("Open now") if standing.is_open else _("Closed now")
    time = change.strftime("%H:%M")
    if standing.is_open:
        is_soon = change - here < dt.timedelta(days=1)
        return _("Open now, until %(time)s") % {"time": time} if is_soon else _("Open now")
    days = (change.date() - here.date()).days
    if days == 0:
        return _("Closed now, opens at %(time)s") % {"time": time}
    if days == 1:
        return _("Closed now, opens tomorrow at %(time)s") % {"time": time}
    named = {"day": _WEEKDAYS[change.weekday()], "time": time}
    return _("Closed now, opens on %(day)s at %(time)s") % named


_WEEKDAYS: Sequence[Promise] = (
    _lazy("Monday"),
    _lazy("Tuesday"),
    _lazy("Wednesday"),
    _lazy("Thursday"),
    _lazy("Friday"),
    _lazy("Saturday"),
    _lazy("Sunday"),
)
