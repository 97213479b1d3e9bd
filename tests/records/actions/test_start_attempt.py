import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from learning.records.actions.choose_route import choose_route
from learning.records.actions.rate_confidence import rate_confidence
from learning.records.actions.start_attempt import start_attempt
from learning.records.models import Answer, Attempt
from learning.records.refusals import NotOffered
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.records.factories import VersionFactory, quiz, small_body
from tests.workforce.factories import PersonFactory, UserFactory


def test_the_bar_is_copied_at_the_start(learner: Learner) -> None:
    attempt, version = learner.attempt, learner.version
    assert (attempt.version, attempt.pass_mark_pct, attempt.refresh_months) == (version, 80, 36)
    assert attempt.criteria == version.criteria
    assert attempt.place == "s1"


def test_starting_again_gives_the_open_attempt_back(learner: Learner) -> None:
    first = learner.attempt
    assert learner.start() == first
    assert Attempt.objects.count() == 1


def test_a_new_publication_does_not_move_the_bar_of_somebody_in_progress(learner: Learner) -> None:
    begun = learner.attempt
    VersionFactory(module=learner.version.module, minor=1, pass_mark_pct=100, refresh_months=12)
    assert learner.start() == begun
    learner.answer("w1", "a-b", "b-good")
    learner.answer("c1", "a")
    learner.read("s1", "s2")
    choose_route(learner.user, begun, "s1", other=True)
    learner.read("s1")
    saved = learner.answer_all("aaaab")  # 80 per cent: enough for the version begun
    assert saved is not None
    assert saved.completion is not None
    assert saved.completion.version == learner.version
    assert saved.completion.valid_until is not None
    assert saved.completion.criteria["pass_mark_pct"] == 80


def test_after_a_pass_a_new_start_asks_everything_again(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(body=[bodies.section("s1", *quiz(1))])
    learner.read("s1")
    learner.answer("q1", "a")
    again = learner.start()
    assert again.follows is None
    assert not again.readings.exists()
    assert not again.answers.exists()


def test_after_not_yet_the_new_attempt_keeps_everything_but_the_questions(learner: Learner) -> None:
    first = learner.attempt
    choose_route(learner.user, first, "s1", other=True)
    learner.read("s1")
    learner.answer("c1", "b")
    learner.answer("w1", "a-good")
    rate_confidence(learner.user, first, "sure-before", 2)
    learner.answer_all("abbbb")
    assert learner.now().state == "not_yet"

    second = learner.start()

    assert second.follows == first
    assert second.other_routes == ["s1"]
    assert list(second.readings.values_list("section_id", "by_alternative")) == [("s1", True)]
    assert sorted(second.answers.values_list("block_id", "kind", "is_final")) == [
        ("c1", "check", True),
        ("w1", "scenario", True),
    ]
    assert second.confidence_ratings.get().value == 2
    assert second.place == "s2"
    assert first.answers.filter(kind="question").count() == 5, "none of the tries is lost"


def test_reading_kept_from_an_older_learning_is_that_of_unchanged_sections(learner: Learner) -> None:
    learner.read("s1", "s2")
    learner.answer("c1", "a")
    learner.answer_all("bbbbb")
    body = small_body()
    body[1]["value"]["title"] = "Told anew"
    VersionFactory(module=learner.version.module, major=2, body=body)
    again = learner.start()
    assert again.version.major == 2
    assert [reading.section_id for reading in again.readings.all()] == ["s1"]
    assert [answer.block_id for answer in again.answers.all()] == ["c1"]


def test_a_module_that_is_offered_no_more_can_be_finished_but_not_begun(learner: Learner) -> None:
    learner.answer_all("bbbbb")
    module = learner.version.module
    module.current_version = None
    module.save()
    assert learner.start().version == learner.version
    with pytest.raises(NotOffered):
        start_attempt(PersonFactory(with_login=True).user, module)


def test_a_retired_module_is_not_begun(db: None) -> None:
    version = VersionFactory(module__retired_on=dt.date(2020, 1, 1))
    with pytest.raises(NotOffered):
        start_attempt(PersonFactory(with_login=True).user, version.module)


@pytest.mark.parametrize("user", [AnonymousUser(), "without a person"])
def test_who_has_no_record_cannot_start(db: None, user: object) -> None:
    login = UserFactory() if user == "without a person" else user
    with pytest.raises(PermissionDenied):
        start_attempt(login, VersionFactory().module)
    assert not Attempt.objects.exists()


def test_an_open_attempt_of_the_merged_row_is_carried_on(learner: Learner) -> None:
    kept = PersonFactory()
    learner.person.merged_into, learner.person.merge_reason = kept, "One human being"
    learner.person.save()
    learner.person.user, login = None, learner.person.user
    learner.person.save()
    kept.user = login
    kept.save()
    assert start_attempt(login.__class__.objects.get(pk=login.pk), learner.version.module) == learner.attempt


def test_copied_answers_lose_to_nobody(learner: Learner) -> None:
    learner.answer("c1", "b")
    learner.answer_all("bbbbb")
    learner.start()
    assert learner.answer("c1", "a", sequence=0).answer.response == ["b"]
    assert Answer.objects.filter(attempt=learner.attempt, block_id="c1").get().response == ["b"]
