"""The demonstration's reported errors: one that waits and one that is answered, once, and each says it is invented."""

import datetime as dt

import pytest

from learning.coverage.models import ErrorReport
from learning.portal.demo.errors import EMPLOYER, LEAD, MANAGER, PERSON, load_errors
from tests.workforce.factories import OrganisationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_one_waits_and_one_is_answered() -> None:
    load_errors(dt.date(2026, 2, 28))
    assert not ErrorReport.objects.exists()
    OrganisationFactory(slug=EMPLOYER)
    for email in (PERSON, MANAGER, LEAD):
        PersonFactory(user=UserFactory(email=email))
    for _again in range(2):
        load_errors(dt.date(2026, 2, 28))
    waiting, closed = ErrorReport.objects.order_by("-reported_at")
    assert (waiting.is_open, closed.is_open) == (True, False)
    assert not waiting.is_by_the_person
    assert closed.is_by_the_person
    for report in (waiting, closed):
        assert "(Invented.)" in report.message
