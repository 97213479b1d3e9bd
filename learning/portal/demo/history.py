"""Write what the invented people learnt: attempts, completions and the employers for whom they count."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from learning.modules.models import ModuleVersion
from learning.records.models import Attempt, AttemptState, Completion, CompletionOrganisation, CompletionSource
from learning.records.periods import valid_until
from learning.workforce.models import RoleGroup

from .network import SEED, Member, moment_on

CHUNK = 500

Fact = tuple[Member, ModuleVersion, dt.datetime]
"""Who finished what, and when."""


def load_history(
    members: Sequence[Member], versions: dict[str, ModuleVersion], groups: dict[str, RoleGroup], seed: int
) -> Iterator[int]:
    """Write every planned completion, a chunk a transaction; yields how many were written each time."""
    facts = [
        (member, versions[slug], _moment(member.key, slug, on, seed))
        for member in members
        for slug, on in member.plan.completed
    ]
    for first in range(0, len(facts), CHUNK):
        chunk = facts[first : first + CHUNK]
        with transaction.atomic():
            _write(chunk, groups)
        yield len(chunk)


def _write(facts: Sequence[Fact], groups: dict[str, RoleGroup]) -> None:
    """Each fact as the three rows that the ledger would hold; what is there already stays."""
    attempts = [_attempt(*fact) for fact in facts]
    Attempt.objects.bulk_create(attempts, ignore_conflicts=True)
    begun = Attempt.objects.in_bulk([attempt.uuid for attempt in attempts], field_name="uuid")
    completions = [_completion(*fact, begun[attempt.uuid]) for fact, attempt in zip(facts, attempts, strict=True)]
    Completion.objects.bulk_create(completions, ignore_conflicts=True)
    kept = Completion.objects.in_bulk([completion.uuid for completion in completions], field_name="uuid")
    counted = [
        CompletionOrganisation(
            completion=kept[completion.uuid],
            organisation=member.organisation,
            role_group=groups[member.role_group_on(completion.completed_on)],
        )
        for (member, _, _), completion in zip(facts, completions, strict=True)
    ]
    CompletionOrganisation.objects.bulk_create(counted, ignore_conflicts=True)


def _attempt(member: Member, version: ModuleVersion, moment: dt.datetime) -> Attempt:
    return Attempt(
        uuid=uuid.uuid5(SEED, f"{member.key}-{version.module_id}-attempt"),
        person=member.person,
        module_id=version.module_id,
        version=version,
        criteria=version.criteria,
        pass_mark_pct=version.pass_mark_pct,
        refresh_months=version.refresh_months,
        state=AttemptState.PASSED,
        started_at=moment - dt.timedelta(minutes=version.minutes),
        closed_at=moment,
        saved_at=moment,
    )


def _completion(member: Member, version: ModuleVersion, moment: dt.datetime, attempt: Attempt) -> Completion:
    on, questions = timezone.localdate(moment), len(version.criteria.get("questions", ()))
    return Completion(
        uuid=uuid.uuid5(SEED, f"{member.key}-{version.module_id}-completion"),
        person=member.person,
        module_id=version.module_id,
        version=version,
        attempt=attempt,
        source=CompletionSource.ATTEMPT,
        completed_at=moment,
        completed_on=on,
        recorded_at=moment,
        valid_from=on,
        valid_until=valid_until(on, version.refresh_months),
        right_answers=questions,
        questions=questions,
        criteria=version.criteria,
    )


def _moment(key: str, slug: str, on: dt.date, seed: int) -> dt.datetime:
    """When on that day: in working hours mostly, and the same each time the demonstration is loaded."""
    rng = random.Random(f"{seed}-{key}-{slug}")  # noqa: S311  a demonstration, no secret
    hour = rng.choices((8, 9, 10, 11, 13, 14, 15, 16, 20, 22), weights=(2, 4, 5, 5, 4, 5, 4, 3, 2, 1))[0]
    return moment_on(on, dt.time(hour, rng.randint(0, 59)))
