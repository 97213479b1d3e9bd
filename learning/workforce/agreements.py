"""What a partner has agreed to send on a day: whether it may send anything, which fields, and of which grade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from .models import Grade, Organisation, ReturnGrade, SharedField, SharingAgreement
from .querysets import holds_on
from .returns.columns import Field

SHARED: dict[Field, SharedField] = {
    Field.STAFF_ID: SharedField.STAFF_ID,
    Field.POST: SharedField.STAFF_ID,
    Field.EMAIL: SharedField.EMAIL,
    Field.FIRST_NAME: SharedField.NAME,
    Field.LAST_NAME: SharedField.NAME,
    Field.FULL_NAME: SharedField.NAME,
    Field.TEAM: SharedField.TEAM,
    Field.ROLE_GROUP: SharedField.ROLE_GROUP,
    Field.START_DATE: SharedField.DATES,
    Field.END_DATE: SharedField.DATES,
    Field.AWAY_FROM: SharedField.ABSENCE,
    Field.AWAY_TO: SharedField.ABSENCE,
}
"""What the agreement has to name for a column to be read."""

# With staff numbers alone, nothing of a file is read that names anybody.
WITHOUT_NAMES = frozenset(SharedField) - {SharedField.EMAIL, SharedField.NAME}

REVIEW_SOON = dt.timedelta(days=30)
"""So long before its day the agreement is said to be due for another look."""


def agreement_on(organisation: Organisation, day: dt.date) -> SharingAgreement | None:
    """The agreement that holds on `day`: of several, the one signed last."""
    return SharingAgreement.objects.on(day).filter(organisation=organisation).order_by("-signed_on").first()


def has_agreement(organisation: Organisation, day: dt.date) -> bool:
    return SharingAgreement.objects.on(day).filter(organisation=organisation).exists()


def grade_on(organisation: Organisation, day: dt.date) -> Grade:
    """The grade of the partner's returns on `day`; names, unless it chose otherwise."""
    return grades_on([organisation.pk], day)[organisation.pk]


def grades_on(organisations: Collection[int], day: dt.date) -> dict[int, Grade]:
    """The same of several, by their keys; one query."""
    chosen = ReturnGrade.objects.on(day).filter(organisation__in=organisations).order_by("starts_on")
    said = dict(chosen.values_list("organisation_id", "grade"))
    return {pk: Grade(said.get(pk, Grade.NAMED)) for pk in organisations}


def grades_through(organisation: Organisation, days: Collection[dt.date]) -> dict[dt.date, Grade]:
    """The same of one partner on several days; one query."""
    chosen = list(ReturnGrade.objects.standing().filter(organisation=organisation).order_by("starts_on"))
    found = dict.fromkeys(days, Grade.NAMED)
    for row in chosen:
        found |= {day: Grade(row.grade) for day in days if holds_on(day, row.starts_on, row.ended_on)}
    return found


def readable_fields(agreement: SharingAgreement, grade: Grade) -> frozenset[str]:
    """The fields that may be read from a file under this agreement and grade."""
    agreed = frozenset(str(field) for field in agreement.fields)
    return agreed if grade == Grade.NAMED else agreed & {str(field) for field in WITHOUT_NAMES}


def review_of(agreement: SharingAgreement | None, today: dt.date) -> str:
    """Whether it is time to look at the agreement again: "past", "soon" or nothing."""
    if agreement is None or agreement.review_on > today + REVIEW_SOON:
        return ""
    return "past" if agreement.review_on <= today else "soon"
