"""What the invented partners agreed about their people, and how much each of them sends; each says it is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from learning.workforce.models import (
    Grade,
    Headcount,
    Organisation,
    ReturnGrade,
    RoleGroup,
    SharedField,
    SharingAgreement,
)

WITHOUT_AGREEMENT: Final = "midshire-community-faith-network"
REVIEW_IS_PAST: Final = "fenside-district-council"
BY_NUMBER: Final = "midshire-fire-and-rescue-service"
BY_HEADCOUNT: Final = "university-of-midshire"
_SIGNED: Final = "{name}: the head of people (invented)\nMidshire Violence Reduction Network: the director (invented)"


def load_agreements(day: dt.date) -> None:
    """An agreement for every partner but one; one that is past its review. A second load changes nothing."""
    have = set(SharingAgreement.objects.values_list("organisation_id", flat=True))
    partners = Organisation.objects.partners().exclude(slug=WITHOUT_AGREEMENT).exclude(pk__in=have)
    for number, partner in enumerate(partners):
        fields = list(SharedField.values)
        if partner.slug == BY_NUMBER:
            fields = [one for one in fields if one not in (SharedField.NAME, SharedField.EMAIL)]
        signed_on = day - dt.timedelta(days=200 + 3 * number)
        review_on = day - dt.timedelta(days=9) if partner.slug == REVIEW_IS_PAST else signed_on + dt.timedelta(days=365)
        SharingAgreement.objects.create(
            organisation=partner,
            signed_on=signed_on,
            signatories=_SIGNED.format(name=partner.name),
            fields=fields,
            review_on=review_on,
            reference=f"Agreement {number + 1:02} of the demonstration, invented",
        )


def load_grades(content: list[dict[str, Any]], day: dt.date) -> None:
    """One partner sends staff numbers only, and one headcounts only, with its numbers. Once."""
    chosen_on = day - dt.timedelta(days=120)
    for slug, grade in ((BY_NUMBER, Grade.STAFF_NUMBER), (BY_HEADCOUNT, Grade.HEADCOUNT)):
        partner = Organisation.objects.filter(slug=slug).first()
        if partner is not None and not partner.return_grades.exists():
            ReturnGrade.objects.create(organisation=partner, grade=grade, starts_on=chosen_on)
    groups = {group.slug: group for group in RoleGroup.objects.all()}
    partner = Organisation.objects.filter(slug=BY_HEADCOUNT).first()
    if partner is None or partner.headcounts.exists():
        return
    numbers = next(one["role_groups"] for one in content if one["name"] == partner.name)
    Headcount.objects.bulk_create(
        Headcount(
            organisation=partner,
            role_group=groups[said["role_group"]],
            people=said["headcount"],
            starts_on=chosen_on,
        )
        for said in numbers
    )
