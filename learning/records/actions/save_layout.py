"""Save how a partner's system of record wants its completions, and what it calls the modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.workforce.models import Organisation, User

from ..models import DaysAs, DownloadField, DownloadLayout, FileKind, ModuleCode
from ..permissions import may_exchange
from ..refusals import BadAnswer


def save_layout(
    by: User, organisation: Organisation, columns: Sequence[tuple[DownloadField, str]], days_as: DaysAs, kind: FileKind
) -> DownloadLayout:
    """For downloads from now on; receipts keep the layout that they were made with.

    Raises PermissionDenied; BadAnswer for no column, one twice, or one without a heading.
    """
    with transaction.atomic():
        _refuse(by, organisation)
        headings = [heading.strip() for _field, heading in columns]
        if not columns or not all(headings) or len({field for field, _heading in columns}) < len(columns):
            raise BadAnswer("a layout has at least one column, each once and each with a heading")
        layout, _is_new = DownloadLayout.objects.update_or_create(
            organisation=organisation,
            defaults={
                "columns": [[field.value, heading] for (field, _), heading in zip(columns, headings, strict=True)],
                "days_as": days_as,
                "kind": kind,
                "changed_at": timezone.now(),
                "changed_by": by,
            },
        )
        record("download_layout.saved", by=by, on=layout, organisation_id=organisation.pk)
    return layout


def save_codes(by: User, organisation: Organisation, codes: Mapping[int, str]) -> None:
    """By primary key of the module; an empty code takes the old one away. What `codes` does not name stays.

    Raises PermissionDenied; BadAnswer where one code would mean two modules.
    """
    wanted = {pk: code.strip() for pk, code in codes.items()}
    with transaction.atomic():
        _refuse(by, organisation)
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        known = ModuleCode.objects.filter(organisation=organisation)
        meant = dict(known.values_list("module_id", "code")) | wanted
        written = [code.casefold() for code in meant.values() if code]
        if len(set(written)) < len(written):
            raise BadAnswer("one code means one module")
        # Two modules may change codes with each other, so the old ones go before the new ones come.
        known.filter(module__in=wanted).delete()
        ModuleCode.objects.bulk_create(
            ModuleCode(organisation=organisation, module_id=pk, code=code) for pk, code in wanted.items() if code
        )
        record(
            "module_codes.saved",
            by=by,
            on=organisation,
            organisation_id=organisation.pk,
            detail={"codes": len(written)},
        )


def _refuse(by: User, organisation: Organisation) -> None:
    if not may_exchange(by, organisation, timezone.localdate()):
        raise PermissionDenied
