"""Where somebody stopped in a module, and about how long the rest takes: pure, from the version and what is done."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from learning.blocks.kinds import DONE_BY_DOING
from learning.modules.minutes import seconds_of
from learning.records.body import alternative_blocks, number_of_place
from learning.records.progress import Progress


@dataclass(frozen=True)
class Knot:
    """One section on the thread."""

    state: Literal["done", "now", "todo"]


@dataclass(frozen=True)
class Place:
    """Where somebody is in a module: the section they stopped in, the thread, and the minutes left, at least one."""

    number: int
    title: str
    knots: list[Knot]
    minutes_left: int

    @property
    def done(self) -> int:
        return sum(knot.state == "done" for knot in self.knots)

    @property
    def to_go(self) -> int:
        return len(self.knots) - self.done


def place_in(body: Sequence[Mapping[str, Any]], place: str, progress: Progress) -> Place:
    """The place of an attempt at a version with this body; `place` is the id of a section or block, or empty.

    A section counts as done once it is read and everything in it that is done by doing (questions, reflections,
    scenarios) is done. Minutes are those of `modules.minutes` for what is left, by the route taken.
    """
    left = [_seconds_left(section, progress) for section in body]
    is_done = [section["id"] in progress.readings and not _undone(section, progress) for section in body]
    number = number_of_place(body, place) if place else 1
    if body and is_done[number - 1] and not all(is_done):
        number = is_done.index(False) + 1
    knots = [
        Knot("now" if at == number and not done else "done" if done else "todo") for at, done in enumerate(is_done, 1)
    ]
    title = body[number - 1]["value"]["title"] if body else ""
    return Place(number, title, knots, max(1, math.ceil(sum(left) / 60)))


def _route(section: Mapping[str, Any], progress: Progress) -> Sequence[Mapping[str, Any]]:
    if progress.readings.get(section["id"]) and (other := alternative_blocks(section)):
        return other
    blocks: Sequence[Mapping[str, Any]] = section["value"]["blocks"]
    return blocks


def _undone(section: Mapping[str, Any], progress: Progress) -> list[Mapping[str, Any]]:
    return [
        block for block in _route(section, progress) if block["type"] in DONE_BY_DOING and not _is_done(block, progress)
    ]


def _is_done(block: Mapping[str, Any], progress: Progress) -> bool:
    if block["type"] == "reflection":
        written = progress.reflections.get(block["id"])
        return not block["value"].get("required", True) or (written is not None and written.counts)
    answered = progress.answers.get(block["id"])
    return answered is not None and answered.is_final


def _seconds_left(section: Mapping[str, Any], progress: Progress) -> float:
    if section["id"] in progress.readings:
        return sum(seconds_of(block) for block in _undone(section, progress))
    route = _route(section, progress)
    return sum(seconds_of(block) for block in route if block["id"] not in progress.answers)
