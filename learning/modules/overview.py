"""What a module's overview says: everything before starting, in words, and nothing that only learners read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.blocks.kinds import MARKED

from .criteria import criteria_of, in_words
from .minutes import seconds_of
from .signals import overview_action, overview_parts

if TYPE_CHECKING:
    from .models import Module, ModulePage, ModuleVersion, SubjectHeading
    from .stored_overview import Around


@dataclass(frozen=True, slots=True)
class Step:
    """One section as the overview lists it, in the terms of the thread."""

    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A section with something heavy in it: what, how long, and the other way."""

    number: int
    title: str
    text: str
    minutes: int
    other_title: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A sentence and the sources that stand behind it."""

    text: str
    sources: list[Mapping[str, str]]


class Overview:
    """The facts of one overview for one visitor; what is not shown is not asked for."""

    def __init__(self, page: ModulePage, request: HttpRequest) -> None:
        self.page = page
        self.request = request

    @property
    def drawn_from(self) -> str:
        """What the parts that everybody reads alike follow from; empty in a preview, where each is drawn anew."""
        return self._around.drawn_from if self._around else ""

    @property
    def _around(self) -> Around | None:
        """What was fetched with the page as it is stored; a page in a preview is asked itself."""
        return self.page.around

    @cached_property
    def _body(self) -> list[dict[str, Any]]:
        return self.page.stored_body

    @cached_property
    def module(self) -> Module | None:
        """The lasting identity; none before the first publication. An alias stands for the module of its original."""
        return self.page.module

    @property
    def version(self) -> ModuleVersion | None:
        return self.module.current_version if self.module else None

    @property
    def is_retired(self) -> bool:
        return self.module is not None and self.module.is_retired_on(timezone.localdate())

    @property
    def finishing(self) -> list[str]:
        """What finishing takes, as sentences."""
        return in_words(criteria_of(self._body, self.page.pass_mark_pct, session_minutes=self.page.session_minutes))

    @cached_property
    def audiences(self) -> list[SubjectHeading]:
        return self._around.audiences() if self._around else list(self.page.audiences.all())

    @cached_property
    def _earlier(self) -> dict[bool, list[Module]]:
        """What comes before this module, as far as all can take it: what is needed (True), what helps (False)."""
        from .models import Module

        if self._around:
            return self._around.earlier()
        needed = {module.pk for module in self.page.required_first.all()}
        keys = needed | {module.pk for module in self.page.helps_first.all()}
        found = Module.objects.filter(pk__in=keys).offered_on(timezone.localdate()).with_a_public_page()
        return by_need((module, module.pk in needed) for module in found)

    @property
    def needed_first(self) -> list[Module]:
        return self._earlier[True]

    @property
    def helps_first(self) -> list[Module]:
        return self._earlier[False]

    @property
    def counts_for(self) -> str:
        """How long a completion counts, in words."""
        months = self.page.refresh_months
        if months is None:
            return _("Always")
        years, rest = divmod(months, 12)
        if rest:
            return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}

    @cached_property
    def steps(self) -> list[Step]:
        return [Step(section["value"]["title"], _note(section["value"])) for section in self._body]

    @cached_property
    def warned(self) -> list[Warned]:
        return list(self._warned())

    def _warned(self) -> Iterator[Warned]:
        for number, section in enumerate(self._body, 1):
            value = section["value"]
            if value["content_note"]:
                minutes = max(1, round(sum(seconds_of(block) for block in value["blocks"]) / 60))
                other = value["alternative"]
                other_title = other["title"] if other["blocks"] else ""
                yield Warned(number, value["title"], value["content_note"], minutes, other_title)

    @cached_property
    def _sources(self) -> dict[str, dict[str, str]]:
        return self._around.sources() if self._around else self.page.sources()

    @cached_property
    def go_further(self) -> list[Reference]:
        """What to read next, each with its source; one whose source is gone is left out."""
        wished = self.page.frozen_job_aid()["go_further"]
        return [
            Reference(item["text"], [self._sources[str(item["source"])]])
            for item in wished
            if str(item["source"]) in self._sources
        ]

    @cached_property
    def key_points(self) -> list[Reference]:
        return [
            Reference(
                block["value"]["text"],
                [
                    self._sources[key]
                    for item in block["value"]["sources"]
                    if (key := str(item["value"])) in self._sources
                ],
            )
            for section in self._body
            for block in section["value"]["blocks"]
            if block["type"] == "key_point"
        ]

    @cached_property
    def parts(self) -> list[SafeString]:
        """What the apps above have to say beside the overview."""
        return _answers(overview_parts.send(sender=type(self.page), page=self.page, request=self.request))

    @cached_property
    def action(self) -> SafeString | str:
        """What an app above puts instead of the plain button; empty where none does."""
        if self.module is None:
            return ""
        answers = overview_action.send(sender=type(self.page), page=self.page, request=self.request, module=self.module)
        return next(iter(_answers(answers)), "")


def by_need(modules: Iterable[tuple[Module, bool]]) -> dict[bool, list[Module]]:
    """Modules that come before another, each with whether it is needed, apart: needed ones (True), and advice."""
    found: dict[bool, list[Module]] = {True: [], False: []}
    for module, is_needed in modules:
        found[is_needed].append(module)
    return found


def overview(page: ModulePage, request: HttpRequest) -> Overview:
    return Overview(page, request)


def _answers(answered: list[tuple[Any, Any]]) -> list[SafeString]:
    return [mark_safe(html) for _receiver, html in answered if html]  # noqa: S308  receivers answer with rendered templates


def _note(value: Mapping[str, Any]) -> str:
    """What of a section is worth knowing before one gets there, in one line."""
    notes = []
    if value["content_note"]:
        has_other = bool(value["alternative"]["blocks"])
        notes.append(_("Content note; another route is there") if has_other else _("Content note"))
    questions = 0
    for block in value["blocks"]:
        if block["type"] == "scenario":
            notes.append(_("With the scenario “%(title)s”") % {"title": block["value"]["title"]})
        elif block["type"] == "video":
            minutes = block["value"]["minutes"]
            notes.append(
                ngettext(
                    "A %(n)s-minute film with captions and transcript",
                    "A %(n)s-minute film with captions and transcript",
                    minutes,
                )
                % {"n": minutes}
            )
        elif block["type"] == "team_activity":
            minutes = block["value"]["minutes"]
            notes.append(
                ngettext("A %(n)s-minute activity for a team", "A %(n)s-minute activity for a team", minutes)
                % {"n": minutes}
            )
        questions += block["type"] in MARKED
    if questions:
        notes.append(ngettext("%(n)s question at the end", "%(n)s questions at the end", questions) % {"n": questions})
    return " · ".join(notes)
