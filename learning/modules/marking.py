"""Right or not, and in which order the options stand."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from learning.blocks.true_false import Verdict

Option = Mapping[str, Any]


def options_of(question: Mapping[str, Any]) -> Sequence[Option]:
    """The options of a question or check as stored; of a statement that is true or false the two that it can be."""
    if "options" in question:
        stored: Sequence[Option] = question["options"]
        return stored
    return [
        {"id": verdict.value, "value": {"text": verdict.label, "correct": question["answer"] == verdict, "why": ""}}
        for verdict in Verdict
    ]


def right_options(question: Mapping[str, Any]) -> frozenset[str]:
    """Ids of the options that together are the right answer."""
    return frozenset(option["id"] for option in options_of(question) if option["value"]["correct"])


def takes_several(question: Mapping[str, Any]) -> bool:
    """Whether more than one option has to be chosen (tick boxes instead of radio buttons)."""
    return len(right_options(question)) > 1


def mark(question: Mapping[str, Any], chosen: Collection[str]) -> bool:
    """Whether exactly the right options were chosen; `question` is the stored value of a question or check.

    Raises ValueError for an id that is no option of this question.
    """
    unknown = set(chosen) - {option["id"] for option in options_of(question)}
    if unknown:
        raise ValueError(f"no option of this question: {', '.join(sorted(unknown))}")
    return right_options(question) == set(chosen)


def seed_of(attempt: object, block_id: str) -> str:
    """The seed for the options of one block in one attempt (pass the attempt's uuid)."""
    return f"{attempt}:{block_id}"


def in_order(question: Mapping[str, Any], seed: str) -> Sequence[Option]:
    """The options as one attempt shows them: shuffled, but for true and false, which everybody expects so."""
    return shuffled(question["options"], seed) if "options" in question else options_of(question)


def shuffled(options: Iterable[Option], seed: str) -> Sequence[Option]:
    """The options in an order that depends on seed and ids alone: the same at every visit and on every server.

    Ordered by SHA-256 of seed and id, not by `random`, whose sequences are not promised between Python versions.
    """
    return sorted(options, key=lambda option: hashlib.sha256(f"{seed}:{option['id']}".encode()).digest())
