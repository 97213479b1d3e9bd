"""What a partner has agreed to send: nothing without an agreement, no names where it sends staff numbers only."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from learning.workforce.agreements import agreement_on, grade_on, has_agreement, readable_fields, review_of
from learning.workforce.models import Grade, SharedField, SharingAgreement

from .factories import LONG_AGO, OrganisationFactory, ReturnGradeFactory, SharingAgreementFactory

T = dt.date(2026, 2, 28)
DAY = dt.timedelta(1)

pytestmark = pytest.mark.django_db


def test_without_an_agreement_there_is_none() -> None:
    partner, other = OrganisationFactory(), OrganisationFactory()
    SharingAgreementFactory(organisation=other)
    assert not has_agreement(partner, T)
    assert agreement_on(partner, T) is None
    assert has_agreement(other, T)


def test_it_holds_from_the_day_it_was_signed_to_the_day_before_its_end() -> None:
    agreement = SharingAgreementFactory(ended_on=T)
    partner = agreement.organisation
    assert [has_agreement(partner, day) for day in (LONG_AGO - DAY, LONG_AGO, T - DAY, T)] == [False, True, True, False]


def test_one_that_is_due_to_be_looked_at_again_still_holds() -> None:
    agreement = SharingAgreementFactory(review_on=T - DAY)
    assert has_agreement(agreement.organisation, T)


def test_of_two_the_one_signed_last_counts() -> None:
    first = SharingAgreementFactory()
    second = SharingAgreementFactory(organisation=first.organisation, signed_on=T)
    assert agreement_on(first.organisation, T - DAY) == first
    assert agreement_on(first.organisation, T) == second


def test_a_superseded_one_is_not_believed() -> None:
    agreement = SharingAgreementFactory(superseded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert not has_agreement(agreement.organisation, T)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"signatories": "  "}, "signatories"),
        ({"review_on": LONG_AGO}, "review_on"),
        ({"ended_on": LONG_AGO}, "ended_on"),
        ({"fields": ["birthday"]}, "fields"),
        ({"fields": "email"}, "fields"),
        ({"fields": ["role_group", "dates"]}, "fields"),
        ({"fields": ["email", "dates"]}, "fields"),
    ],
)
def test_what_an_agreement_must_say(wrong: dict[str, object], field: str) -> None:
    agreement = SharingAgreement(
        **{
            "organisation": OrganisationFactory(),
            "signed_on": LONG_AGO,
            "signatories": "Ada Example",
            "fields": ["email", "role_group", "dates"],
            "review_on": T,
        }
        | wrong
    )
    with pytest.raises(ValidationError) as refusal:
        agreement.full_clean()
    assert field in refusal.value.message_dict


def test_returns_carry_names_unless_the_partner_chose_otherwise() -> None:
    chosen = ReturnGradeFactory(grade=Grade.STAFF_NUMBER, starts_on=T)
    assert grade_on(OrganisationFactory(), T) == Grade.NAMED
    assert grade_on(chosen.organisation, T - DAY) == Grade.NAMED
    assert grade_on(chosen.organisation, T) == Grade.STAFF_NUMBER


def test_staff_numbers_only_reads_neither_names_nor_addresses() -> None:
    agreement = SharingAgreementFactory()
    assert readable_fields(agreement, Grade.NAMED) == set(SharedField.values)
    assert readable_fields(agreement, Grade.STAFF_NUMBER) == set(SharedField.values) - {"name", "email"}


def test_what_was_not_agreed_is_not_read() -> None:
    agreement = SharingAgreementFactory(fields=["staff_id", "role_group", "dates"])
    assert readable_fields(agreement, Grade.NAMED) == {"staff_id", "role_group", "dates"}


@pytest.mark.parametrize(("days_left", "said"), [(31, ""), (30, "soon"), (1, "soon"), (0, "past"), (-400, "past")])
def test_it_is_said_a_month_before_that_it_is_to_be_looked_at_again(days_left: int, said: str) -> None:
    assert review_of(SharingAgreementFactory.build(review_on=T + days_left * DAY), T) == said


def test_where_nothing_is_agreed_there_is_nothing_to_look_at_again() -> None:
    assert review_of(None, T) == ""
