"""What a trainer could work out about one person by looking at the figures twice."""

import datetime as dt

import pytest

from learning.modules.models import ModuleVersion
from learning.records.models import ConfidenceRating
from learning.records.trainer_view import trainer_view
from tests.conftest import NOW
from tests.records.factories import AttemptFactory, VersionFactory

pytestmark = pytest.mark.django_db


def rated(version: ModuleVersion, before: int, after: int, minute: int) -> None:
    attempt = AttemptFactory(version=version, module=version.module)
    for moment, value, second in (("before", before, 0), ("after", after, 1)):
        ConfidenceRating.objects.create(
            attempt=attempt,
            block_id=moment,
            about="starting the conversation",
            moment=moment,
            value=value,
            rated_at=NOW + dt.timedelta(minutes=minute, seconds=second),
        )


def test_one_more_person_moves_no_mean() -> None:
    version: ModuleVersion = VersionFactory()
    for minute in range(10):
        rated(version, 3, 4, minute)
    (at_ten,) = trainer_view(version, NOW).shifts
    assert (at_ten.before, at_ten.after) == (3.0, 4.0)
    for minute in range(10, 14):
        rated(version, 1, 1, minute)
        assert trainer_view(version, NOW).shifts == (at_ten,)
    rated(version, 1, 1, 14)
    (at_fifteen,) = trainer_view(version, NOW).shifts
    assert (at_fifteen.before, at_fifteen.after) == (2.3, 3.0)
