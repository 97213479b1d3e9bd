"""What a screen of the player shows: one section of a frozen version, with what the person did there.

Nothing here writes. A whole section costs one query beyond the attempt itself, whatever the number of blocks; sources
and linked cases cost one more each, where a section has any.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from learning.blocks.kinds import DONE_BY_DOING, MARKED
from learning.blocks.media import NAMING, Media, media_of
from learning.blocks.own_words import SelfMark
from learning.cases.inside import readable, reading
from learning.cases.reflected_on import ReflectedOn, reflected_on
from learning.deidentification.resolution import Question
from learning.modules.criteria import Outstanding, outstanding
from learning.modules.marking import in_order, right_options, seed_of, takes_several
from learning.modules.scenario import Place, walk
from learning.records.body import Block, alternative_blocks, every_block, find, number_of_place
from learning.records.encryption import Unreadable
from learning.records.latest_attempt import latest_attempt
from learning.records.models import Attempt, AttemptState
from learning.records.note import unpack
from learning.records.progress import Progress, progress_of
from learning.records.querysets import person_of
from learning.workforce.models import User

from .addresses import address
from .own_distress import speaks_of_own_distress
from .reading import reading_of

MEDIA_SECONDS = 300
"""A file that is taken away in the editor is gone from the player so much later."""
SCALE = (_lazy("Not at all"), _lazy("A little"), _lazy("Somewhat"), _lazy("Mostly"), _lazy("Fully"))
DRAWN_HERE = DONE_BY_DOING | {"check", "confidence", "linked_case", "team_activity"}


def attempt_of(user: User, slug: str) -> Attempt | None:
    """The user's attempt on a module that a page shows: the open one, else the last; with its version, one query."""
    person = person_of(user)
    return latest_attempt(person, slug) if person else None


def attempt_or_404(user: User, slug: str) -> Attempt:
    attempt = attempt_of(user, slug)
    if attempt is None:
        raise Http404
    return attempt


def attempt_meant(user: User, slug: str, named: uuid.UUID | None) -> Attempt:
    """The attempt that a form was about, else the one that a page shows now; 404 where it is not the user's own.

    A form names it, so that what waited on a device, or stands in a forgotten tab, never lands in a later try, nor in
    that of the next person who signs in at this browser.
    """
    if named is None:
        return attempt_or_404(user, slug)
    attempt = (
        Attempt.objects.visible_to(user)
        .filter(module__slug=slug, uuid=named)
        .select_related("version", "module")
        .first()
    )
    if attempt is None:
        raise Http404
    return attempt


def anchor(block_id: str) -> str:
    """The id of a block on its page."""
    return f"b-{block_id}"


def address_of(attempt: Attempt, place: str) -> str:
    """Where a section or block of the attempt's version stands, down to the block."""
    body = attempt.version.body
    number = number_of_place(body, place)
    section = address("player_section", attempt.module.slug, number)
    return f"{section}#{anchor(place)}" if find(body, place) else section


@dataclass(frozen=True)
class Step:
    """One knot of the thread."""

    title: str
    href: str
    state: str


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


