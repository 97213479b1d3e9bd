"""The demonstration's own lines and concerns: once, and each saying that it is invented."""

import datetime as dt

import pytest
from django.db.models import F

from learning.portal.demo.talking import ABOUT as SLUG
from learning.portal.demo.talking import EMPLOYER, TRAINER, WRITER, load_concerns, load_support_lines
from learning.portal.models import Concern
from learning.workforce.models import SupportLine
from tests.records.factories import VersionFactory
from tests.workforce.factories import OrganisationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)


def test_lines_can_be_dialled_and_read_and_come_once() -> None:
    load_support_lines()
    assert not SupportLine.objects.exists()
    employer = OrganisationFactory(slug=EMPLOYER)
    for _again in range(2):
        load_support_lines()
    lines = list(SupportLine.objects.all())
    assert len(lines) == 2
    for line in lines:
        line.full_clean()
        assert line.organisation == employer
        assert "invented" in line.note
        assert not line.opening.is_always


def test_one_waits_without_a_name_and_one_is_answered() -> None:
    load_concerns(DAY)
    assert not Concern.objects.exists()
    version = VersionFactory(module__slug=SLUG)
    version.module.current_version = version
    version.module.save()
    writer = PersonFactory(user=UserFactory(email=WRITER))
    UserFactory(email=TRAINER)
    for _again in range(2):
        load_concerns(DAY)
    waits, answered = Concern.objects.order_by(F("answered_at").asc(nulls_first=True))
    assert waits.person is None
    assert not waits.answer
    assert answered.person == writer
    assert answered.answered_at is not None
    assert answered.answered_at.date() >= answered.received_on
    for concern in (waits, answered):
        concern.full_clean()
        assert "(Invented.)" in concern.message
