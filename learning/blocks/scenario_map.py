"""The steps of a scenario and where they lead: read from stored data, and what is wrong with them.

A scenario is a small map: each step either offers choices that lead to other steps, or is an ending. It can be taken
when its start exists, every choice leads to a step, every step can be reached from the start, and from every step an
ending can be reached. These rules hold for the author's form and for a walk alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

ProblemKind = Literal[
    "no_start", "same_key", "leads_nowhere", "dead_end", "ending_with_choices", "unreachable", "no_way_out"
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a learner can do at a step; `id` is the stable id of its list item."""

    id: str
    text: str
    next: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Step:
    """One scene; `ending` is empty where the story goes on, otherwise good, mixed or poor."""

    id: str
    key: str
    text: str
    choices: tuple[Choice, ...]
    ending: str

    def choice(self, choice_id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Scenario:
    title: str
    start: str
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, at which step (`key`), and at which choice where it is about one (`choice_id`)."""

    kind: ProblemKind
    key: str
    choice_id: str = ""


def read(value: Mapping[str, Any]) -> Scenario:
    """The scenario in a block's stored value."""
    return Scenario(
        title=value["title"],
        start=value["start"],
        steps=tuple(
            Step(
                id=item["id"],
                key=item["value"]["key"],
                text=item["value"]["text"],
                choices=tuple(
                    Choice(
                        id=choice["id"],
                        text=choice["value"]["text"],
                        next=choice["value"]["next"],
                        feedback=choice["value"]["feedback"],
                    )
                    for choice in item["value"]["choices"]
                ),
                ending=item["value"]["ending"],
            )
            for item in value["steps"]
        ),
    )


def problems(scenario: Scenario) -> list[Problem]:
    """Everything that would leave a learner stuck or a scene unseen, in the order of the steps."""
    found: list[Problem] = []
    steps = {step.key: step for step in reversed(scenario.steps)}  # the first of two equal keys is the one that is met
    if scenario.start not in steps:
        found.append(Problem("no_start", scenario.start))
    reachable = _reached_from([scenario.start], {key: {c.next for c in step.choices} for key, step in steps.items()})
    leading: dict[str, set[str]] = {}
    for step in steps.values():
        for choice in step.choices:
            leading.setdefault(choice.next, set()).add(step.key)
    finishing = _reached_from([key for key, step in steps.items() if step.ending], leading)
    for step in scenario.steps:
        if steps[step.key] is not step:
            found.append(Problem("same_key", step.key))
            continue
        found += [Problem("leads_nowhere", step.key, c.id) for c in step.choices if c.next not in steps]
        if step.ending and step.choices:
            found.append(Problem("ending_with_choices", step.key))
        elif not step.ending and not step.choices:
            found.append(Problem("dead_end", step.key))
        elif step.key not in finishing and any(choice.next in steps for choice in step.choices):
            found.append(Problem("no_way_out", step.key))
        if scenario.start in steps and step.key not in reachable:
            found.append(Problem("unreachable", step.key))
    return found


def _reached_from(starts: Iterable[str], ways: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += ways.get(key, ())
    return reached
