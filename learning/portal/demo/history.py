"""Write what the invented people learnt: attempts, completions and the employers for whom they count."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence

from django.db import transaction

from learning.modules.models import ModuleVersion
from learning.records.models import Attempt, AttemptState, Completion, CompletionOrganisation, CompletionSource
from learning.records.periods import LONDON, valid_until
from learning.workforce.models import RoleGroup

from .network import SEED, Member

CHUNK = 500


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


def _write(facts: Sequence[tuple[Member, ModuleVersion, dt.datetime]], groups: dict[str, RoleGroup]) -> None:
    attempts = [
        Attempt(
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
        for member, version, moment in facts
    ]
    Attempt.objects.bulk_create(attempts, ignore_conflicts=True)
    written = Attempt.objects.in_bulk([a.uuid for a in attempts], field_name="uuid")
    completions = []
    for (member, version, moment), attempt in zip(facts, attempts, strict=True):
        on = moment.astimezone(LONDON).date()
        questions = len(version.criteria.get("questions", ()))
        completions.append(
            Completion(
                uuid=uuid.uuid5(SEED, f"{member.key}-{version.module_id}-completion"),
                person=member.person,
                module_id=version.module_id,
                version=version,
                attempt=written[attempt.uuid],
                source=CompletionSource.ATTEMPT,
                completed_at=moment,
                completed_on=on,
                valid_from=on,
                valid_until=valid_until(on, version.refresh_months),
                right_answers=questions,
                questions=questions,
                criteria=version.criteria,
            )
        )
    Completion.objects.bulk_create(completions, ignore_conflicts=True)
    kept = Completion.objects.in_bulk([c.uuid for c in completions], field_name="uuid")
    CompletionOrganisation.objects.bulk_create(
        [
            CompletionOrganisation(
                completion=kept[completion.uuid],
                organisation=member.organisation,
                role_group=groups[member.role_group_on(completion.completed_on)],
            )
            for (member, _, _), completion in zip(facts, completions, strict=True)
        ],
        ignore_conflicts=True,
    )


def _moment(key: str, slug: str, on: dt.date, seed: int) -> dt.datetime:
    """When on that day: in working hours mostly, and the same each time the demonstration is loaded."""
    rng = random.Random(f"{seed}-{key}-{slug}")  # noqa: S311  a demonstration, no secret
    hour = rng.choices((8, 9, 10, 11, 13, 14, 15, 16, 20, 22), weights=(2, 4, 5, 5, 4, 5, 4, 3, 2, 1))[0]
    return dt.datetime.combine(on, dt.time(hour, rng.randint(0, 59)), tzinfo=LONDON).astimezone(dt.UTC)
