"""One block on a page of the player, with what the person did there, as its template draws it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _lazy

from learning.blocks.own_words import SelfMark
from learning.deidentification.resolution import Question
from learning.modules.scenario import Place
from learning.records.encryption import Unreadable
from learning.records.note import unpack

from .own_distress import speaks_of_own_distress
from .places import anchor

SCALE = (_lazy("Not at all"), _lazy("A little"), _lazy("Somewhat"), _lazy("Mostly"), _lazy("Fully"))


@dataclass(frozen=True)
class Shown:
    """One option of an answered question: what it is to this answer, and why."""

    text: str
    why: str
    kind: str
    """"right", "yours" (chosen, and not right) or "other"."""
    chosen: bool


@dataclass
class Piece:
    """One block on the page. `html` for what is only read; the rest feeds `portal/player/blocks/<kind>.html`."""

    kind: str
    id: str
    html: SafeString | None = None
    frozen: tuple[object, ...] = ()
    """The block's version, and where it is: what a form that nobody has filled in follows from."""
    template: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    saved_at: dt.datetime | None = None
    is_open: bool = True
    """Whether anything can still be answered in this attempt."""
    key: str = ""
    address: str = ""
    options: Sequence[Mapping[str, Any]] = ()
    several: bool = False
    shown: Sequence[Shown] = ()
    is_first: bool = False
    """Whether it is the first quiz question of its section: what an answer means is said once."""
    correct: bool | None = None
    sources: Sequence[Mapping[str, str]] = ()
    place: Place | None = None
    walked: str = ""
    was_finished: bool = False
    good_endings: int = 0
    text: str = ""
    elsewhere: bool = False
    is_unreadable: bool = False
    is_shared: bool = False
    share_address: str = ""
    asked: Sequence[Question] = ()
    """What the screening asks about a text that is not stored yet."""
    kept: Sequence[tuple[int, str, str]] = ()
    """Number, words that look like a name, and the writer's reason why they are nobody's."""
    problem: str = ""
    reading: SafeString | None = None
    """What is read above a small form of its own: a linked case."""
    may_reflect: bool = False
    reflected_on: dt.date | None = None
    compare_problem: str = ""
    compare_address: str = ""
    compared: str = ""
    compared_at: dt.datetime | None = None
    """How an own answer compares with the model answer (a SelfMark), and since when."""
    rating: int | None = None
    before: str = ""
    """What was said at the start of the module, in words, where the same is asked at its end."""

    @property
    def anchor(self) -> str:
        return anchor(self.id)

    @property
    def input(self) -> str:
        """The kind of button that chooses one or several of the options."""
        return "checkbox" if self.several else "radio"

    @property
    def asks(self) -> str:
        """The question, or the statement to judge."""
        return str(self.value.get("question") or self.value.get("statement") or "")

    @property
    def is_blank(self) -> bool:
        """Whether nothing of anybody stands in its form: then it is the same for everybody."""
        somebodys = (self.saved_at, self.text, self.elsewhere, self.asked, self.kept, self.problem)
        return not (any(somebodys) or self.is_unreadable or self.is_shared or self.reflected_on)

    @property
    def is_written(self) -> bool:
        """Whether the person wrote, or says that they did so elsewhere, and it is stored."""
        return self.saved_at is not None and (self.elsewhere or bool(self.text) or self.is_unreadable)

    @property
    def self_marks(self) -> Iterable[tuple[str, str | Promise]]:
        return SelfMark.choices

    @property
    def offers_support(self) -> bool:
        """Whether what was written speaks of the writer's own distress. Asked when it is shown, and kept nowhere."""
        return bool(self.text) and speaks_of_own_distress(self.text)

    @property
    def scale(self) -> Iterable[tuple[int, str | Promise]]:
        return enumerate(SCALE, 1)


def put_words(piece: Piece, sealed_text: bytes) -> None:
    """Put the words of a stored note into its form."""
    try:
        note = unpack(sealed_text)
    except Unreadable:
        piece.is_unreadable = True
        return
    piece.text = note.text
    piece.kept = [(number, words, reason) for number, (words, reason) in enumerate(note.kept.items(), 1)]


def shown_options(options: Sequence[Mapping[str, Any]], chosen: set[str], right: frozenset[str]) -> list[Shown]:
    def kind(option_id: str) -> str:
        if option_id in right:
            return "right"
        return "yours" if option_id in chosen else "other"

    return [
        Shown(
            option["value"]["text"],
            option["value"].get("why") or "",
            kind(option["id"]),
            option["id"] in chosen,
        )
        for option in options
    ]
