"""Take a committed return back: every person as before, but for those whose rows changed since, who are listed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..chunks import CHUNK
from ..models import Person, ReturnChange, ReturnKind, ReturnState, WorkforceReturn
from ..refusals import ReturnRefused
from ..steps import Rows, Steps
from .confirm_return import refuse_stranger
from .stage_change import KINDS

OPEN_FOR = dt.timedelta(days=14)


def undo_until(batch: WorkforceReturn) -> dt.datetime | None:
    """The moment (UTC) up to which this return can be taken back; none where it never can."""
    return batch.committed_at + OPEN_FOR if batch.committed_at and batch.kind != ReturnKind.UNDO else None


def begin_undo(by: Any, batch: WorkforceReturn) -> WorkforceReturn:
    """Say that a committed return is taken back; the job goes on with `write_return` of the undo that is given back.

    No agreement is needed to take something back.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ReturnRefused: a sentence that says why it cannot be taken back now.
    """
    with transaction.atomic():
        row = WorkforceReturn.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=batch.pk)
        refuse_stranger(by, row.organisation)
        before = WorkforceReturn.objects.filter(undoes=row).first()
        if before is not None:
            return before
        until, now = undo_until(row), timezone.now()
        if until is None or now > until:
            raise ReturnRefused(
                _("A return can be undone for 14 days after it was written. Send a new one with what is right instead.")
            )
        if WorkforceReturn.objects.filter(organisation=row.organisation, state=ReturnState.WRITING).exists():
            raise ReturnRefused(
                _("Another return of yours is being written. Wait until it is done, then undo this one.")
            )
        return WorkforceReturn.objects.create(
            organisation=row.organisation,
            kind=ReturnKind.UNDO,
            state=ReturnState.WRITING,
            grade=row.grade,
            as_at=row.as_at,
            undoes=row,
            created_by=by,
            committed_by=by,
            compared_at=now,
            whole=row.changes.count(),
        )


def plan_undo(undo: WorkforceReturn) -> None:
    """Write down, change by change, what taking it back means; those that cannot be are listed with the reason.

    In chunks of a transaction each; called again it goes on where it was.
    """
    while undo.undoes_id is not None and _plan_some(undo.pk):
        pass


def _plan_some(undo_id: int) -> bool:
    with transaction.atomic():
        undo = WorkforceReturn.objects.select_for_update(of=("self",)).select_related("undoes").get(pk=undo_id)
        if undo.state != ReturnState.WRITING or undo.undoes is None:
            return False
        planned = undo.changes.order_by("-position").values_list("position", flat=True).first()
        changes = undo.undoes.changes.filter(staged=True).order_by("position")
        chunk = list(changes[:CHUNK] if planned is None else changes.filter(position__gt=planned)[:CHUNK])
        if not chunk:
            return False
        standing = _standing_rows(undo.undoes, chunk)
        # A name that its person has taken over since is theirs.
        people = Person.objects.filter(pk__in=[change.person_id for change in chunk], user=None)
        names = {pk: [given, family] for pk, given, family in people.values_list("pk", "given_name", "family_name")}
        ReturnChange.objects.bulk_create([_reversed(undo, change, standing, names) for change in chunk])
        undo.changed = undo.whole = undo.changes.filter(left_out="").count()
        undo.people_before = undo.undoes.people_before
        undo.save(update_fields=["changed", "whole", "people_before"])
    return True


Standing = dict[str, dict[int, set[int]]]


def _standing_rows(batch: WorkforceReturn, changes: Iterable[ReturnChange]) -> Standing:
    """By kind and person, the keys of the rows that this return said and that stand."""
    people = [change.person_id for change in changes]
    found: Standing = {}
    for kind, model in KINDS.items():
        rows: Any = model._base_manager
        found[kind] = defaultdict(set)
        for pk, person in rows.filter(batch=batch, person__in=people, superseded_at=None).values_list(
            "pk", "person_id"
        ):
            found[kind][person].add(pk)
    return found


def _reversed(
    undo: WorkforceReturn, change: ReturnChange, standing: Standing, names: dict[int, list[str]]
) -> ReturnChange:
    before = Steps.from_json(change.steps)
    steps, left_out = Steps(), ""
    for kind in KINDS:
        here = standing[kind].get(change.person_id or 0, set())
        rows: Rows = getattr(before, kind)
        # An earlier undo may have let copies of them stand again: they are as many and say the same.
        if len(here) != len(before.made.get(kind, [])):
            left_out = str(_("Changed since: stays as it is now."))
        setattr(steps, kind, Rows(withdrawn=sorted(here), restored=rows.olds))
    if before.name and not before.makes_person and names.get(change.person_id or 0) == before.name:
        steps.name, steps.name_before = before.name_before, before.name
    if before.email and not before.makes_person:
        steps.email_gone = before.email
    if before.email_gone:
        steps.email = before.email_gone
    return ReturnChange(
        batch=undo,
        position=change.position,
        kind=change.kind,
        person_id=change.person_id,
        named=change.named,
        staff_id=change.staff_id,
        shown=[[name, after, was] for name, was, after in change.shown],
        steps={} if left_out else steps.as_json(),
        left_out=left_out,
    )