@dataclass
class Section:
    """One section of an attempt, as its page shows it; `number` counts from 1."""

    attempt: Attempt
    number: int
    user: User

    def __post_init__(self) -> None:
        if not 1 <= self.number <= len(self.attempt.version.body):
            raise Http404

    @property
    def stored(self) -> Mapping[str, Any]:
        return self.attempt.version.body[self.number - 1]

    @property
    def id(self) -> str:
        return str(self.stored["id"])

    @property
    def title(self) -> str:
        return str(self.stored["value"]["title"])

    @property
    def count(self) -> int:
        return len(self.attempt.version.body)

    @property
    def content_note(self) -> str:
        return str(self.stored["value"].get("content_note") or "")

    @property
    def address(self) -> str:
        return address("player_section", self.attempt.module.slug, self.number)

    @property
    def is_open(self) -> bool:
        return self.attempt.state == AttemptState.OPEN

    @property
    def is_last(self) -> bool:
        return self.number == self.count

    @property
    def sources(self) -> Mapping[str, Mapping[str, str]]:
        return self.attempt.version.sources

    @cached_property
    def cases(self) -> Mapping[str, SafeString]:
        """The linked cases as this reader may read them today, in one query."""
        return {str(key): self._cases_read.get(key) or reading(None) for key in self._cases_named}

    @property
    def _cases_named(self) -> set[int]:
        named = {block["value"]["case"] for block in self.blocks if block["type"] == "linked_case"}
        return named - {None}

    @cached_property
    def _cases_read(self) -> Mapping[int, SafeString]:
        return readable(self._cases_named, self.user, timezone.localdate())

    @cached_property
    def _case_reflections(self) -> Mapping[int, ReflectedOn]:
        return reflected_on(person_of(self.user), self._cases_named)

    @cached_property
    def media(self) -> Media:
        """The pictures and files of this section, and where the captions of its films are."""
        if not any(block["type"] in NAMING for block in self.blocks):
            return Media()
        films = [str(block["id"]) for block in self.blocks if block["type"] == "video" and block["value"]["captions"]]
        captions = {film: address("player_captions", self.attempt.module.slug, film) for film in films}
        key = f"media-{self.attempt.version.content_hash}-{self.id}-{self.by_other:d}"
        found: Media | None = cache.get(key)
        if found is None:
            found = media_of(self.blocks, captions)
            cache.set(key, found, MEDIA_SECONDS)
        return found

    @property
    def has_film_elsewhere(self) -> bool:
        return any(block["type"] == "video" and block["value"]["link"] for block in self.blocks)

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.attempt)

    @property
    def other_title(self) -> str:
        """The name of the section's other route; empty where there is none."""
        if not alternative_blocks(self.stored):
            return ""
        return str(self.stored["value"]["alternative"]["title"]) or _("Another way through this section")

    @property
    def by_other(self) -> bool:
        return bool(self.other_title) and self.id in self.attempt.other_routes

    @cached_property
    def blocks(self) -> Sequence[Block]:
        main: Sequence[Block] = self.stored["value"]["blocks"]
        if not self.by_other:
            return main
        # Everybody answers the same questions, whatever the route.
        return [*alternative_blocks(self.stored), *(block for block in main if block["type"] in MARKED)]

    @cached_property
    def steps(self) -> list[Step]:
        """The thread: a section is done when it was read and nothing it requires is open."""
        waiting = {open_.section_id for open_ in outstanding(self.attempt.criteria, self.progress.done())}
        steps = []
        for number, section in enumerate(self.attempt.version.body, 1):
            state = "todo" if section["id"] in waiting else "done"
            href = address("player_section", self.attempt.module.slug, number)
            steps.append(
                Step(section["value"]["title"], href, "now" if number == self.number and self.is_open else state)
            )
        return steps

    @property
    def next_title(self) -> str:
        return "" if self.is_last else str(self.attempt.version.body[self.number]["value"]["title"])

    @property
    def next_address(self) -> str:
        return "" if self.is_last else address("player_section", self.attempt.module.slug, self.number + 1)

    @cached_property
    def still_open(self) -> list[tuple[str, str]]:
        """What there is to do besides pressing "Finish" here, in words, with where to do it."""
        found = outstanding(self.attempt.criteria, self.progress.done())
        return in_words([open_ for open_ in found if open_.id != self.id], self.attempt)

    @property
    def unrevealed(self) -> list[str]:
        """Answered questions and checks of this section whose reasons nobody has read yet."""
        answers, kinds = self.progress.answers, MARKED | {"check"}
        return [
            str(block["id"])
            for block in self.blocks
            if block["type"] in kinds and block["id"] in answers and not answers[block["id"]].is_revealed
        ]

    @cached_property
    def pieces(self) -> list[Piece]:
        return [self.piece(block) for block in self.blocks]

    @cached_property
    def _first_question(self) -> str:
        return next((str(block["id"]) for block in self.blocks if block["type"] in MARKED), "")

    @property
    def _frozen(self) -> tuple[object, ...]:
        version = self.attempt.version
        return version.pk, version.content_hash, self.attempt.module.slug

    @property
    def tenths(self) -> int:
        """Tenths of a second since the attempt started: what a device counts on from."""
        return max(0, int((timezone.now() - self.attempt.started_at).total_seconds() * 10))

    def piece(self, block: Block) -> Piece:
        kind, block_id = str(block["type"]), str(block["id"])
        if kind not in DRAWN_HERE:
            return Piece(kind, block_id, html=self._html(block))
        piece = Piece(
            kind,
            block_id,
            frozen=(*self._frozen, block_id),
            template=f"portal/player/blocks/{kind}.html",
            value=block["value"],
            is_open=self.is_open,
            is_first=block_id == self._first_question,
            key=str(uuid.uuid4()),
        )
        getattr(self, f"_{kind}")(piece)
        return piece

    def _question(self, piece: Piece) -> None:
        self._address(piece, "player_answer")
        value, answered = piece.value, self.progress.answers.get(piece.id)
        piece.options = in_order(value, seed_of(self.attempt.uuid, piece.id))
        piece.several = takes_several(value)
        piece.sources = self._sources(value)
        if answered is not None:
            piece.saved_at, piece.correct = answered.at, answered.correct
        if answered is not None or not self.is_open:
            chosen = set(answered.response) if answered else set()
            piece.shown = _shown(piece.options, chosen, right_options(value))

    _check = _true_false = _question

    def _scenario(self, piece: Piece) -> None:
        self._address(piece, "player_answer")
        answered = self.progress.answers.get(piece.id)
        choices = answered.response if answered else ()
        piece.place, piece.walked = walk(piece.value, choices), " ".join(choices)
        piece.good_endings = sum(step["value"]["ending"] == "good" for step in piece.value["steps"])
        if answered is not None:
            piece.saved_at, piece.was_finished = answered.at, answered.is_final

    def _reflection(self, piece: Piece) -> None:
        self._address(piece, "player_reflect")
        piece.is_open = True  # a note of one's own outlives the try
        written = self.progress.reflections.get(piece.id)
        if written is None:
            return
        piece.elsewhere, piece.saved_at, piece.is_shared = written.elsewhere, written.at, written.is_shared
        piece.share_address = address("player_share", self.attempt.module.slug, piece.id)
        _open(piece, written.sealed_text)

    def _own_words(self, piece: Piece) -> None:
        self._reflection(piece)
        piece.compare_address = address("player_answer", self.attempt.module.slug, piece.id)
        piece.is_open = self.is_open
        piece.sources = self._sources(piece.value)
        answered = self.progress.answers.get(piece.id)
        if answered is not None:
            piece.compared, piece.compared_at = answered.response[0], answered.at

    def _team_activity(self, piece: Piece) -> None:
        piece.reading = self._html({"type": piece.kind, "id": piece.id, "value": piece.value})

    def _linked_case(self, piece: Piece) -> None:
        piece.reading = self._html({"type": piece.kind, "id": piece.id, "value": piece.value})
        self._address(piece, "player_reflect")
        case = piece.value["case"]
        piece.may_reflect = case in self._cases_read
        written = self._case_reflections.get(case)
        if written is not None:
            piece.elsewhere, piece.saved_at = written.elsewhere, written.written_at
            piece.reflected_on = written.reflected_on
            _open(piece, written.sealed_text)

    def _html(self, block: Block) -> SafeString:
        return reading_of(self.attempt.version, block, self.cases, self.media)

    def _sources(self, value: Mapping[str, Any]) -> list[Mapping[str, str]]:
        keys = [str(item["value"]) for item in value.get("sources") or ()]
        return [self.sources[key] for key in keys if key in self.sources]

    def _confidence(self, piece: Piece) -> None:
        self._address(piece, "player_rate")
        rated = self.progress.ratings.get(piece.id)
        if rated is not None:
            piece.rating, piece.saved_at = rated.value, rated.at
        if piece.value["moment"] == "after":
            piece.before = next((str(SCALE[first - 1]) for first in self._said_before(piece.value["about"])), "")

    def _said_before(self, about: str) -> Iterable[int]:
        for found in every_block(self.attempt.version.body):
            value, rated = found.block["value"], self.progress.ratings.get(found.block["id"])
            if rated and found.block["type"] == "confidence" and rated.moment == "before" and value["about"] == about:
                yield rated.value

    def _address(self, piece: Piece, name: str) -> None:
        piece.address = address(name, self.attempt.module.slug, piece.id)


