"""Write another value in the place of one that a return's file has wrong; the file itself stays as it came."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..models import MendedCell, ReturnState, WorkforceReturn
from ..refusals import ReturnRefused
from ..returns.columns import Field
from .confirm_return import allowed_fields
from .match_return import open_return


def mend_cell(by: Any, batch: WorkforceReturn, row: int, field: str, value: str) -> MendedCell:
    """The value counts when the return is compared next. Raises as `choose_columns`."""
    found = open_return(by, batch)
    if Field(field) not in allowed_fields(found):
        raise ReturnRefused(_("Your agreement does not name this field, so it is not read. Nothing was changed."))
    with transaction.atomic():
        cell, _new = MendedCell.objects.update_or_create(
            batch=found, row=row, field=str(Field(field)), defaults={"value": value.strip()[:240]}
        )
        WorkforceReturn.objects.filter(pk=found.pk).update(state=ReturnState.UPLOADED)
        record(
            "workforce_return.cell_mended",
            by=by or ActorKind.SYSTEM,
            on=found,
            organisation_id=found.organisation_id,
            detail={"row": row, "field": str(field)},
        )
    return cell
