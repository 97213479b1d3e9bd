"""With live proceedings no round opens until the author's agency has recorded that its case lead agrees."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..life_cycle import Part, State
from ..models import Case
from ..permissions import may_record_lead, parts_of
from ..refusals import Changed


def record_lead(by: User, case: Case) -> Case:
    """The case lead of the author's agency agrees to a round about these words; an edit voids it.

    Raises:
        PermissionDenied: the user is no agency reviewer of the case, or it has no live proceedings.
        Changed: it no longer waits for a round. Recorded already is no mishap: the first one stands.
    """
    today = timezone.localdate()
    with transaction.atomic():
        row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if Part.AGENCY_REVIEWER not in parts_of(by, row, today) or not row.has_proceedings:
            raise PermissionDenied
        if row.state != State.TRIAGE:
            raise Changed(_("This case no longer waits for a round, so there is nothing to agree to now."))
        if may_record_lead(by, row, today):
            row.lead_agreed_on = today
            row.save(update_fields=["lead_agreed_on"])
            record("case.lead_agreed", by=by, on=row, organisation_id=row.organisation_id)
    return row
