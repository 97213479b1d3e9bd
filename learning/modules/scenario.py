"""A learner's way through a scenario: nothing is scored, any step can be taken back, an ending finishes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.blocks.scenario_map import Choice, Problem, Scenario, Step, problems, read

__all__ = ["Choice", "Place", "Problem", "Scenario", "Step", "Taken", "problems", "read", "walk"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A step behind the learner and the choice made there."""

    step: Step
    choice: Choice


@dataclass(frozen=True, slots=True)
class Place:
    """Where a learner stands: the step now, and the way so far."""

    step: Step
    so_far: tuple[Taken, ...]

    @property
    def is_end(self) -> bool:
        return bool(self.step.ending)

    @property
    def ending(self) -> str:
        """good, mixed or poor; empty while the story goes on."""
        return self.step.ending


def walk(value: Mapping[str, Any], choices: Sequence[str]) -> Place:
    """Where the `choices` (ids, in order, from the start) lead in the scenario block's stored `value`.

    Raises ValueError for a choice that the step of that moment does not offer, and for a map with a hole in it.
    """
    scenario = read(value)
    step = _step(scenario, scenario.start)
    so_far: list[Taken] = []
    for choice_id in choices:
        choice = step.choice(choice_id)
        if choice is None:
            raise ValueError(f"step {step.key!r} offers no choice {choice_id!r}")
        so_far.append(Taken(step, choice))
        step = _step(scenario, choice.next)
    return Place(step, tuple(so_far))


def _step(scenario: Scenario, key: str) -> Step:
    step = scenario.step(key)
    if step is None:
        raise ValueError(f"the scenario {scenario.title!r} has no step {key!r}")
    return step
