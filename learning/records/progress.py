"""What one person has done in one attempt, read in a single query whatever the size of the module."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BinaryField, BooleanField, F, IntegerField, TextField, Value
from django.db.models.functions import Cast

from learning.modules.criteria import Done

from .models import AnswerKind, Attempt


@dataclass(frozen=True, slots=True)
class Answered:
    response: Sequence[str]
    correct: bool | None
    is_final: bool
    at: dt.datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Reflected:
    sealed_text: bytes
    elsewhere: bool
    at: dt.datetime

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
            answers={
                block_id: bool(a.correct) for block_id, a in self.answers.items() if a.kind == AnswerKind.QUESTION
            },
        )


def progress_of(attempt: Attempt) -> Progress:
    progress = Progress()
    for table, place, word, number, yes, right, response, sealed, at in _rows(attempt):
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
                )
            case "reflection":
                progress.reflections[place] = Reflected(sealed_text=bytes(sealed), elsewhere=yes, at=at)
            case "rating":
                progress.ratings[place] = Rated(value=number, moment=word, at=at)
    return progress


def _rows(attempt: Attempt) -> Iterable[tuple[Any, ...]]:
    # Four narrow tables in one statement: a whole page of the player has eight.
    no_word, no_number = Value("", output_field=TextField()), Value(0, output_field=IntegerField())
    no_yes, no_right = Value(False, output_field=BooleanField()), Value(None, output_field=IntegerField())
    no_response, no_seal = Value("", output_field=TextField()), Value(b"", output_field=BinaryField())

    def named(table: str) -> Value:
        return Value(table, output_field=TextField())

    answers = attempt.answers.order_by().values_list(
        named("answer"),
        F("block_id"),
        Cast("kind", TextField()),
        no_number,
        F("is_final"),
        Cast("correct", IntegerField()),
        Cast("response", TextField()),
        no_seal,
        F("answered_at"),
    )
    readings = attempt.readings.order_by().values_list(
        named("reading"),
        F("section_id"),
        no_word,
        no_number,
        F("by_alternative"),
        no_right,
        no_response,
        no_seal,
        F("read_at"),
    )
    reflections = attempt.reflections.order_by().values_list(
        named("reflection"),
        F("block_id"),
        no_word,
        no_number,
        F("elsewhere"),
        no_right,
        no_response,
        F("sealed_text"),
        F("written_at"),
    )
    ratings = attempt.confidence_ratings.order_by().values_list(
        named("rating"),
        F("block_id"),
        Cast("moment", TextField()),
        F("value"),
        no_yes,
        no_right,
        no_response,
        no_seal,
        F("rated_at"),
    )
    return answers.union(readings, reflections, ratings, all=True)
