"""True or false counts towards the mark; an answer in own words is finished by comparing it, and never marked."""

import pytest

from learning.records.actions.save_reflection import save_reflection
from learning.records.models import Answer, AttemptState, Completion
from learning.records.refusals import BadAnswer
from tests.modules import bodies
from tests.records.conftest import Learner


@pytest.fixture
def learner(db: None) -> Learner:
    body = [bodies.section("s1", bodies.own_words("o1"), bodies.question("q1"), bodies.true_false("q2", "false"))]
    return Learner(body=body, pass_mark_pct=100)


def write(learner: Learner, text: str = "It helps.", **more: bool) -> None:
    save_reflection(learner.user, learner.attempt, "o1", text, **more)


def test_written_compared_read_and_answered_is_finished(learner: Learner) -> None:
    write(learner)
    learner.answer("q1", "a")
    learner.answer("q2", "false")
    learner.read("s1")
    assert learner.now().state == AttemptState.OPEN, "nothing was compared yet"
    assert learner.answer("o1", "other").completion is not None
    completion = Completion.objects.get()
    assert (completion.right_answers, completion.questions) == (2, 2), "own words are in neither number"


def test_however_it_compares_it_is_neither_right_nor_wrong(learner: Learner) -> None:
    write(learner)
    for mark in ("same", "partly", "other"):
        learner.answer("o1", mark)
        assert Answer.objects.get().response == [mark], "the latest comparison stands"
        assert Answer.objects.get().correct is None


@pytest.mark.parametrize("response", [(), ("right",), ("same", "partly"), ("a",)])
def test_a_comparison_is_one_of_three(learner: Learner, response: tuple[str, ...]) -> None:
    write(learner)
    with pytest.raises(BadAnswer):
        learner.answer("o1", *response)


def test_there_is_nothing_to_compare_before_something_is_written(learner: Learner) -> None:
    with pytest.raises(BadAnswer):
        learner.answer("o1", "same")
    write(learner)
    write(learner, "")
    with pytest.raises(BadAnswer):
        learner.answer("o1", "same")
    write(learner, "", elsewhere=True)
    assert learner.answer("o1", "same").is_new


@pytest.mark.parametrize(("said", "right"), [("true", False), ("false", True)])
def test_true_or_false_is_marked(learner: Learner, said: str, right: bool) -> None:
    assert learner.answer("q2", said).answer.correct is right
    assert learner.answer("q2", "true").answer.response == [said], "the first answer counts"


@pytest.mark.parametrize("response", [(), ("a",), ("true", "false"), ("q2",)])
def test_true_or_false_takes_one_of_the_two(learner: Learner, response: tuple[str, ...]) -> None:
    with pytest.raises(BadAnswer):
        learner.answer("q2", *response)


def test_another_try_asks_true_or_false_again_and_keeps_own_words(learner: Learner) -> None:
    write(learner)
    learner.answer("o1", "same")
    learner.answer("q1", "a")
    learner.answer("q2", "true")
    assert learner.now().state == AttemptState.NOT_YET
    learner.start()
    assert [answer.block_id for answer in learner.attempt.answers.all()] == ["o1"]
    assert learner.attempt.reflections.get().block_id == "o1"
