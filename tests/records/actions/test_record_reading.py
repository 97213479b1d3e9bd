import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from learning.records.actions.choose_route import choose_route
from learning.records.actions.keep_place import keep_place
from learning.records.actions.record_reading import record_reading
from learning.records.models import Completion, Reading
from learning.records.refusals import NoSuchBlock
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.records.factories import quiz
from tests.workforce.factories import PersonFactory


def test_reading_goes_on_to_the_next_section(learner: Learner) -> None:
    learner.read("s1")
    assert Reading.objects.get().by_alternative is False
    assert learner.now().place == "s2"
    learner.read("s2")
    assert learner.now().place == "s2", "after the last one there is no next"


def test_twice_is_once(learner: Learner) -> None:
    learner.read("s1", "s1")
    assert Reading.objects.count() == 1


def test_the_route_chosen_is_the_route_read(learner: Learner) -> None:
    choose_route(learner.user, learner.attempt, "s1", other=True)
    assert (learner.now().place, learner.now().other_routes) == ("s1", ["s1"])
    learner.read("s1")
    assert Reading.objects.get().by_alternative is True
    choose_route(learner.user, learner.attempt, "s1", other=False)
    learner.read("s1")
    assert Reading.objects.get().by_alternative is False


def test_a_section_without_another_way_offers_none(learner: Learner) -> None:
    with pytest.raises(NoSuchBlock):
        choose_route(learner.user, learner.attempt, "s2", other=True)


def test_reading_can_be_the_last_thing_to_do(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(body=[bodies.section("s1", *quiz(1))])
    assert learner.answer("q1", "a").completion is None
    completion = record_reading(learner.user, learner.attempt, "s1")
    assert completion == Completion.objects.get()
    assert record_reading(learner.user, learner.attempt, "s1") is None
    assert Completion.objects.count() == 1


def test_the_other_route_earns_the_same_completion(learner: Learner) -> None:
    choose_route(learner.user, learner.attempt, "s1", other=True)
    learner.read("s1", "s2")
    learner.answer("w1", "a-good")
    saved = learner.answer_all("aaaaa")
    assert saved is not None
    assert saved.completion is not None
    assert "other" not in str(Completion.objects.values().get()).replace("alternative_requires", "")


def test_a_closed_attempt_is_read_without_a_trace(learner: Learner) -> None:
    learner.answer_all("bbbbb")
    learner.read("s1")
    choose_route(learner.user, learner.attempt, "s1", other=True)
    keep_place(learner.user, learner.attempt, "s2")
    assert not Reading.objects.exists()
    assert (learner.now().other_routes, learner.now().place) == ([], "q5")


def test_a_pause_keeps_the_place(learner: Learner) -> None:
    keep_place(learner.user, learner.attempt, "t1")
    assert learner.now().place == "t1"
    with pytest.raises(NoSuchBlock):
        keep_place(learner.user, learner.attempt, "elsewhere")


def test_unknown_sections_are_refused(learner: Learner) -> None:
    with pytest.raises(NoSuchBlock):
        learner.read("s3")


def test_nobody_reads_for_another(learner: Learner) -> None:
    stranger = PersonFactory(with_login=True).user
    for act in (
        lambda: record_reading(stranger, learner.attempt, "s1"),
        lambda: choose_route(stranger, learner.attempt, "s1", other=True),
        lambda: keep_place(stranger, learner.attempt, "t1"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Reading.objects.exists()
    assert uuid.UUID(str(learner.now().uuid)) == learner.attempt.uuid
