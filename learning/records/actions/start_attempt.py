from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.blocks.kinds import MARKED
from learning.modules.criteria import by_attendance
from learning.modules.models import Module, ModuleVersion
from learning.workforce.models import Person, User

from ..before import way_there
from ..body import every_block
from ..models import Answer, Attempt, AttemptState, ConfidenceRating, Reading
from ..permissions import may_learn
from ..refusals import ComesLater, NotOffered


def start_attempt(user: User, module: Module) -> Attempt:
    """Start the module, or give the open attempt back; after "not yet", start again with what was read and reflected.

    The bar is copied here and nowhere else: version, criteria, pass mark, months of validity.

    Raises:
        PermissionDenied: the login belongs to no person.
        NotOffered: the module has no version to start.
        ComesLater: it is the first start, and other modules are needed first.
    """
    with transaction.atomic():
        if not may_learn(user):
            raise PermissionDenied
        # Two first clicks wait for each other here; the unique constraint would turn the second into an error.
        Person.objects.select_for_update(no_key=True).get(pk=user.person.lasting_id)
        module = Module.objects.select_related("current_version").get(pk=module.pk)
        latest = Attempt.objects.of(user.person).on_module(module).select_related("version").latest_first().first()
        if latest is not None and latest.state == AttemptState.OPEN:
            return latest
        before = latest if latest is not None and latest.state == AttemptState.NOT_YET else None
        version = version_to_start(module, before)
        if version is None:
            raise NotOffered
        now = timezone.now()
        if latest is None and (way := way_there(user.person, module, timezone.localdate(now))):
            raise ComesLater(way)
        attempt = Attempt.objects.create(
            person=user.person,
            module=module,
            version=version,
            criteria=version.criteria,
            pass_mark_pct=version.pass_mark_pct,
            refresh_months=version.refresh_months,
            follows=before,
            started_at=now,
            saved_at=now,
            place=version.body[0]["id"] if version.body else "",
        )
        if before is not None:
            _keep(before, attempt)
        return attempt


def version_to_start(module: Module, before: Attempt | None) -> ModuleVersion | None:
    """The version a new attempt takes: the current one, or the one begun where nobody can start that alone any more."""
    current = module.current_version
    taught = current is not None and by_attendance(current.criteria)
    if current is not None and not taught and not module.is_retired_on(timezone.localdate()):
        return current
    return before.version if before is not None else None


def _keep(before: Attempt, attempt: Attempt) -> None:
    """Carry over what was read, walked, checked, rated and reflected, as far as the new version still has it."""
    sections = _sections_kept(before, attempt)
    blocks = {found.block["id"] for found in every_block(attempt.version.body) if found.section_id in sections}
    readings = list(before.readings.filter(section_id__in=sections))
    Reading.objects.bulk_create(
        Reading(attempt=attempt, section_id=r.section_id, by_alternative=r.by_alternative, read_at=r.read_at)
        for r in readings
    )
    Answer.objects.bulk_create(_copies_of_answers(before, attempt, blocks))
    ConfidenceRating.objects.bulk_create(_copies_of_ratings(before, attempt, blocks))
    before.reflections.filter(block_id__in=blocks).update(attempt=attempt, client_sequence=0)
    attempt.other_routes = [section for section in before.other_routes if section in sections]
    attempt.place = _first_open(attempt, {reading.section_id for reading in readings}) or attempt.place
    attempt.save(update_fields=["other_routes", "place"])


def _sections_kept(before: Attempt, attempt: Attempt) -> set[str]:
    """Sections that both versions have; after a major change only those that stayed as they were."""
    same_learning = before.version.major == attempt.version.major
    old = {section["id"]: section for section in before.version.body}
    return {
        section["id"]
        for section in attempt.version.body
        if section["id"] in old and (same_learning or section == old[section["id"]])
    }


def _copies_of_answers(before: Attempt, attempt: Attempt, blocks: Collection[str]) -> Iterator[Answer]:
    """All but those that are marked: a new try answers its questions anew."""
    for answer in before.answers.exclude(kind__in=MARKED).filter(block_id__in=blocks):
        yield Answer(
            attempt=attempt,
            block_id=answer.block_id,
            kind=answer.kind,
            response=answer.response,
            correct=answer.correct,
            is_final=answer.is_final,
            client_sequence=0,
            idempotency_key=uuid.uuid4(),
            answered_at=answer.answered_at,
        )


def _copies_of_ratings(before: Attempt, attempt: Attempt, blocks: Collection[str]) -> Iterator[ConfidenceRating]:
    for rating in before.confidence_ratings.filter(block_id__in=blocks):
        yield ConfidenceRating(
            attempt=attempt,
            block_id=rating.block_id,
            about=rating.about,
            moment=rating.moment,
            value=rating.value,
            rated_at=rating.rated_at,
        )


def _first_open(attempt: Attempt, kept: Collection[str]) -> str:
    """Where to carry on: the first section that was not kept, else the first question."""
    for section in attempt.version.body:
        if section["id"] not in kept:
            return str(section["id"])
    questions = attempt.criteria["questions"]
    return str(questions[0]) if questions else ""
