"""Say that two rows are one human being, or take that back; no row of the ledger is rewritten."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..models import Merge, Person, User
from ..permissions import may_merge, may_unmerge
from ..signals import people_changed


def merge_people(by: User, duplicate: Person, into: Person, reason: str) -> None:
    """Read `duplicate` as `into` from now on. Raises PermissionDenied or ValidationError with what to do instead."""
    if not may_merge(by, duplicate, into, timezone.localdate()):
        raise PermissionDenied
    join_rows(by, duplicate, into, reason)


def join_rows(by: User | None, duplicate: Person, into: Person, reason: str) -> Person:
    """The same for actions that have shown by other means that the two are one; returns the row that lasts.

    It is `into`, or `duplicate` where that one has rows merged into it and the other has none.
    """
    with transaction.atomic():
        keys = [duplicate.pk, into.pk]
        rows = {row.pk: row for row in Person.objects.select_for_update(of=("self",)).filter(pk__in=keys)}
        first, kept = rows[duplicate.pk], rows[into.pk]
        if first.pk == kept.pk:
            raise ValidationError(_("These are the same record already. Choose two different ones."))
        if first.merged_from.exists() and not kept.merged_from.exists():
            first, kept = kept, first
        if kept.merged_into_id is not None or first.merged_into_id is not None or first.merged_from.exists():
            raise ValidationError(_("One of the two is part of another merge. Take that merge back first."))
        # The login of a human being may be that of a row merged into the lasting one.
        if not Person.objects.filter(pk__in=keys).without_login().exists():
            raise ValidationError(
                _("Both have a login. Decide with the person which one stays, and close the other first.")
            )
        if not reason.strip():
            raise ValidationError(_("Say why you believe that these two are one person."))
        first.merged_into, first.merge_reason = kept, reason.strip()
        first.save(update_fields=["merged_into", "merge_reason"])
        Merge.objects.create(person=first, into=kept, reason=first.merge_reason, recorded_by=by)
        record("people.merged", by=by or ActorKind.SYSTEM, on=first, detail={"into": kept.pk})
        people_changed.send(sender=Person, person_ids={first.pk, kept.pk})
    return kept


def unmerge_people(by: User, duplicate: Person) -> None:
    """Read `duplicate` as a human being of its own again. Raises PermissionDenied."""
    if not may_unmerge(by, duplicate, timezone.localdate()):
        raise PermissionDenied
    with transaction.atomic():
        row = Person.objects.select_for_update(of=("self",)).get(pk=duplicate.pk)
        if row.merged_into_id is None:
            return
        kept_id = row.merged_into_id
        row.merged_into, row.merge_reason = None, ""
        row.save(update_fields=["merged_into", "merge_reason"])
        Merge.objects.standing().filter(person=row).update(superseded_at=timezone.now())
        record("people.unmerged", by=by, on=row, detail={"from": kept_id})
        people_changed.send(sender=Person, person_ids={row.pk, kept_id})
