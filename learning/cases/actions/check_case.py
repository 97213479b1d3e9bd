"""The two checks of a case: that nobody can be recognised, by its own agency, then by a stranger to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.workforce.models import User

from ..life_cycle import Move, Part
from ..models import Case
from ..permissions import reviews_for
from ..refusals import Unanswered
from ..said import UNUSUAL
from ..words import screened_word
from .take_step import take_step

MOST_MINUTES = 600


@dataclass(frozen=True)
class Checked:
    """What a reviewer says: the mark of the words read, which unusual things are in them, and a word.

    `unusual` None: not answered. `minutes`: spent on trying to find out who it is; of the second check alone.
    `guardian_agreed`: the Caldicott guardian, or who acts for them, agrees; of the first check of a health case.
    """

    seen: str
    unusual: Collection[str] | None
    word: str = ""
    minutes: int | None = None
    guardian_agreed: bool = False


def approve_first(by: User, case: Case, checked: Checked) -> Case:
    """The author's own agency says: nobody can be recognised by what it knows.

    Raises as `take_step`, and Unanswered; a health case needs its Caldicott guardian's agreement.
    """
    word = _answered(checked)
    today = timezone.localdate()

    def change(row: Case, part: Part) -> None:
        if row.is_from_health:
            if not checked.guardian_agreed:
                raise Unanswered(
                    _("This case comes from a health organisation: it goes on once its Caldicott guardian has agreed.")
                )
            row.guardian_agreed_on = today
        row.first_by, row.first_hash = by, row.text_hash
        row.first_organisation = reviews_for(by, row, part, today)
        row.unusual = row.unusual | {part: sorted(checked.unusual or ())}

    return take_step(by, case, Move.APPROVE_FIRST, seen=checked.seen, word=word, change=change)


def approve_second(by: User, case: Case, checked: Checked) -> Case:
    """Another partner says: a stranger who tries cannot find out who it is. Raises as `approve_first`."""
    word = _answered(checked)
    if checked.minutes is None or not 0 < checked.minutes <= MOST_MINUTES:
        raise Unanswered(_("Write how many minutes you tried to find out who it is: from 1 to 600."))

    def change(row: Case, part: Part) -> None:
        row.second_by, row.second_hash = by, row.text_hash
        row.second_organisation = reviews_for(by, row, part, timezone.localdate())
        row.unusual = row.unusual | {part: sorted(checked.unusual or ())}

    return take_step(
        by, case, Move.APPROVE_SECOND, seen=checked.seen, word=word, minutes=checked.minutes, change=change
    )


def return_case(by: User, case: Case, word: str) -> Case:
    """Back to its author, with what to change. Raises as `take_step`, BadAnswer and OpenFindings."""
    return take_step(by, case, Move.RETURN, word=screened_word(word))


def _answered(checked: Checked) -> str:
    if checked.unusual is None:
        raise Unanswered(_("Answer yes or no to each of the questions first."))
    if set(checked.unusual) - set(UNUSUAL):
        raise Unanswered(_("Answer yes or no to each of the questions first."))
    if checked.unusual and not checked.word.strip():
        raise Unanswered(_("Something unusual is in the text. Say why nobody is recognised by it, or return the case."))
    return screened_word(checked.word, is_needed=False)
