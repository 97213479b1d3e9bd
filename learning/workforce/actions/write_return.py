"""Write a return: made ready in chunks, then held at one moment, all of it or nothing; the figures follow.

The work is a job that may die at any point and be called again: each chunk says for itself whether it is done.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..chunks import CHUNK, in_chunks
from ..models import GivenAddress, Person, PersonEmail, ReturnChange, ReturnState, WorkforceReturn
from ..signals import people_changed, return_committed
from ..steps import Steps
from .confirm_return import changed_since, lock_returns_of
from .make_claim_codes import withdraw_codes_of_nobody
from .receive_return import delete_file
from .stage_change import Stage, let_hold, unstage
from .undo_return import plan_undo

FOLLOWED_AT_ONCE = 100


def write_return(batch_id: int) -> None:
    """Make everything ready, let it hold, let the figures follow; safe to call again after it died at any point."""
    plan_undo(WorkforceReturn.objects.select_related("undoes").get(pk=batch_id))
    while _stage_some(batch_id):
        pass
    batch = WorkforceReturn.objects.get(pk=batch_id)
    if batch.state == ReturnState.WRITING:
        _hold_or_give_back(batch)
    follow_return(batch_id)


def _stage_some(batch_id: int) -> bool:
    """Stage the next chunk; False when nothing is left to stage."""
    with transaction.atomic():
        batch = WorkforceReturn.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=batch_id)
        if batch.state != ReturnState.WRITING:
            return False
        changes = list(batch.changes.filter(staged=False, left_out="").order_by("position")[:CHUNK])
        if not changes:
            return False
        Stage(batch).stage(changes, timezone.now())
        WorkforceReturn.objects.filter(pk=batch_id).update(progress=batch.changes.filter(staged=True).count())
    return True


def _hold_or_give_back(batch: WorkforceReturn) -> None:
    try:
        with transaction.atomic():
            held = _hold(batch)
            if not held:
                transaction.set_rollback(True)
    except IntegrityError:
        held = False
    if not held:
        give_back(batch)


def give_back(batch: WorkforceReturn) -> None:
    """What was compared is no longer so: nothing of it is kept, and it waits to be compared again."""
    unstage(batch)
    if batch.undoes_id:
        WorkforceReturn.objects.filter(pk=batch.pk, state=ReturnState.WRITING).delete()
        return
    words = _("Somebody changed your people while this was being written. Nothing was written. Compare again.")
    WorkforceReturn.objects.filter(pk=batch.pk, state=ReturnState.WRITING).update(
        state=ReturnState.COMPARED, committed_by=None, progress=0, trouble=words
    )


def _hold(batch: WorkforceReturn) -> bool:
    """The one moment: rows, names and addresses, and the return itself; False where something changed meanwhile."""
    lock_returns_of(batch.organisation_id)
    row = WorkforceReturn.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.state != ReturnState.WRITING:
        return True
    now = timezone.now()
    changes = list(row.changes.filter(staged=True))
    if changed_since(row) or not let_hold(changes, now):
        return False
    _write_names(changes, row.organisation_id)
    if row.undoes_id:
        withdraw_codes_of_nobody(row.committed_by, row.organisation)
    row.state, row.committed_at = ReturnState.COMMITTED, now
    row.save(update_fields=["state", "committed_at"])
    record(
        "workforce_return.undone" if row.undoes_id else "workforce_return.committed",
        by=row.committed_by or ActorKind.SYSTEM,
        on=row,
        organisation_id=row.organisation_id,
        detail={"people": len(changes), "as_at": row.as_at.isoformat()},
    )
    return_committed.send(sender=WorkforceReturn, batch=row)
    transaction.on_commit(lambda: delete_file(row))
    if len(changes) <= FOLLOWED_AT_ONCE:
        _follow(row, changes)
        WorkforceReturn.objects.filter(pk=row.pk).update(followed_at=now)
    return True


def _write_names(changes: list[ReturnChange], organisation_id: int) -> None:
    """Names and addresses of people who were there before; those of new ones came with them."""
    steps = [(change, Steps.from_json(change.steps)) for change in changes]
    known = [(change.person_id, step) for change, step in steps if change.person_id and not step.makes_person]
    named = {person_id: step.name for person_id, step in known if step.name}
    # Whoever joined since it was compared keeps the name that they chose.
    renamed = [
        Person(pk=person_id, given_name=named[person_id][0], family_name=named[person_id][1])
        for chunk in in_chunks(list(named))
        for person_id in Person.objects.filter(pk__in=chunk, user=None).values_list("pk", flat=True)
    ]
    Person.objects.bulk_update(renamed, ["given_name", "family_name"], batch_size=CHUNK)
    PersonEmail.objects.bulk_create(
        [PersonEmail(person_id=person_id, email=step.email) for person_id, step in known if step.email],
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
    GivenAddress.objects.bulk_create(
        [
            GivenAddress(organisation_id=organisation_id, person_id=person_id, email=step.email)
            for person_id, step in known
            if step.email
        ],
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
    for person_id, step in known:
        if step.email_gone:
            _forget_given(organisation_id, person_id, step.email_gone)


def _forget_given(organisation_id: int, person_id: int, email: str) -> None:
    """This employer no longer gives the address; it stays where the person proved it, or another employer gives it."""
    given = GivenAddress.objects.filter(person_id=person_id, email=email)
    given.filter(organisation_id=organisation_id).delete()
    if not given.exists():
        PersonEmail.objects.filter(person_id=person_id, email=email, verified_at=None).delete()


def follow_return(batch_id: int) -> None:
    """Let the figures follow a committed return, a few hundred people a transaction; twice does no harm."""
    batch = WorkforceReturn.objects.filter(pk=batch_id).first()
    if batch is None or batch.state != ReturnState.COMMITTED or batch.followed_at is not None:
        return
    changes = list(batch.changes.filter(staged=True).order_by("position"))
    WorkforceReturn.objects.filter(pk=batch_id).update(progress=0, whole=len(changes))
    for number, chunk in enumerate(in_chunks(changes, CHUNK // 2), start=1):
        with transaction.atomic():
            _follow(batch, chunk)
            WorkforceReturn.objects.filter(pk=batch_id).update(progress=min(number * CHUNK // 2, len(changes)))
    WorkforceReturn.objects.filter(pk=batch_id).update(followed_at=timezone.now())


def _follow(batch: WorkforceReturn, changes: Sequence[ReturnChange]) -> None:
    people = {change.person_id for change in changes if change.person_id is not None}
    if people:
        people_changed.send(sender=WorkforceReturn, person_ids=people)
