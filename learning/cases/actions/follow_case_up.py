"""What became of a case: its author says so after six and after twelve weeks, and the case is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..follow_up import WEEKS, is_silent, may_close_early, to_write
from ..life_cycle import Move, Part, State
from ..models import Case, FollowedDecision, FollowUp, Round
from ..models.follow_up import Extent, Outcome
from ..notices import tell_the_round
from ..permissions import parts_of
from ..refusals import Changed, Unanswered
from ..words import screened_word
from .take_step import take_step


@dataclass(frozen=True)
class Followed:
    """How far something was done; `words`: why not, or not wholly, and needed then."""

    extent: Extent
    words: str = ""


@dataclass(frozen=True)
class LookedBack:
    """`weeks`: 6 or 12; `followed`: by the keys of the decisions that took something up."""

    weeks: int
    outcome: Outcome
    learnt: str
    followed: Mapping[int, Followed]


def follow_case_up(by: User, case: Case, said: LookedBack) -> FollowUp:
    """Write one follow-up; with the last one the case is closed.

    Raises as `take_step`, BadAnswer and OpenFindings for the words; Changed where this follow-up is written already or
    is not asked for on this day; Unanswered where something that was taken up is left out.
    """
    clean = _screened(said)
    made: list[FollowUp] = []

    def change(row: Case, part: Part) -> None:
        made.append(_write(row.rounds.get(cancelled_at=None), clean))

    with transaction.atomic():
        if said.weeks == WEEKS[-1]:
            take_step(by, case, Move.FINISH, change=change)
        else:
            row = _lock(by, case)
            change(row, Part.AUTHOR)
            detail: dict[str, int | str] = {"weeks": said.weeks}
            record("case.followed_up", by=by, on=row, organisation_id=row.organisation_id, detail=detail)
        tell_the_round(made[0].round, f"case-followed-{said.weeks}", _("How it went on after a round of yours"))
    return made[0]


def finish_case(by: User, case: Case, word: str) -> Case:
    """Its author closes it before the last follow-up, and says why. Raises as `take_step`, BadAnswer, OpenFindings, and
    Unanswered before the first follow-up is written, unless nothing was taken up.
    """

    def change(row: Case, part: Part) -> None:
        held = row.rounds.get(cancelled_at=None)
        if not may_close_early(held.told, len(held.taken_up)):
            raise Unanswered(_("Say first how it went after six weeks. Then you can close it."))

    return take_step(by, case, Move.FINISH, word=screened_word(word), change=change)


def let_case_go(by: User, case: Case, word: str) -> Case:
    """The coordinator closes a case whose author has stayed silent for four weeks after its last follow-up was due.

    Raises as `take_step`, BadAnswer, OpenFindings, and Unanswered before that.
    """

    def change(row: Case, part: Part) -> None:
        answered_on = row.rounds.get(cancelled_at=None).answered_on
        if answered_on is None or not is_silent(answered_on, timezone.localdate()):
            raise Unanswered(_("Its author still has time to say how it went: until four weeks after it is due."))

    return take_step(by, case, Move.LET_GO, word=screened_word(word), change=change)


def _lock(by: User, case: Case) -> Case:
    row = Case.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case.pk)
    if Part.AUTHOR not in parts_of(by, row, timezone.localdate()):
        raise PermissionDenied
    if row.state != State.FOLLOW_UP:
        raise Changed(_("Somebody took another step with this case meanwhile. Look at where it is now."))
    return row


def _screened(said: LookedBack) -> LookedBack:
    followed = {
        key: Followed(one.extent, screened_word(one.words, is_needed=one.extent != Extent.DONE))
        for key, one in said.followed.items()
    }
    return LookedBack(said.weeks, said.outcome, screened_word(said.learnt, is_needed=False), followed)


def _write(held: Round, said: LookedBack) -> FollowUp:
    today = timezone.localdate()
    if held.answered_on is None or to_write(held.answered_on, held.told, today) != said.weeks:
        raise Changed(_("This follow-up is written already, or is not asked for today. Look at where the case is."))
    asked = held.taken_up
    if {one.pk for one in asked} != set(said.followed):
        raise Unanswered(_("Say of each thing that you took up how far it was done."))
    written = FollowUp.objects.create(round=held, weeks=said.weeks, outcome=said.outcome, learnt=said.learnt)
    FollowedDecision.objects.bulk_create(
        FollowedDecision(
            follow_up=written, decision=one, extent=said.followed[one.pk].extent, words=said.followed[one.pk].words
        )
        for one in asked
    )
    return written
