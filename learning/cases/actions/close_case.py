"""Steps that end a case's way, or hide it: declined, taken back, hidden, and what the IG lead decides then."""

from __future__ import annotations

from learning.workforce.models import User

from ..life_cycle import Move
from ..models import Case
from ..words import screened_word
from .take_step import take_step


def decline_case(by: User, case: Case, word: str) -> Case:
    """The coordinator closes it without a round, and says why. Raises as `take_step`, BadAnswer and OpenFindings."""
    return take_step(by, case, Move.DECLINE, word=screened_word(word))


def take_case_back(by: User, case: Case) -> Case:
    """Its author takes it back: the words are deleted at once. Raises as `take_step`."""
    return take_step(by, case, Move.TAKE_BACK)


def hide_case(by: User, case: Case, word: str = "") -> Case:
    """Any reader hides it at once, in case somebody can be recognised. Raises as `take_step`, and OpenFindings."""
    return take_step(by, case, Move.HIDE, word=screened_word(word, is_needed=False))


def decide_hidden(by: User, case: Case, move: Move, word: str) -> Case:
    """The IG lead lets it be seen where it was, returns it to its author or withdraws it. Raises as `decline_case`."""
    if move not in (Move.SHOW_AGAIN, Move.SEND_BACK, Move.WITHDRAW):
        raise ValueError(f"{move} decides nothing about a hidden case.")
    return take_step(by, case, move, word=screened_word(word))
