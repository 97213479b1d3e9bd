"""What those who can sign in answered and read, and the module that one of them is in the middle of."""

from __future__ import annotations

import uuid

from learning.blocks.kinds import MARKED
from learning.modules.marking import right_options
from learning.modules.models import Module
from learning.records.actions.record_reading import record_reading
from learning.records.actions.start_attempt import start_attempt
from learning.records.body import Block, every_block
from learning.records.models import Answer, Attempt, AttemptState, Reading
from learning.workforce.models import User

from .network import SEED, Member

HALF_WAY = "adultification-seeing-the-child"
SECTIONS_READ = 3


def load_answers(member: Member) -> None:
    """The right answers and the readings behind every completion that the plan gave this person."""
    passed = Attempt.objects.of(member.person).filter(state=AttemptState.PASSED, answers=None).select_related("version")
    for attempt in passed:
        moment = attempt.closed_at or attempt.saved_at
        Reading.objects.bulk_create(
            [Reading(attempt=attempt, section_id=s["id"], read_at=moment) for s in attempt.version.body],
            ignore_conflicts=True,
        )
        questions = [f.block for f in every_block(attempt.version.body) if f.block["type"] in MARKED]
        Answer.objects.bulk_create(
            [
                Answer(
                    attempt=attempt,
                    block_id=question["id"],
                    kind=question["type"],
                    response=_right_ones(question),
                    correct=True,
                    client_sequence=number,
                    idempotency_key=uuid.uuid5(SEED, f"{attempt.uuid}-{question['id']}"),
                    answered_at=moment,
                )
                for number, question in enumerate(questions)
            ]
        )


def leave_half_way(user: User) -> None:
    """Somebody is in the middle of a module: opened, some sections read, nothing answered yet."""
    module = Module.objects.get(slug=HALF_WAY)
    if Attempt.objects.filter(person=user.person, module=module).exists():
        return
    attempt = start_attempt(user, module)
    for section in attempt.version.body[:SECTIONS_READ]:
        record_reading(user, attempt, section["id"])


def _right_ones(question: Block) -> list[str]:
    return sorted(right_options(question["value"]))
