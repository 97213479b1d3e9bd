"""What it takes for a case to reach its readers."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from learning.cases.actions.publish_learning_case import publish_learning_case
from learning.cases.models import LearningCasePage
from learning.cases.signals import learning_case_published
from learning.workforce.models import Role
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

from ..factories import TODAY, draft

pytestmark = pytest.mark.django_db


def test_an_invented_case_reaches_its_readers() -> None:
    case = publish_learning_case(draft(), TODAY)
    assert case.live
    assert case.live_revision is not None


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"is_invented": False}, "two reviews"),
        ({"learning_points": "[]"}, "learning point"),
        ({"questions": "[]"}, "question"),
        ({"anonymisation_basis": "  "}, "recognised"),
    ],
)
def test_what_is_missing_is_said_and_nothing_goes_out(missing: dict[str, object], said: str) -> None:
    case = draft(**missing)
    with pytest.raises(ValidationError, match=said):
        publish_learning_case(case, TODAY)
    assert not LearningCasePage.objects.get(pk=case.pk).live


def test_what_counts_is_the_draft_and_not_what_stands() -> None:
    case = publish_learning_case(draft(), TODAY)
    case.is_invented = False
    case.save_revision()
    with pytest.raises(ValidationError, match="two reviews"):
        publish_learning_case(case, TODAY)


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR, Role.NETWORK_LEAD])
def test_only_a_trainer_publishes(role: Role | None) -> None:
    user = RoleAssignmentFactory(role=role).user if role else UserFactory(is_superuser=True)
    with pytest.raises(PermissionDenied):
        publish_learning_case(draft(), TODAY, by=user)


def test_a_trainer_publishes_in_their_own_name() -> None:
    trainer = RoleAssignmentFactory(role=Role.TRAINER).user
    assert publish_learning_case(draft(), TODAY, by=trainer).live_revision.user == trainer


def test_dates_typed_for_going_live_do_not_schedule_it() -> None:
    case = draft()
    case.go_live_at = timezone.now() + dt.timedelta(days=30)
    case.expire_at = timezone.now() + dt.timedelta(days=60)
    case.save_revision()
    published = publish_learning_case(case, TODAY)
    assert published.live
    assert (published.go_live_at, published.expire_at) == (None, None)


def test_nothing_goes_out_when_a_receiver_of_the_news_fails() -> None:
    case = draft()

    def fail(**news: object) -> None:
        raise RuntimeError("no")

    learning_case_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            publish_learning_case(case, TODAY)
    finally:
        learning_case_published.disconnect(fail)
    assert not LearningCasePage.objects.get(pk=case.pk).live
