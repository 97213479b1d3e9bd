"""Write down how many people a partner has in each role group: all that a headcount return says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from learning.audit.actions.record_event import record

from ..models import Headcount, Organisation, RoleGroup, User
from .record_statement import record_statement


def record_headcounts(by: User, organisation: Organisation, day: dt.date, people: Mapping[RoleGroup, int]) -> None:
    """From `day` on the partner has so many people in each of these role groups; other role groups stay as said.

    A number said for the same day before is superseded. Raises PermissionDenied and ValidationError.
    """
    with transaction.atomic():
        standing = Headcount.objects.standing().filter(organisation=organisation, starts_on=day)
        said = {row.role_group_id: row for row in standing}
        for role_group, number in people.items():
            row = said.get(role_group.pk) or Headcount(organisation=organisation, role_group=role_group, starts_on=day)
            row.people = number
            record_statement(by, row)
        detail: dict[str, str | int] = {
            "as_at": day.isoformat(),
            "role_groups": len(people),
            "people": sum(people.values()),
        }
        record("headcount.recorded", by=by, on=organisation, organisation_id=organisation.pk, detail=detail)
