"""What a screen of the player shows: one section of a frozen version, with what the person did there.

Nothing here writes. A whole section costs one query beyond the attempt itself, whatever the number of blocks; sources
and linked cases cost one more each, where a section has any.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.http import Http404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from learning.blocks.kinds import ANSWERED, MARKED
from learning.blocks.media import NAMING, Media, media_of
from learning.cases.inside import readable, reading
from learning.cases.reflected_on import ReflectedOn, reflected_on
from learning.modules.criteria import outstanding
from learning.modules.marking import in_order, right_options, seed_of, takes_several
from learning.modules.scenario import walk
from learning.records.body import Block, alternative_blocks, every_block
from learning.records.models import Attempt, AttemptState
from learning.records.progress import Progress, progress_of
from learning.records.querysets import person_of
from learning.workforce.models import User

from .addresses import address
from .pieces import SCALE, Piece, put_words, shown_options
from .reading import reading_of
from .still_open import in_words

MEDIA_SECONDS = 300
"""A file that is taken away in the editor is gone from the player so much later."""
DRAWN_HERE = ANSWERED | {"team_activity"}


@dataclass(frozen=True)
class Step:
    """One knot of the thread."""

    title: str
    href: str
    state: str


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
            piece.shown = shown_options(piece.options, chosen, right_options(value))

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
        put_words(piece, written.sealed_text)

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
            put_words(piece, written.sealed_text)

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
