"""All partners at once say of each what its own page says."""

from typing import Any

import pytest

from learning.coverage.counting import coverage_of
from learning.coverage.partners import counts_by_partner
from tests.coverage.factories import T, two_employers

pytestmark = pytest.mark.django_db


def test_each_partner_counts_what_its_own_page_counts(django_assert_num_queries: Any) -> None:
    _, one, other = two_employers()
    with django_assert_num_queries(3):
        found = counts_by_partner(T)
    assert found == {
        employer.organisation.pk: coverage_of(employer.organisation, T).everybody for employer in (one, other)
    }
    assert found[one.organisation.pk].required == 9


def test_nobody_is_no_partner() -> None:
    assert counts_by_partner(T) == {}
