"""Screening a case note of 6,000 characters while its writer waits, and one of 240,000, without the language model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from learning.deidentification import Lexicon, screen
from learning.deidentification.note import WORD
from tests.deidentification.notes import own_notes

from .figure import Figure

ROUNDS = 15
MILLISECONDS, SECONDS = 40, 2.5


def measure() -> Iterator[Figure]:
    """Real notes joined; the floor finds the words of the same text and does nothing with them."""
    text = "\n\n".join(note["text"] for note in own_notes.load("own_tuned"))
    short, long = text[:6_000], (text * 10)[:240_000]
    screen(text, lexicon=())  # the lists are read once a process
    least = _least(lambda: sum(1 for _ in WORD.finditer(short)))
    name = "screening 6,000 characters"
    alone = _least(lambda: screen(short, lexicon=()))
    yield Figure(name, 1000 * alone, "ms of processor time", MILLISECONDS, 1000 * least)
    # The worst list of local names that there is: all of them begin with the commonest word of the text.
    names = Lexicon(f"the {'zorbley ' * (n % 4)}wynd{n}" for n in range(5_000))
    yield Figure(
        f"{name}, 5,000 local names",
        1000 * _least(lambda: screen(short, lexicon=names)),
        "ms of processor time",
        MILLISECONDS,
        1000 * alone,
    )
    least = _least(lambda: sum(1 for _ in WORD.finditer(long)), rounds=2)
    yield Figure(
        "screening 240,000 characters",
        _least(lambda: screen(long, lexicon=()), rounds=2),
        "s of processor time",
        SECONDS,
        least,
    )


def _least(do: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least processor time of some rounds: what it costs when nothing else is in the way."""
    costs = []
    for _ in range(rounds):
        before = time.process_time()
        do()
        costs.append(time.process_time() - before)
    return min(costs)
