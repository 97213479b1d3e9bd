"""Where the boxes and lines of a scenario's map stand: rows by the fewest choices from the start, top to bottom."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .scenario_map import Problem, Scenario, Step

WIDE: Final = 168
HIGH: Final = 64
BESIDE: Final = 24
BELOW: Final = 56
EDGE: Final = 28
LETTERS: Final = 22


@dataclass(frozen=True, slots=True)
class Box:
    """One step: its upper left corner, two lines of its words, how it ends, and whether something is wrong there."""

    key: str
    lines: tuple[str, ...]
    ending: str
    x: int
    y: int
    is_start: bool
    is_wrong: bool

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2


@dataclass(frozen=True, slots=True)
class Line:
    """One choice: the path of its curve, and whether it leads back up."""

    path: str
    goes_back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def drawn(scenario: Scenario, found: Sequence[Problem]) -> Drawing:
    """The map; steps that nobody reaches stand in a row of their own at the foot."""
    rows = _rows(scenario)
    widest = max((len(row) for row in rows), default=1)
    width = 2 * EDGE + widest * WIDE + (widest - 1) * BESIDE
    wrong = {problem.key for problem in found}
    boxes: dict[str, Box] = {}
    for at, row in enumerate(rows):
        left = (width - len(row) * WIDE - (len(row) - 1) * BESIDE) // 2
        for number, step in enumerate(row):
            boxes[step.key] = Box(
                key=step.key,
                lines=tuple(textwrap.wrap(step.text, LETTERS - 2 * bool(step.ending), max_lines=2, placeholder=" …")),
                ending=step.ending or "",
                x=left + number * (WIDE + BESIDE),
                y=EDGE + at * (HIGH + BELOW),
                is_start=step.key == scenario.start,
                is_wrong=step.key in wrong,
            )
    lines = [
        _line(boxes[step.key], boxes[choice.next], number)
        for row in rows
        for step in row
        for number, choice in enumerate(step.choices)
        if choice.next in boxes
    ]
    height = 2 * EDGE + 16 + len(rows) * HIGH + max(0, len(rows) - 1) * BELOW
    return Drawing(width, height, tuple(boxes.values()), tuple(lines))


def _rows(scenario: Scenario) -> list[list[Step]]:
    steps = {step.key: step for step in reversed(scenario.steps)}
    rows: list[list[Step]] = []
    placed: set[str] = set()
    now = [steps[scenario.start]] if scenario.start in steps else []
    while now:
        rows.append(now)
        placed |= {step.key for step in now}
        following = {choice.next: None for step in now for choice in step.choices if choice.next in steps}
        now = [steps[key] for key in following if key not in placed]
    unseen = [step for key, step in reversed(steps.items()) if key not in placed]
    return [*rows, unseen] if unseen else rows


def _line(start: Box, end: Box, number: int) -> Line:
    """Down from foot to head; across by a bow below; back up from head to foot; to itself by a loop at the side."""
    x1, x2 = start.middle + 14 * number - 14, end.middle
    if end.y > start.y:
        y1, y2 = start.y + HIGH, end.y - 6
        bend = (y2 - y1) // 2
        return Line(f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}", goes_back=False)
    if start is end:
        side, y = start.x + WIDE, start.y + HIGH // 2
        return Line(f"M{side} {y - 12}C{side + 24} {y - 12} {side + 24} {y + 12} {side + 6} {y + 12}", goes_back=True)
    # Beside the ways that come down, so that both arrows can be told apart.
    x2 += 20 if x1 > x2 else -20
    foot = end.y + HIGH + 6
    if end.y == start.y:
        low = start.y + HIGH + 40
        return Line(f"M{x1} {start.y + HIGH}C{x1} {low} {x2} {low} {x2} {foot}", goes_back=True)
    bend = (start.y - foot) // 2
    return Line(f"M{x1} {start.y}C{x1} {start.y - bend} {x2} {foot + bend} {x2} {foot}", goes_back=True)
