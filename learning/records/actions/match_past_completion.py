"""Say whom a waiting row of a file means, by hand or by itself once the person has arrived."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.agreements import grade_on, has_agreement
from learning.workforce.models import Grade, Organisation, Person, User
from learning.workforce.permissions import is_own

from ..models import CompletionImport, ImportState, Match, PastCompletion, RowState
from ..refusals import ImportRefused
from .read_past_completions import refuse_exchange
from .record_past_completions import CHUNK, PastWriter, lock_import, record_past


def match_by_hand(by: User, row: PastCompletion, person: Person) -> PastCompletion:
    """Say that a waiting row, or one set aside, means this person; the completion is recorded at once, if it is new.

    Raises:
        PermissionDenied: the user does not lead the organisation's people today.
        ImportRefused: the person is none of its own, or the user; had left before the day; the row does not wait any
            more; or nothing is taken in today.
    """
    with transaction.atomic():
        batch, row = _locked(by, row)
        writer = PastWriter(batch.organisation)
        human = writer.people.lasting.get(person.pk)
        if human is None:
            raise ImportRefused(_("This is nobody of yours. Choose somebody from your own list of people."))
        if is_own(by, person):
            raise ImportRefused(
                _("This is you. Ask another HR lead of yours to say it, or the network team to name one.")
            )
        last = writer.people.last_day(human)
        if last is not None and last < row.completed_on:
            raise ImportRefused(_("This person had left you before that day, so it is not yours to record."))
        row.person, row.confidence = person, Match.BY_HAND
        row.decided_at, row.decided_by = timezone.now(), by
        row.save(update_fields=["person", "confidence", "decided_at", "decided_by"])
        writer.write(batch, [row], row.decided_at)
        _note(by, "past_completion.matched", row, batch)
    return row


def set_aside(by: User, row: PastCompletion) -> None:
    """Say that nobody of yours is meant; the row stays out of the queue. Raises as `match_by_hand`."""
    with transaction.atomic():
        batch, row = _locked(by, row)
        row.state, row.decided_at, row.decided_by = RowState.ASIDE, timezone.now(), by
        row.save(update_fields=["state", "decided_at", "decided_by"])
        _note(by, "past_completion.set_aside", row, batch)


def record_and_match(batch_id: int) -> None:
    """`record_past`, and then look for whoever arrived since the file was read."""
    record_past(batch_id)
    match_waiting(CompletionImport.objects.values_list("organisation_id", flat=True).get(pk=batch_id))


def match_waiting(organisation_id: int) -> int:
    """Look for everybody whose rows wait, and record what is theirs; returns how many completions that made.

    A chunk a transaction, file by file; twice does no harm. Nobody is looked for where nothing is taken in today.
    """
    organisation, today = Organisation.objects.get(pk=organisation_id), timezone.localdate()
    if not has_agreement(organisation, today) or grade_on(organisation, today) == Grade.HEADCOUNT:
        return 0
    writer = PastWriter(organisation)
    found: dict[int, list[int]] = {}
    for row in PastCompletion.objects.in_queue().filter(batch__organisation=organisation).iterator(CHUNK):
        human, _how = writer.people.find(row.staff_id, row.email)
        if human is not None:
            found.setdefault(row.batch_id, []).append(row.pk)
    made = 0
    for batch_id, keys in found.items():
        for start in range(0, len(keys), CHUNK):
            made += _match_some(writer, batch_id, keys[start : start + CHUNK])
    return made


def _match_some(writer: PastWriter, batch_id: int, keys: list[int]) -> int:
    with transaction.atomic():
        batch = lock_import(batch_id)
        if batch.state != ImportState.RECORDED:
            return 0
        rows = []
        for row in PastCompletion.objects.filter(pk__in=keys, state=RowState.WAITING).in_order():
            human, how = writer.people.find(row.staff_id, row.email)
            if human is None or writer.is_own(human, row.decided_by_id or batch.recorded_by_id):
                continue
            last = writer.people.last_day(human)
            if last is None or row.completed_on <= last:
                row.person_id, row.confidence = writer.people.row_of[human], how or ""
                row.save(update_fields=["person", "confidence"])
                rows.append(row)
        made = len(writer.write(batch, rows, timezone.now()))
        if rows:
            record(
                "completion_import.matched_later",
                by=ActorKind.SYSTEM,
                on=batch,
                organisation_id=batch.organisation_id,
                detail={"completions": made},
            )
        return made


def _locked(by: User, row: PastCompletion) -> tuple[CompletionImport, PastCompletion]:
    batch = lock_import(row.batch_id)
    refuse_exchange(by, batch.organisation)
    row = PastCompletion.objects.select_related("version").get(pk=row.pk)
    if batch.state != ImportState.RECORDED or row.state not in (RowState.WAITING, RowState.ASIDE):
        raise ImportRefused(_("This row does not wait any more. Somebody decided it, or its file was undone."))
    return batch, row


def _note(by: User, action: str, row: PastCompletion, batch: CompletionImport) -> None:
    record(action, by=by, on=row, organisation_id=batch.organisation_id)
