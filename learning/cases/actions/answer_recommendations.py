"""The author of a case says of each recommendation whether they take it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.workforce.models import User

from ..life_cycle import Move, Part
from ..models import Case, Decision
from ..models.decision import Choice
from ..notices import tell_the_round
from ..refusals import Unanswered
from ..words import screened_word
from .take_step import take_step


@dataclass(frozen=True)
class Decided:
    """`words`: what is done instead, or why it is not done: needed for both. What is accepted has none."""

    choice: Choice
    words: str = ""


def answer_recommendations(by: User, case: Case, decided: Mapping[int, Decided]) -> Case:
    """All at once, by the keys of the recommendations; then the case waits for its follow-ups.

    Raises as `take_step`, BadAnswer and OpenFindings for the words, and Unanswered where one is left out or is none of
    this case.
    """
    words = {key: "" if one.choice == Choice.ACCEPT else screened_word(one.words) for key, one in decided.items()}

    def change(row: Case, part: Part) -> None:
        held = row.rounds.get(cancelled_at=None)
        asked = list(held.recommendations.order_by("pk"))
        if {one.pk for one in asked} != set(decided):
            raise Unanswered(_("Say of each recommendation whether you take it up."))
        Decision.objects.bulk_create(
            Decision(recommendation=one, choice=decided[one.pk].choice, words=words[one.pk]) for one in asked
        )
        held.answered_at = timezone.now()
        held.save(update_fields=["answered_at"])
        tell_the_round(held, "case-answered", _("What you recommended was answered"))

    return take_step(by, case, Move.ANSWER, change=change)
