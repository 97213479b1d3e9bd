"""What one person has done in one attempt, read in a single query whatever the size of the module."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BinaryField,
    BooleanField,
    Case,
    F,
    IntegerField,
    Model,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from learning.blocks.kinds import MARKED
from learning.modules.criteria import Done
from learning.workforce.compiled import Compiled

from .models import Answer, AnswerKind, Attempt, ConfidenceRating, Reading, Reflection


@dataclass(frozen=True, slots=True)
class Answered:
    response: Sequence[str]
    correct: bool | None
    is_final: bool
    at: dt.datetime
    kind: str
    is_revealed: bool
    """Whether the person can have read the reasons."""


@dataclass(frozen=True, slots=True)
class Reflected:
    sealed_text: bytes
    elsewhere: bool
    at: dt.datetime
    is_shared: bool = False

    @property
    def counts(self) -> bool:
        """Whether something was written here or done elsewhere; a note taken back counts for nothing."""
        return self.elsewhere or bool(self.sealed_text)


@dataclass(frozen=True, slots=True)
class Rated:
    value: int
    moment: str
    at: dt.datetime


@dataclass(slots=True)
class Progress:
    """By the id of section or block; `readings` says whether by the other route."""

    readings: dict[str, bool] = field(default_factory=dict)
    answers: dict[str, Answered] = field(default_factory=dict)
    reflections: dict[str, Reflected] = field(default_factory=dict)
    ratings: dict[str, Rated] = field(default_factory=dict)

    def done(self) -> Done:
        """The same in the terms of the criteria."""
        return Done(
            sections=self.readings,
            reflections={block_id for block_id, written in self.reflections.items() if written.counts},
            scenarios={
                block_id for block_id, a in self.answers.items() if a.kind == AnswerKind.SCENARIO and a.is_final
            },
            own_words={block_id for block_id, a in self.answers.items() if a.kind == AnswerKind.OWN_WORDS},
            answers={block_id: bool(a.correct) for block_id, a in self.answers.items() if a.kind in MARKED},
        )


def progress_of(attempt: Attempt) -> Progress:
    progress = Progress()
    for table, place, word, number, yes, right, response, sealed, at in ROWS.rows(attempt.pk):
        match table:
            case "reading":
                progress.readings[place] = yes
            case "answer":
                progress.answers[place] = Answered(
                    response=json.loads(response),
                    correct=None if right is None else bool(right),
                    is_final=yes,
                    at=at,
                    kind=word,
                    is_revealed=bool(number),
                )
            case "reflection":
                progress.reflections[place] = Reflected(
                    sealed_text=bytes(sealed), elsewhere=yes, at=at, is_shared=bool(number)
                )
            case "rating":
                progress.ratings[place] = Rated(value=number, moment=word, at=at)
    return progress


# Four narrow tables in one statement, told apart by their first column: a whole page of the player has eight queries.
NO_WORD, NO_NUMBER = Value("", output_field=TextField()), Value(0, output_field=IntegerField())
NO_YES, NO_RIGHT = Value(False, output_field=BooleanField()), Value(None, output_field=IntegerField())
NO_RESPONSE, NO_SEAL = Value("", output_field=TextField()), Value(b"", output_field=BinaryField())


def _everything(attempt_id: int) -> QuerySet[Any, Any]:
    return _answers(attempt_id).union(_readings(attempt_id), _reflections(attempt_id), _ratings(attempt_id), all=True)


def _rows_of(model: type[Model], attempt_id: int, table: str, **columns: Any) -> QuerySet[Any, Any]:
    """One of the tables with the columns that all of them are given, in the order in which `progress_of` reads."""
    order = ("place", "word", "number", "yes", "right", "response", "sealed", "at")
    name = Value(table, output_field=TextField())
    found = model._default_manager.filter(attempt_id=attempt_id).order_by()
    return found.values_list(name, *(columns[column] for column in order))


def _answers(attempt_id: int) -> QuerySet[Any, Any]:
    return _rows_of(
        Answer,
        attempt_id,
        "answer",
        place=F("block_id"),
        word=Cast("kind", TextField()),
        number=Case(When(revealed_at=None, then=0), default=1, output_field=IntegerField()),
        yes=F("is_final"),
        right=Cast("correct", IntegerField()),
        response=Cast("response", TextField()),
        sealed=NO_SEAL,
        at=F("answered_at"),
    )


def _readings(attempt_id: int) -> QuerySet[Any, Any]:
    return _rows_of(
        Reading,
        attempt_id,
        "reading",
        place=F("section_id"),
        word=NO_WORD,
        number=NO_NUMBER,
        yes=F("by_alternative"),
        right=NO_RIGHT,
        response=NO_RESPONSE,
        sealed=NO_SEAL,
        at=F("read_at"),
    )


def _reflections(attempt_id: int) -> QuerySet[Any, Any]:
    return _rows_of(
        Reflection,
        attempt_id,
        "reflection",
        place=F("block_id"),
        word=NO_WORD,
        number=Case(When(shared_at=None, then=0), default=1, output_field=IntegerField()),
        yes=F("elsewhere"),
        right=NO_RIGHT,
        response=NO_RESPONSE,
        sealed=F("sealed_text"),
        at=F("written_at"),
    )


def _ratings(attempt_id: int) -> QuerySet[Any, Any]:
    return _rows_of(
        ConfidenceRating,
        attempt_id,
        "rating",
        place=F("block_id"),
        word=Cast("moment", TextField()),
        number=F("value"),
        yes=NO_YES,
        right=NO_RIGHT,
        response=NO_RESPONSE,
        sealed=NO_SEAL,
        at=F("rated_at"),
    )


ROWS = Compiled(_everything)
