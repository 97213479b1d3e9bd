"""How far the records behind the figures can be relied on: what is missing in them, as numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Coalesce

from learning.records.models import ImportState, PastCompletion, RowState
from learning.workforce.models import Employment, Organisation, PersonEmail, ReturnProblem, WorkforceReturn
from learning.workforce.models.employment import EmploymentSource


@dataclass(frozen=True, slots=True)
class DataQuality:
    """Of `people` in post on the day (each once): so many without a team, so many without an e-mail address.

    `unread_rows` of the newest return could not be used; `unconfirmed` people said of themselves that they work here,
    and nobody has confirmed it; of the past completions that the employer gave, so many rows fit nobody yet.
    """

    people: int
    without_team: int
    without_email: int
    unread_rows: int
    unconfirmed: int
    unmatched: int


def data_quality(organisation: Organisation, day: dt.date) -> DataQuality:
    """Six queries."""
    in_post = Employment.objects.in_post(day).filter(organisation=organisation).order_by()
    confirmed = in_post.confirmed().annotate(lasting_id=Coalesce("person__merged_into_id", "person_id"))
    addresses = PersonEmail.objects.filter(person=OuterRef("person"))
    lasting = Count("lasting_id", distinct=True)
    people = confirmed.aggregate(n=lasting)["n"]
    in_a_team = confirmed.exclude(team=None).aggregate(n=lasting)["n"]
    with_email = confirmed.filter(Exists(addresses)).aggregate(n=lasting)["n"]
    newest = WorkforceReturn.objects.holding().filter(organisation=organisation, as_at__lte=day).first()
    unread = ReturnProblem.objects.filter(batch=newest).aggregate(n=Count("row", distinct=True))["n"] if newest else 0
    claimed = in_post.filter(source=EmploymentSource.SELF_DECLARED)
    past = PastCompletion.objects.filter(batch__organisation=organisation, batch__state=ImportState.RECORDED)
    return DataQuality(
        people,
        people - in_a_team,
        people - with_email,
        unread,
        claimed.aggregate(n=Count("person_id", distinct=True))["n"],
        past.filter(state=RowState.WAITING).count(),
    )
