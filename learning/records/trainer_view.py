"""How learners get on with one version of a module: for its trainers, as figures, and never who.

Everything goes through the one rule for small numbers, and nothing at all is shown before ten people have begun.
Which route somebody took is in no figure.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any, Final

from django.utils import timezone

from learning.disclosure import Protected, protect
from learning.disclosure.protect import ROUND_TO, SMALLEST_TOTAL
from learning.modules.models import ModuleVersion

from .body import every_block, number_of_place
from .models import Answer, AnswerKind, Attempt, AttemptState, ConfidenceRating, Reading, Reflection

RESTING: Final = dt.timedelta(days=14)
"""Whoever has not come back for so long is counted as having stopped there."""
ROUND_MINUTES_TO: Final = 5


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """One section: how many of those who began read it, and how many rest there for a fortnight or longer."""

    number: int
    title: str
    read: Protected
    stopped: Protected


@dataclass(frozen=True, slots=True)
class OptionFigures:
    text: str
    correct: bool
    chosen: Protected


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question, check or scenario choice: what people chose the first time; `answered`: how many did."""

    section: int
    kind: str
    question: str
    answered: int | None
    options: list[OptionFigures]


@dataclass(frozen=True, slots=True)
class Shift:
    """How sure people were before and after, on a scale of 1 to 5, of those who said both."""

    about: str
    before: float
    after: float
    surer: Protected


@dataclass(frozen=True, slots=True)
class TrainerView:
    """The whole screen; where `too_few` is true nothing else is filled in."""

    version: ModuleVersion
    too_few: bool
    began: Protected | None = None
    finished: Protected | None = None
    same_day_minutes: int | None = None
    on_one_day: Protected | None = None
    sections: tuple[SectionFigures, ...] = ()
    questions: tuple[QuestionFigures, ...] = ()
    shifts: tuple[Shift, ...] = ()
    shared: Protected | None = None


def trainer_view(version: ModuleVersion, now: dt.datetime) -> TrainerView:
    """Of everybody who began this version, as it stands at `now` (UTC); six queries."""
    tries = list(Attempt.objects.filter(version=version).select_related("person").order_by("started_at", "pk"))
    person_of = {attempt.pk: attempt.person.lasting_id for attempt in tries}
    people = set(person_of.values())
    if len(people) < SMALLEST_TOTAL:
        return TrainerView(version, too_few=True)
    passed = [attempt for attempt in tries if attempt.state == AttemptState.PASSED]
    took = _minutes_on_one_day(passed)
    finished = {person_of[attempt.pk] for attempt in passed}
    return TrainerView(
        version,
        too_few=False,
        began=protect(len(people), len(people)),
        finished=protect(len(finished), len(people)),
        same_day_minutes=_rounded(median(took.values())) if len(took) >= SMALLEST_TOTAL else None,
        on_one_day=protect(len(took), len(finished)) if finished else None,
        sections=tuple(_sections(version, tries, person_of, len(people), now)),
        questions=tuple(_questions(version, person_of)),
        shifts=tuple(_shifts(person_of)),
        shared=protect(len(_sharers(person_of)), len(people)),
    )


def _sharers(person_of: Mapping[int, int]) -> set[int]:
    """Who shares a reflection with the trainers, by their own choice."""
    shared = Reflection.objects.shared().filter(attempt__in=person_of)
    return {person_of[attempt_id] for attempt_id in shared.values_list("attempt_id", flat=True)}


def _minutes_on_one_day(passed: Collection[Attempt]) -> dict[int, float]:
    """By person, minutes from starting to finishing with whatever lay between, of those who did both on one day."""
    took: dict[int, float] = {}
    for attempt in passed:
        if attempt.closed_at and timezone.localdate(attempt.started_at) == timezone.localdate(attempt.closed_at):
            minutes = (attempt.closed_at - attempt.started_at).total_seconds() / 60
            took.setdefault(attempt.person.lasting_id, minutes)
    return took


def _rounded(minutes: float) -> int:
    return max(ROUND_MINUTES_TO, round(minutes / ROUND_MINUTES_TO) * ROUND_MINUTES_TO)


def _sections(
    version: ModuleVersion, tries: list[Attempt], person_of: Mapping[int, int], total: int, now: dt.datetime
) -> Iterator[SectionFigures]:
    read: dict[str, set[int]] = defaultdict(set)
    for attempt_id, section_id in Reading.objects.filter(attempt__in=person_of).values_list("attempt_id", "section_id"):
        read[section_id].add(person_of[attempt_id])
    stopped: dict[int, set[int]] = defaultdict(set)
    for attempt in tries:
        if attempt.state == AttemptState.OPEN and attempt.saved_at <= now - RESTING:
            stopped[number_of_place(version.body, attempt.place)].add(person_of[attempt.pk])
    for number, section in enumerate(version.body, 1):
        yield SectionFigures(
            number,
            section["value"]["title"],
            protect(len(read[section["id"]]), total),
            protect(len(stopped[number]), total),
        )


def _questions(version: ModuleVersion, person_of: Mapping[int, int]) -> Iterator[QuestionFigures]:
    asked = {
        found.block["id"]: found
        for found in every_block(version.body)
        if found.block["type"] in (AnswerKind.QUESTION, AnswerKind.CHECK) and not found.by_alternative
    }
    chosen: dict[str, Counter[str]] = defaultdict(Counter)
    answered: dict[str, set[int]] = defaultdict(set)
    answers = Answer.objects.filter(attempt__in=person_of, block_id__in=asked).order_by("answered_at", "pk")
    for attempt_id, block_id, response in answers.values_list("attempt_id", "block_id", "response"):
        if person_of[attempt_id] in answered[block_id]:
            continue
        answered[block_id].add(person_of[attempt_id])
        chosen[block_id].update(response if isinstance(response, list) else [])
    for block_id, found in asked.items():
        value, total = found.block["value"], len(answered[block_id])
        yield QuestionFigures(
            found.number,
            found.block["type"],
            value["question"],
            total if total >= SMALLEST_TOTAL else None,
            [_option(option, chosen[block_id], total) for option in value["options"]],
        )


def _option(option: Mapping[str, Any], chosen: Counter[str], total: int) -> OptionFigures:
    value = option["value"]
    return OptionFigures(value["text"], bool(value["correct"]), protect(chosen[option["id"]], total))


def _shifts(person_of: Mapping[int, int]) -> Iterator[Shift]:
    """Of each person the first pair; a mean of fewer than ten pairs is not shown.

    It moves with each five who have said both, in the order in which they did: whoever looks before and after one
    person answers could work out from the two means what that person said.
    """
    pairs: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    whole: dict[str, list[dict[str, int]]] = defaultdict(list)
    rows = ConfidenceRating.objects.filter(attempt__in=person_of).order_by("rated_at", "pk")
    for attempt_id, about, moment, value in rows.values_list("attempt_id", "about", "moment", "value"):
        pair = pairs[about][person_of[attempt_id]]
        if moment not in pair:
            pair[moment] = value
            if len(pair) == 2:
                whole[about].append(pair)
    for about, said_both in whole.items():
        both = said_both[: len(said_both) // ROUND_TO * ROUND_TO]
        if len(both) >= SMALLEST_TOTAL:
            surer = sum(pair["after"] > pair["before"] for pair in both)
            yield Shift(
                about,
                round(fmean(pair["before"] for pair in both), 1),
                round(fmean(pair["after"] for pair in both), 1),
                protect(surer, len(both)),
            )
