"""Make one-time codes for people who have no login yet, and take codes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..claim_codes import digest_of, new_code
from ..models import ClaimCode, Employment, Organisation, Person, User
from ..permissions import leads

HOLDS_FOR = dt.timedelta(days=60)


@dataclass(frozen=True)
class Printed:
    """A code as it stands on paper, for one person; it is shown once, and kept nowhere."""

    person: Person
    code: str
    expires_at: dt.datetime


def make_claim_codes(by: User, organisation: Organisation, people: Collection[Person]) -> list[Printed]:
    """A new code for each of these people; an older unused one of theirs no longer works.

    Those who are not in post there today, or have a login, are left out. Raises PermissionDenied.
    """
    now, today = timezone.now(), timezone.localdate()
    if not leads(by, organisation, today):
        raise PermissionDenied
    keys = [person.pk for person in people]
    with transaction.atomic():
        chosen = list(Person.objects.working_at(organisation, today).without_login().filter(pk__in=keys))
        unused = ClaimCode.objects.unused().filter(organisation=organisation, person__in=chosen)
        unused.update(withdrawn_at=now)
        printed = [Printed(person, new_code(), now + HOLDS_FOR) for person in chosen]
        ClaimCode.objects.bulk_create(
            ClaimCode(
                organisation=organisation,
                person=one.person,
                digest=digest_of(one.code),
                made_at=now,
                made_by=by,
                expires_at=one.expires_at,
            )
            for one in printed
        )
        detail = {"people": [one.person.pk for one in printed]}
        record("claim_codes.made", by=by, on=organisation, organisation_id=organisation.pk, detail=detail)
    return printed


def withdraw_claim_code(by: User, code: ClaimCode) -> None:
    """Let an unused code work no longer. Raises PermissionDenied."""
    if not leads(by, code.organisation, timezone.localdate()):
        raise PermissionDenied
    with transaction.atomic():
        if ClaimCode.objects.unused().filter(pk=code.pk).update(withdrawn_at=timezone.now()):
            record("claim_code.withdrawn", by=by, on=code, organisation_id=code.organisation_id)


def withdraw_codes_of_nobody(by: User | None, organisation: Organisation) -> None:
    """Let the unused codes of whoever never worked there, as it is known now, work no longer: their return was undone.

    In the transaction of what took the people back.
    """
    posts = Employment.objects.standing().confirmed().filter(organisation=organisation)
    theirs = Q(person__in=posts.values("person")) | Q(person__merged_from__in=posts.values("person"))
    codes = ClaimCode.objects.unused().filter(organisation=organisation).exclude(theirs)
    people = list(codes.values_list("person_id", flat=True))
    if people:
        codes.update(withdrawn_at=timezone.now())
        by_whom, detail = by or ActorKind.SYSTEM, {"people": people}
        record("claim_codes.withdrawn", by=by_whom, on=organisation, organisation_id=organisation.pk, detail=detail)
