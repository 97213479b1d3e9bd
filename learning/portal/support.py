"""Whom somebody can talk to now: those who answer at this hour first, and their own employer's before the network's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from learning.workforce.bank_holidays import bank_holidays_of
from learning.workforce.models import Person
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
    SupportLine(_lazy("If someone is in danger now"), "999", _lazy("police and ambulance, always")),
    SupportLine(_lazy("Samaritans"), "116 123", _lazy("free, day and night, whatever it is")),
)
"""For everybody at any hour, whatever an employer has named."""


def lines_for(person: Person | None, moment: dt.datetime) -> list[SupportLine]:
    """The lines that `person` sees at `moment`, in the order to show them; one query.

    Those that answer now come first; among them, and among the others, one's own employer's before the network's.
    """
    today = moment.astimezone(LONDON).date()
    stored = [_shown(line) for line in StoredLine.objects.for_staff(person, today)]
    mine = [line for line in stored if line.is_own]
    shared = [line for line in stored if not line.is_own]
    found = open_now([*mine, *NETWORK_WIDE, *shared], moment, bank_holidays_around(today))
    return [_with_words(line, standing, moment) for line, standing in found]


def bank_holidays_around(day: dt.date) -> frozenset[dt.date]:
    """By rule and as given in the settings: of this year, the one before and the one after."""
    given = frozenset(dt.date.fromisoformat(text) for text in settings.EXTRA_BANK_HOLIDAYS)
    return given.union(*(bank_holidays_of(year) for year in (day.year - 1, day.year, day.year + 1)))


def _shown(line: StoredLine) -> SupportLine:
    return SupportLine(line.name, line.number, line.note, line.by_text, line.opening, line.organisation_id is not None)


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