def _open(piece: Piece, sealed_text: bytes) -> None:
    """Put the words of a stored note into its form."""
    try:
        note = unpack(sealed_text)
    except Unreadable:
        piece.is_unreadable = True
        return
    piece.text = note.text
    piece.kept = [(number, words, reason) for number, (words, reason) in enumerate(note.kept.items(), 1)]


def _shown(options: Sequence[Mapping[str, Any]], chosen: set[str], right: frozenset[str]) -> list[Shown]:
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


def in_words(found: Sequence[Outstanding], attempt: Attempt) -> list[tuple[str, str]]:
    """Each thing that is still to do as a short sentence, with its address; one line for each kind in a section."""
    titles = {section["id"]: section["value"]["title"] for section in attempt.version.body}
    lines: dict[tuple[str, str], list[Outstanding]] = {}
    for thing in found:
        lines.setdefault((thing.section_id, thing.kind), []).append(thing)
    said = []
    for (section_id, kind), things in lines.items():
        title = titles[section_id]
        if kind == "section":
            words = _("Read “%(title)s”.") % {"title": title}
        elif kind == "reflection":
            words = _("Write the reflection in “%(title)s”, or say that you reflected elsewhere.") % {"title": title}
        elif kind == "own_words":
            words = _("Answer in your own words in “%(title)s”, and compare.") % {"title": title}
        elif kind == "scenario":
            words = _("Bring the scenario in “%(title)s” to an ending.") % {"title": title}
        elif len(things) == 1:
            words = _("Answer the question in “%(title)s”.") % {"title": title}
        else:
            words = _("Answer the %(number)d questions in “%(title)s” that are still open.") % {
                "number": len(things),
                "title": title,
            }
        said.append((words, address_of(attempt, things[0].id)))
    return said
