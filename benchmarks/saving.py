"""Saving an answer, whole: lock the attempt, mark, store, look whether that finished the module, commit."""

import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from django.db import transaction
from django.utils import timezone

from benchmarks.figure import Figure
from learning.modules.marking import right_options
from learning.modules.models import Module
from learning.records.actions.save_answer import save_answer
from learning.records.actions.start_attempt import start_attempt
from learning.records.body import every_block
from learning.records.models import Answer, Attempt
from learning.workforce.models import Person, User

MODULE = "trauma-and-violence-shared-start"
PEOPLE = 40


def measure() -> Iterator[Figure]:
    """Every question of a module but the last, by people who have done nothing yet.

    The floor is one row inserted into the same table, in a transaction of its own.
    """
    values, floors = [], []
    for number in range(PEOPLE):
        user = _somebody(number)
        attempt = start_attempt(user, Module.objects.get(slug=MODULE))
        questions = [found.block for found in every_block(attempt.version.body) if found.block["type"] == "question"]
        for question in questions[:-1]:
            right = sorted(right_options(question["value"]))
            values.append(_cost(partial(save_answer, user, attempt, question["id"], right, uuid.uuid4())))
            floors.append(_cost(partial(_insert, attempt, right)))
    yield Figure("saving", median(values), "ms of processor time", 3.5, median(floors))


def _somebody(number: int) -> User:
    user = User.objects.create_user(f"bench-{number}@example.org")
    Person.objects.create(user=user, given_name="Bench", family_name=str(number), is_invented=True)
    return User.objects.select_related("person").get(pk=user.pk)


def _insert(attempt: Attempt, response: list[str]) -> None:
    with transaction.atomic():
        Answer.objects.create(
            attempt=attempt,
            block_id=str(uuid.uuid4()),
            kind="check",
            response=response,
            correct=True,
            client_sequence=1,
            idempotency_key=uuid.uuid4(),
            answered_at=timezone.now(),
        )


def _cost(act: Callable[[], object]) -> float:
    """Processor milliseconds of one call."""
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000
