"""Say of two rows whether they are one human being: the person and administrators settle it, an HR lead helps."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record

from ..models import Organisation, PairOpinion, Person, User
from ..permissions import is_shown_to_be_theirs, leads, may_administer


def say_of_pair(
    by: User, one: Person, other: Person, *, is_same: bool, organisation: Organisation | None = None
) -> PairOpinion:
    """Write down, or write anew, what `by` says of the two; as HR lead of `organisation`, or else for good.

    Raises PermissionDenied for an HR lead of somebody else's people, and for anybody else who is neither an
    administrator nor the person themselves.
    """
    today = timezone.localdate()
    if organisation is not None:
        listed = Person.objects.filter(pk__in=[one.pk, other.pk]).ever_at(organisation)
        allowed = leads(by, organisation, today) and listed.count() == 2
    else:
        allowed = may_administer(by, today) or any(is_shown_to_be_theirs(by, row) for row in (one, other))
    if not allowed:
        raise PermissionDenied
    first, second = sorted((one, other), key=lambda row: row.pk)
    with transaction.atomic():
        said = {"is_same": is_same, "organisation": organisation, "said_at": timezone.now()}
        opinion, _is_new = PairOpinion.objects.update_or_create(first=first, second=second, said_by=by, defaults=said)
        record(
            "people.said_one" if is_same else "people.said_two",
            by=by,
            on=first,
            organisation_id=organisation.pk if organisation else None,
            detail={"other": second.pk},
        )
    return opinion
