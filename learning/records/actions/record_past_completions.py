"""Put the new rows of a file that was read into the ledger: each once, whatever dies in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.workforce.models import Organisation, Person, User
from learning.workforce.resting import let_others_write

from .. import signals
from ..models import (
    Completion,
    CompletionImport,
    CompletionOrganisation,
    CompletionSource,
    ImportState,
    PastCompletion,
    RowState,
)
from ..past.judging import Ledger
from ..past.modules import ModulesKnown
from ..past.people import PeopleHere
from ..past.stored import meanings
from ..refusals import ImportRefused
from .read_past_completions import refuse_exchange

# Certificates and statuses follow in the same transaction, and none may hold SQLite's one writer for long.
CHUNK, CHUNK_WITH_CERTIFICATES = 250, 100


def begin_recording(by: User | None, batch: CompletionImport, *, with_certificates: bool = False) -> CompletionImport:
    """Say yes to what was read; the job goes on with `record_past`. Twice is once.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ImportRefused: no agreement holds, headcounts alone are returned, or the file does not wait for this.
    """
    with transaction.atomic():
        row = CompletionImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        refuse_exchange(by, row.organisation)
        if row.state in (ImportState.RECORDING, ImportState.RECORDED):
            return row
        if row.state != ImportState.READ:
            raise ImportRefused(_("This file does not wait to be recorded any more. Upload it again."))
        row.state, row.recorded_by, row.with_certificates = ImportState.RECORDING, by, with_certificates
        row.progress, row.whole = 0, row.rows.filter(state=RowState.NEW).count()
        row.save(update_fields=["state", "recorded_by", "with_certificates", "progress", "whole"])
        record(
            "completion_import.confirmed",
            by=by or ActorKind.SYSTEM,
            on=row,
            organisation_id=row.organisation_id,
            detail={"rows": row.whole, "certificates": with_certificates},
        )
    return row


def record_past(batch_id: int) -> None:
    """Record chunk after chunk, the oldest days first; safe to call again after it died at any point."""
    batch = CompletionImport.objects.select_related("organisation").get(pk=batch_id)
    if batch.state != ImportState.RECORDING:
        return
    writer = PastWriter(batch.organisation)
    while _record_some(writer, batch_id):
        let_others_write()


def _record_some(writer: PastWriter, batch_id: int) -> bool:
    """Record the next chunk; False when that was the last one."""
    with transaction.atomic():
        batch = lock_import(batch_id)
        if batch.state != ImportState.RECORDING:
            return False
        size = CHUNK_WITH_CERTIFICATES if batch.with_certificates else CHUNK
        rows = list(batch.rows.filter(state=RowState.NEW).in_order()[:size])
        writer.write(batch, rows, timezone.now())
        batch.progress += len(rows)
        if len(rows) < size:
            batch.state, batch.recorded_at = ImportState.RECORDED, timezone.now()
            record(
                "completion_import.recorded",
                by=batch.recorded_by or ActorKind.SYSTEM,
                on=batch,
                organisation_id=batch.organisation_id,
                detail={"completions": batch.completions.count()},
            )
        batch.save(update_fields=["progress", "state", "recorded_at"])
        return batch.state == ImportState.RECORDING


def lock_import(batch_id: int) -> CompletionImport:
    """The file, locked; files of one organisation are worked on one after the other."""
    row = CompletionImport.objects.select_related("organisation", "recorded_by").get(pk=batch_id)
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=row.organisation_id)
    return CompletionImport.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=batch_id)


class PastWriter:
    """Writes rows of one organisation's files into the ledger; made anew for each piece of work."""

    def __init__(self, organisation: Organisation) -> None:
        self.people = PeopleHere(organisation)
        self._organisation = organisation
        self._modules = ModulesKnown(organisation)
        self._humans: dict[int, int | None] = {}

    def write(self, batch: CompletionImport, rows: Collection[PastCompletion], now: dt.datetime) -> list[Completion]:
        """Judge these rows as the ledger stands now, and write what is still new; inside the caller's transaction.

        Whoever is nobody's here any more waits, and so does a row about whoever records it: somebody else says it.
        """
        several = list(meanings(rows, self.people, self._modules))
        _lock_people({one.human for one in several if one.human is not None})
        ledger = Ledger(self._organisation)
        ledger.read(several)
        written: list[tuple[Completion, int | None]] = []
        for row, one in zip(rows, several, strict=True):
            validity = ledger.validity(one)
            row.state = ledger.judge(one).state
            if row.state != RowState.NEW or one.human is None:
                continue
            if self.is_own(one.human, row.decided_by_id or batch.recorded_by_id):
                row.state, row.person = RowState.WAITING, None
            else:
                row.state, row.person_id = RowState.RECORDED, self.people.row_of[one.human]
                role_group = self.people.role_group_on(one.human, one.row.completed_on)
                written.append((_completion(batch, row, row.person_id, one.module_id, validity, now), role_group))
        completions = Completion.objects.bulk_create([completion for completion, _role_group in written])
        CompletionOrganisation.objects.bulk_create(
            CompletionOrganisation(completion=completion, organisation=self._organisation, role_group_id=role_group)
            for completion, role_group in written
            if role_group is not None
        )
        PastCompletion.objects.bulk_update(rows, ["state", "person"])
        if completions:
            signals.completions_imported.send(
                sender=Completion, completions=completions, with_certificates=batch.with_certificates
            )
        return completions

    def is_own(self, human: int, user_id: int | None) -> bool:
        """Whether the human being is the login's own person; nobody is the product's."""
        if user_id is None:
            return False
        if user_id not in self._humans:
            person = Person.objects.filter(user=user_id).first()
            self._humans[user_id] = person.lasting_id if person else None
        return human == self._humans[user_id]


def _completion(
    batch: CompletionImport,
    row: PastCompletion,
    person_id: int,
    module_id: int,
    validity: tuple[dt.date, dt.date | None],
    now: dt.datetime,
) -> Completion:
    # A file knows days alone: noon is of that day in London at any time of the year.
    noon = dt.datetime.combine(row.completed_on, dt.time(12), dt.UTC)
    return Completion(
        person_id=person_id,
        module_id=module_id,
        version_id=row.version_id,
        version_is_assumed=row.is_assumed,
        source=CompletionSource.IMPORTED,
        completed_at=min(noon, now),
        completed_on=row.completed_on,
        valid_from=validity[0],
        valid_until=validity[1],
        recorded_at=now,
        recorded_by_id=row.decided_by_id or batch.recorded_by_id,
        evidence=row.evidence,
        origin=row.source,
        import_batch=batch,
        import_row=row.number,
        confidence=row.confidence,
    )


def _lock_people(humans: Collection[int]) -> None:
    """Two files of two employers about one human being wait for each other: the second reads what the first wrote."""
    same = Person.objects.filter(Q(pk__in=humans) | Q(merged_into__in=humans)).order_by("pk")
    list(same.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
