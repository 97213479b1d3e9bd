"""Change the list of local names: it holds for every text that is screened from then on, in every process."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..models import LocalName, LocalNamesMark
from ..models.local_name import NameKind
from ..pasted_names import fold
from ..permissions import may_change_local_names

AT_ONCE = 500


def add_local_names(by: User, kind: NameKind, names: Mapping[str, str]) -> list[LocalName]:
    """Put names on the list, given by how they are compared (`read_pasted`); one that somebody else added stays.

    Returns what is new. Raises PermissionDenied for whoever does not administer.
    """
    _refuse_unless_theirs(by)
    with transaction.atomic():
        _mark_anew()
        there = set(LocalName.objects.values_list("folded", flat=True))
        new = [LocalName(name=name, kind=kind, folded=folded) for folded, name in names.items() if folded not in there]
        made = LocalName.objects.bulk_create(new, batch_size=AT_ONCE)
        for start in range(0, len(made), AT_ONCE):
            some = [one.pk for one in made[start : start + AT_ONCE]]
            record("case.local_names_added", by=by, detail={"kind": kind.value, "names": some})
    return made


def change_local_name(by: User, name: LocalName) -> LocalName:
    """Write a name or its kind otherwise.

    Raises:
        PermissionDenied: the user does not administer.
        ValidationError: it holds no word, or is on the list already.
    """
    _refuse_unless_theirs(by)
    with transaction.atomic():
        _mark_anew()
        name.folded = fold(name.name)
        if not name.folded:
            raise ValidationError({"name": _("Write the name.")})
        if LocalName.objects.filter(folded=name.folded).exclude(pk=name.pk).exists():
            raise ValidationError({"name": _("This name is on the list already.")})
        name.full_clean()
        name.save(update_fields=["name", "kind", "folded"])
        record("case.local_name_changed", by=by, on=name, detail={"kind": name.kind})
    return name


def remove_local_name(by: User, name: LocalName) -> None:
    """Take a name off the list. Raises PermissionDenied for whoever does not administer."""
    _refuse_unless_theirs(by)
    with transaction.atomic():
        _mark_anew()
        record("case.local_name_removed", by=by, on=name, detail={"kind": name.kind})
        name.delete()


def _refuse_unless_theirs(by: User) -> None:
    if not may_change_local_names(by, timezone.localdate()):
        raise PermissionDenied


def _mark_anew() -> None:
    """Whoever changes the list at the same moment waits here; the mark changes with the list, in one transaction."""
    LocalNamesMark.objects.update_or_create(pk=1, defaults={"mark": uuid.uuid4().hex})
