from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from learning.blocks.own_words import SelfMark
from learning.modules.marking import mark, options_of, takes_several
from learning.modules.scenario import walk
from learning.workforce.models import User

from ..body import Block, find
from ..models import Answer, AnswerKind, Attempt, AttemptState, Completion
from ..refusals import AttemptClosed, BadAnswer, KeyReused, NoSuchBlock
from .lock_attempt import lock_attempt, sequence_in
from .settle_attempt import settle_attempt

LONGEST_WALK = 200


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer as stored; `is_new` is False where an earlier one was given back. What it ended, if anything."""

    attempt: Attempt
    answer: Answer
    is_new: bool
    completion: Completion | None = None


def save_answer(
    user: User,
    attempt: Attempt,
    block_id: str,
    response: Sequence[str],
    key: uuid.UUID,
    sequence: int | None = None,
    *,
    reveals: bool = True,
) -> Saved:
    """Save what the user chose at a question, check or scenario, once, and finish the attempt if that was the last.

    `response`: ids of the chosen options; for a scenario the ids of all choices from its start. `sequence`: tenths of
    a second since the attempt started, as the device counted them; None for "now". `reveals`: whether the caller shows
    the reasons of the stored answer next; False for what waited on a device and is only handed in.

    The same key gives the saved answer back. Of different answers to a question or check the lowest sequence wins
    until the reasons of the stored one were shown, of equal ones the first received; whoever comes too late gets the
    saved one back. So two devices without a connection lead to one result in any order, and nobody who has read the
    reasons undoes an answer by dating another before it. A scenario keeps the latest way walked, and stays finished
    once an ending was reached. After the attempt has closed nothing changes any more, whatever the sequence: a
    completion, or a "not yet", rests on what was saved then.

    Raises:
        PermissionDenied: not the user's own attempt.
        NoSuchBlock, BadAnswer, KeyReused: see `refusals`.
        AttemptClosed: the block was not answered before the attempt ended.
    """
    with transaction.atomic():
        attempt = lock_attempt(user, attempt)
        found = find(attempt.version.body, block_id)
        if found is None or found.block["type"] not in AnswerKind.values:
            raise NoSuchBlock
        now = timezone.now()
        order = sequence_in(attempt, sequence, now)
        new = _answer(attempt, found.block, response)
        new.client_sequence, new.idempotency_key, new.answered_at = order, key, now
        new.revealed_at = now if reveals else None
        saved = _saved(attempt, block_id, key)
        if saved is not None and (attempt.state != AttemptState.OPEN or not _takes_over(new, saved)):
            if reveals and saved.revealed_at is None:
                saved.revealed_at = now
                saved.save(update_fields=["revealed_at"])
            if saved.kind == AnswerKind.SCENARIO and attempt.state == AttemptState.OPEN:
                return _remember_the_ending(attempt, saved, new)
            return Saved(attempt, saved, is_new=False)
        if attempt.state != AttemptState.OPEN:
            raise AttemptClosed
        if saved is not None:
            new.pk = saved.pk
            new.is_final = new.is_final or saved.is_final
        new.save()
        return Saved(attempt, new, is_new=True, completion=settle_attempt(attempt, now, place=block_id))


def _saved(attempt: Attempt, block_id: str, key: uuid.UUID) -> Answer | None:
    found = None
    for answer in attempt.answers.filter(Q(block_id=block_id) | Q(idempotency_key=key)):
        if answer.block_id != block_id:
            raise KeyReused
        found = answer
    return found


def _takes_over(new: Answer, saved: Answer) -> bool:
    if new.idempotency_key == saved.idempotency_key:
        return False
    if saved.kind in {AnswerKind.SCENARIO, AnswerKind.OWN_WORDS}:
        return new.client_sequence >= saved.client_sequence
    return saved.revealed_at is None and new.client_sequence < saved.client_sequence


def _remember_the_ending(attempt: Attempt, saved: Answer, late: Answer) -> Saved:
    """An ending counts however late its step arrives; the way shown stays the latest one."""
    if saved.is_final or not late.is_final or late.idempotency_key == saved.idempotency_key:
        return Saved(attempt, saved, is_new=False)
    saved.is_final = True
    saved.save(update_fields=["is_final"])
    return Saved(attempt, saved, is_new=False, completion=settle_attempt(attempt, late.answered_at))


def _answer(attempt: Attempt, block: Block, response: Sequence[str]) -> Answer:
    """The answer, not yet stored: in the order of the block, and marked."""
    kind, value = block["type"], block["value"]
    answer = Answer(attempt=attempt, block_id=block["id"], kind=kind)
    if kind == AnswerKind.SCENARIO:
        if len(response) > LONGEST_WALK:
            raise BadAnswer("a walk of too many steps")
        answer.response, answer.is_final = list(response), _reaches_an_ending(block, response)
        return answer
    if kind == AnswerKind.OWN_WORDS:
        if len(response) != 1 or response[0] not in SelfMark.values or not _has_written(attempt, block):
            raise BadAnswer("no comparison of an answer that was written")
        answer.response = list(response)
        return answer
    if not response or len(response) != len(set(response)):
        raise BadAnswer("nothing chosen, or one thing twice")
    if len(response) > 1 and not takes_several(value):
        raise BadAnswer("several chosen where one is asked for")
    try:
        answer.correct = mark(value, response)
    except ValueError as error:
        raise BadAnswer("no option of this question") from error
    answer.response = [option["id"] for option in options_of(value) if option["id"] in response]
    return answer


def _has_written(attempt: Attempt, block: Block) -> bool:
    """Whether an own answer is there to compare, here or on paper."""
    written = attempt.reflections.filter(block_id=block["id"]).first()
    return written is not None and (written.elsewhere or bool(written.sealed_text))


def _reaches_an_ending(block: Block, choices: Sequence[str]) -> bool:
    try:
        return walk(block["value"], choices).is_end
    except ValueError as error:
        raise BadAnswer("no choice of this step") from error
