"""Let something that a person learnt elsewhere count here, as an equivalence says, with who approved it."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.deidentification import screen
from learning.deidentification.resolution import review_direct
from learning.modules.models import ModuleVersion
from learning.records.actions.record_completion import complete_by_recognition
from learning.records.models import Completion
from learning.workforce.models import Organisation, Person, User

from ..models import Equivalence, Recognition
from ..permissions import may_approve
from ..recognising import is_young_enough, last_day
from .rebuild_statuses import rebuild_statuses


def recognise_learning(
    by: User, person: Person, organisation: Organisation, equivalence: Equivalence, *, done_on: dt.date, evidence: str
) -> Completion:
    """Write the completion with its own day and its evidence; statuses follow in the same transaction.

    Raises:
        PermissionDenied: the user does not speak for the organisation, the person never worked there, or is the user.
        ValidationError: by field, what does not hold today: the equivalence, its acceptance, the age, the evidence, or
            that it is on record already.
    """
    today = timezone.localdate()
    with transaction.atomic():
        if not may_approve(by, person, organisation, today):
            raise PermissionDenied
        lasting = Person.objects.select_for_update(no_key=True).get(pk=person.lasting_id)
        version = version_signed(equivalence)
        _refuse_what_does_not_hold(equivalence, organisation, version, done_on, today)
        _refuse_twice(lasting, equivalence, done_on)
        completion = complete_by_recognition(
            lasting,
            version,
            organisation,
            done_on,
            last_day(done_on, equivalence.counts_months, version.refresh_months),
            evidence=_screened(evidence),
            origin=equivalence.provider,
            approver=by,
        )
        Recognition.objects.create(completion=completion, equivalence=equivalence, organisation=organisation)
        # Only now is it known where it counts.
        rebuild_statuses({lasting.pk})
        detail = {"equivalence": equivalence.pk, "module": equivalence.module_id}
        record("learning.recognised", by=by, on=completion, organisation_id=organisation.pk, detail=detail)
    return completion


def version_signed(equivalence: Equivalence) -> ModuleVersion:
    """The version of the module that the equivalence was written for: the one current on its first day.

    A later major version that everybody takes again is taken again after this too.
    """
    versions = list(equivalence.module.versions.order_by("published_at", "pk"))
    by_then = [one for one in versions if timezone.localdate(one.published_at) <= equivalence.starts_on]
    if not versions:
        raise ValidationError({"equivalence": _("The module has not been published yet, so nothing counts for it.")})
    return (by_then or versions[:1])[-1]


def _refuse_what_does_not_hold(
    equivalence: Equivalence, organisation: Organisation, version: ModuleVersion, done_on: dt.date, today: dt.date
) -> None:
    if not Equivalence.objects.accepted_in(organisation, today).filter(pk=equivalence.pk).exists():
        said = _("This does not count for your people today: it is ended, not signed, or not accepted by you.")
        raise ValidationError({"equivalence": said})
    if done_on > today:
        raise ValidationError({"done_on": _("Write the day on which it was finished, not a day to come.")})
    if not is_young_enough(done_on, equivalence.counts_months, version.refresh_months, today):
        last = last_day(done_on, equivalence.counts_months, version.refresh_months)
        said = _("This is too long ago: it counted until %(day)s. The person takes the module here instead.")
        raise ValidationError({"done_on": said % {"day": date_format(last, "j F Y")}})


def _refuse_twice(person: Person, equivalence: Equivalence, done_on: dt.date) -> None:
    same = Completion.objects.standing().of(person).filter(module=equivalence.module_id, completed_on=done_on)
    if same.exists():
        raise ValidationError({"done_on": _("A completion of this module is on record for that day already.")})


def _screened(evidence: str) -> str:
    """It stays for good, so it names nobody."""
    said = evidence.strip()
    if not said:
        raise ValidationError({"evidence": _("Write what shows it, such as the number of the certificate.")})
    if not review_direct(said, screen(said), {}).complete:
        raise ValidationError(
            {"evidence": _("This seems to name somebody. Write what shows it without names, such as a number.")}
        )
    return said
