"""Write what a form says of one person: a return of one change, written at once, with the same undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..agreements import grade_on
from ..models import ChangeKind, Grade, Organisation, Person, ReturnChange, ReturnKind, ReturnState, WorkforceReturn
from ..refusals import ReturnRefused
from ..steps import Steps
from .confirm_return import begin_commit, refuse_sender
from .receive_return import refuse_day
from .write_return import write_return

_COUNTED = {
    ChangeKind.JOINER: "joiners",
    ChangeKind.LEAVER: "leavers",
    ChangeKind.MOVER: "movers",
    ChangeKind.CHANGED: "changed",
}


def write_person(
    by: Any,
    organisation: Organisation,
    kind: ChangeKind,
    steps: Steps,
    *,
    as_at: dt.date,
    named: str,
    person: Person | None = None,
    staff_id: str = "",
    shown: Sequence[tuple[str, str, str]] = (),
) -> WorkforceReturn:
    """The return that holds now. `as_at`: the day it is said for; `shown`: field, before and after.

    Raises:
        PermissionDenied: the user does not lead this organisation's people today. `by` None: the product itself.
        ReturnRefused: no agreement, headcounts only, a day that cannot be, or somebody changed this person meanwhile.
    """
    grade = _refuse(by, organisation, as_at)
    told = {"named": named[:260], "staff_id": staff_id, "shown": [list(one) for one in shown]}
    with transaction.atomic():
        batch = WorkforceReturn.objects.create(
            organisation=organisation,
            kind=ReturnKind.FORM,
            state=ReturnState.COMPARED,
            grade=grade,
            as_at=as_at,
            created_by=by,
            compared_at=timezone.now(),
            rows=1,
            **{_COUNTED[kind]: 1},
        )
        ReturnChange.objects.create(batch=batch, position=0, kind=kind, person=person, steps=steps.as_json(), **told)
        begin_commit(by, batch)
        write_return(batch.pk)
        batch.refresh_from_db()
        if batch.state != ReturnState.COMMITTED:
            raise ReturnRefused(
                _("Somebody changed this person while your form was open. Nothing was written; look again.")
            )
    return batch


def _refuse(by: Any, organisation: Organisation, as_at: dt.date) -> Grade:
    """The grade under which the form is written; raises where it may not be."""
    today = timezone.localdate()
    refuse_sender(by, organisation)
    refuse_day(organisation, as_at, today)
    grade = grade_on(organisation, today)
    if grade == Grade.HEADCOUNT:
        raise ReturnRefused(_("You send headcounts only. Change the grade of your return to list people."))
    return grade
