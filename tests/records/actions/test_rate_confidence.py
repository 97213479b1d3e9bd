import pytest
from django.core.exceptions import PermissionDenied

from learning.records.actions.rate_confidence import rate_confidence
from learning.records.models import ConfidenceRating
from learning.records.refusals import BadAnswer, NoSuchBlock
from tests.records.conftest import Learner
from tests.workforce.factories import PersonFactory


def test_a_rating_says_what_it_is_about_and_when(learner: Learner) -> None:
    rate_confidence(learner.user, learner.attempt, "sure-after", 4)
    stored = ConfidenceRating.objects.get()
    assert (stored.about, stored.moment, stored.value) == ("trauma knowledge", "after", 4)
    assert learner.now().place == "sure-after"


def test_the_latest_rating_stands_in_whatever_order_it_arrives(learner: Learner) -> None:
    rate_confidence(learner.user, learner.attempt, "sure-before", 2, sequence=10)
    rate_confidence(learner.user, learner.attempt, "sure-before", 4, sequence=30)
    rate_confidence(learner.user, learner.attempt, "sure-before", 3, sequence=20)
    assert ConfidenceRating.objects.get().value == 4


def test_the_end_is_rated_after_the_end(learner: Learner) -> None:
    learner.answer_all("bbbbb")
    rate_confidence(learner.user, learner.attempt, "sure-after", 1)
    assert ConfidenceRating.objects.get().value == 1
    assert learner.now().state == "not_yet"


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_rating_is_from_1_to_5(learner: Learner, value: int) -> None:
    with pytest.raises(BadAnswer):
        rate_confidence(learner.user, learner.attempt, "sure-before", value)


def test_only_confidence_is_rated(learner: Learner) -> None:
    with pytest.raises(NoSuchBlock):
        rate_confidence(learner.user, learner.attempt, "q1", 3)


def test_nobody_rates_for_another(learner: Learner) -> None:
    with pytest.raises(PermissionDenied):
        rate_confidence(PersonFactory(with_login=True).user, learner.attempt, "sure-before", 3)
    assert not ConfidenceRating.objects.exists()
