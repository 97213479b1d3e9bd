"""A digest in words: subject, plain text and HTML, each as complete as the other.

No name of anybody is in it, and no employer's: mail leaves the network, and may lie where another employer reads it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.modules.models import Module
from learning.notices.actions.queue_message import Draft
from learning.notices.actions.stop_nudges import nudge_token
from learning.requirements.reminding import Stage
from learning.requirements.statuses import CURRENT

from .digest_links import token_of
from .digests import Item, Planned

KIND = "digest"


@dataclass(frozen=True)
class Line:
    """One module in the mail: its title, how long it takes, what there is to say, and where it is."""

    title: str
    minutes: int | None
    says: str
    href: str


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Words:
    """All that a mail says, for both its forms."""

    planned: Planned
    day: dt.date
    groups: list[Group]
    number: int
    past: int
    """How many of so many have a day that is past."""
    next_day: dt.date | None

    @property
    def subject(self) -> str:
        """With the day where there is time for all of them."""
        if not self.number:
            return _("The learning of those you look after, %(day)s") % self._on
        if self.past or self.next_day is None:
            said = ngettext(
                "Your learning: %(number)d module to finish", "Your learning: %(number)d modules to finish", self.number
            )
            return said % {"number": self.number}
        said = ngettext(
            "Your learning: %(number)d module, by %(day)s",
            "Your learning: %(number)d modules, the first by %(day)s",
            self.number,
        )
        return said % {"number": self.number, "day": _in_words(self.next_day)}

    @property
    def is_demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def opening(self) -> str:
        if not self.number:
            return _("here are the figures of the people whose learning you look after, on %(day)s.") % self._on
        return _("here is what your work asks of you to learn, on %(day)s.") % self._on

    @property
    def without_titles(self) -> str:
        """Instead of the modules, where the address was not shown to be the reader's."""
        if not self.number or self.planned.names_modules:
            return ""
        said = ngettext("%(number)d module waits for you.", "%(number)d modules wait for you.", self.number)
        by = _("The next day for one is %(day)s.") % {"day": _in_words(self.next_day)} if self.next_day else ""
        return f"{said % {'number': self.number}} {by}".strip()

    @property
    def sign_in(self) -> str:
        if self.planned.names_modules:
            return _("You need not do it all at once: every module keeps your place.")
        return _(
            "Which ones, you see when you sign in. This mail does not say it, because nobody has shown yet that this "
            "address is yours: your employer gave it to us."
        )

    @property
    def if_done(self) -> str:
        return _("If you have finished one since then: thank you. It counts, and is not mentioned again.")

    @property
    def learning(self) -> str:
        return _address("my_learning")

    @property
    def team_page(self) -> str:
        return _address("coverage_home")

    @property
    def why(self) -> str:
        return _address("why_reminder", token_of(self.planned.uuid))

    @property
    def fewer(self) -> str:
        return _address("nudges", nudge_token(self.planned.to))

    @property
    def site(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    @property
    def _on(self) -> dict[str, str]:
        return {"day": _in_words(self.day)}


def drafted(planned: Planned, modules: Mapping[int, Module], day: dt.date, week: dt.date) -> Draft:
    """The mail of one digest; `modules` by key, with their current versions."""
    once = _once_each(planned.items)
    words = Words(
        planned,
        day,
        _groups(once, modules) if planned.names_modules else [],
        len(once),
        sum(item.stage is Stage.PAST for item in once),
        min((item.due_on for item in once if item.stage is not Stage.PAST), default=None),
    )
    year, number, _weekday = week.isocalendar()
    return Draft(
        key=f"{KIND}:{planned.person_id}:{year}-W{number:02}",
        to=planned.to,
        subject=words.subject,
        text=render_to_string("coverage/mail/digest.txt", {"mail": words}),
        html=render_to_string("coverage/mail/digest.html", {"mail": words}),
        person_id=planned.person_id,
        is_nudge=planned.is_nudge,
    )


def _address(name: str, *arguments: str) -> str:
    return settings.PUBLIC_BASE_URL + reverse(name, args=arguments)


def _once_each(items: list[Item]) -> list[Item]:
    """Asked by two employers, a module stands here once, by its earlier day."""
    first: dict[int, Item] = {}
    for item in sorted(items, key=lambda item: (item.due_on, item.module_id)):
        first.setdefault(item.module_id, item)
    return list(first.values())


def _groups(items: list[Item], modules: Mapping[int, Module]) -> list[Group]:
    by_title: dict[str, list[Line]] = defaultdict(list)
    titles = {
        Stage.PAST: _("To finish when you can"),
        Stage.IN_7: _("In the next days"),
        Stage.IN_30: _("In the next weeks"),
        Stage.IN_90: _("Later"),
        Stage.NEW: _("New for you"),
    }
    for stage, title in titles.items():
        for item in items:
            if item.stage is stage:
                by_title[title].append(_line(item, modules[item.module_id]))
    return [Group(title, lines) for title, lines in by_title.items()]


def _line(item: Item, module: Module) -> Line:
    version = module.current_version
    return Line(module.title, version.minutes if version else None, said_of(item.stage, item.status, item.due_on),
                _address("overview", module.slug))  # fmt: skip


def said_of(stage: str, status: str, last: dt.date) -> str:
    """What a mail says of one module, in one or two sentences."""
    words = {"day": _in_words(last)}
    if stage == Stage.PAST and status == "expired":
        return _("What you finished counted until %(day)s. Take it once more and you are up to date.") % words
    if stage == Stage.PAST:
        return _("You had until %(day)s. It still counts from the day you finish it.") % words
    if status in CURRENT:
        return _("You are up to date until %(day)s. Take it again by then and you stay so.") % words
    return _("You have until %(day)s.") % words


def _in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")
