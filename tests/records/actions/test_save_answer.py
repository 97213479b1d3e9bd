import contextlib
import itertools
import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.records import signals
from learning.records.actions.reveal_answers import reveal_answers
from learning.records.actions.save_answer import save_answer
from learning.records.models import Answer, Attempt, Completion
from learning.records.refusals import AttemptClosed, BadAnswer, KeyReused, NoSuchBlock
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.records.factories import quiz
from tests.workforce.factories import PersonFactory, UserFactory

KEY = uuid.UUID(int=1)


def only_questions(number: int = 5) -> list[dict[str, object]]:
    return [bodies.section("s1", *quiz(number))]


@pytest.mark.parametrize(("chosen", "correct"), [("a", True), ("b", False)])
def test_an_answer_is_stored_and_marked(learner: Learner, chosen: str, correct: bool) -> None:
    saved = learner.answer("q1", chosen)
    assert saved.is_new
    stored = Answer.objects.get()
    assert (stored.block_id, stored.kind, stored.response, stored.correct) == ("q1", "question", [chosen], correct)
    assert learner.now().place == "q1"


def test_several_right_options_are_wanted_together(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(body=[bodies.section("s1", bodies.question("q1", right="ab", others="c"))])
    assert learner.answer("q1", "b", "a").answer.correct
    assert Answer.objects.get().response == ["a", "b"], "stored in the order of the question"


def test_the_same_key_gives_the_saved_answer_back(learner: Learner) -> None:
    first = learner.answer("q1", "b", key=KEY)
    again = learner.answer("q1", "b", key=KEY)
    assert not again.is_new
    assert again.answer == first.answer


def test_the_same_key_with_other_words_changes_nothing(learner: Learner) -> None:
    learner.answer("q1", "b", key=KEY, sequence=9)
    assert learner.answer("q1", "a", key=KEY, sequence=1).answer.response == ["b"]


def test_a_later_different_answer_gets_the_saved_one_back(learner: Learner) -> None:
    learner.answer("q1", "b")
    later = learner.answer("q1", "a")
    assert not later.is_new
    assert later.answer.response == ["b"]
    assert Answer.objects.get().correct is False


def test_of_equal_sequences_the_first_received_stays(learner: Learner) -> None:
    learner.answer("q1", "b", sequence=5)
    assert learner.answer("q1", "a", sequence=5).answer.response == ["b"]


def test_an_answer_given_earlier_and_received_later_takes_its_place(learner: Learner) -> None:
    learner.answer("q1", "b", sequence=70)
    assert learner.answer("q1", "a", sequence=30).is_new
    assert Answer.objects.get().correct is True
    assert not learner.answer("q1", "b", sequence=70).is_new


def test_once_the_reasons_were_shown_no_earlier_answer_takes_its_place(learner: Learner) -> None:
    """Or a device could read why its answer is wrong, and date a right one before it."""
    learner.answer("q1", "b", sequence=70, reveals=True)
    late = learner.answer("q1", "a", sequence=30)
    assert (late.is_new, late.answer.response, late.answer.correct) == (False, ["b"], False)
    assert Answer.objects.get().correct is False


def test_giving_the_saved_answer_back_with_its_reasons_settles_it(learner: Learner) -> None:
    learner.answer("q1", "b", sequence=70, key=KEY)
    assert Answer.objects.get().revealed_at is None
    learner.answer("q1", "b", sequence=70, key=KEY, reveals=True)
    assert Answer.objects.get().revealed_at is not None
    assert learner.answer("q1", "a", sequence=30).answer.response == ["b"]


def test_looking_at_the_reasons_on_a_page_settles_it(learner: Learner) -> None:
    learner.answer("q1", "b", sequence=70)
    learner.answer("q2", "b", sequence=80)
    reveal_answers(learner.user, learner.attempt, ["q1"])
    assert learner.answer("q1", "a", sequence=30).answer.response == ["b"]
    assert learner.answer("q2", "a", sequence=40).answer.response == ["a"]


def test_nobody_reveals_in_the_attempt_of_another(learner: Learner) -> None:
    learner.answer("q1", "b")
    with pytest.raises(PermissionDenied):
        reveal_answers(PersonFactory(with_login=True).user, learner.attempt, ["q1"])
    assert Answer.objects.get().revealed_at is None


def test_what_a_device_cannot_know_counts_as_given_when_received(learner: Learner) -> None:
    learner.answer("q1", "b")
    given = Answer.objects.get().client_sequence
    assert given >= 36_000, "an hour after the start"
    learner.answer("q2", "a", sequence=2**31 - 1)
    assert Answer.objects.get(block_id="q2").client_sequence == pytest.approx(given, abs=600)


def test_after_the_attempt_closed_an_earlier_answer_changes_nothing(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(body=only_questions(1))
    learner.answer("q1", "b", sequence=70)
    assert learner.now().state == "not_yet"
    late = learner.answer("q1", "a", sequence=30)
    assert (late.is_new, late.answer.correct) == (False, False)
    assert learner.now().state == "not_yet"


def test_a_closed_attempt_takes_no_new_answers(learner: Learner) -> None:
    learner.answer_all("bbbbb")
    with pytest.raises(AttemptClosed):
        learner.answer("c1", "a")
    assert not Answer.objects.filter(block_id="c1").exists()


@pytest.mark.parametrize(
    ("block_id", "response", "refusal"),
    [
        ("q1", [], BadAnswer),
        ("q1", ["a", "a"], BadAnswer),
        ("q1", ["a", "b"], BadAnswer),
        ("q1", ["not-an-option"], BadAnswer),
        ("w1", ["good-a"], BadAnswer),
        ("w1", ["a-b", "b-a"] * 101, BadAnswer),
        ("unknown", ["a"], NoSuchBlock),
        ("t1", ["a"], NoSuchBlock),
        ("r1", ["a"], NoSuchBlock),
    ],
)
def test_what_does_not_fit_is_refused_and_not_stored(
    learner: Learner, block_id: str, response: list[str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        learner.answer(block_id, *response)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("sequence", [-1, 2**31])
def test_a_sequence_out_of_range_is_refused(learner: Learner, sequence: int) -> None:
    with pytest.raises(BadAnswer):
        learner.answer("q1", "a", sequence=sequence)


def test_a_key_serves_one_block(learner: Learner) -> None:
    learner.answer("q1", "a", key=KEY)
    with pytest.raises(KeyReused):
        learner.answer("q2", "a", key=KEY)


@pytest.mark.parametrize("stranger", ["another person", "a login without a person"])
def test_nobody_answers_in_the_attempt_of_another(learner: Learner, stranger: str) -> None:
    user = PersonFactory(with_login=True).user if stranger == "another person" else UserFactory()
    with pytest.raises(PermissionDenied):
        save_answer(user, learner.attempt, "q1", ["a"], KEY)
    assert not Answer.objects.exists()


def test_an_erased_person_writes_nothing(learner: Learner) -> None:
    learner.person.erased_at = learner.attempt.started_at
    learner.person.save()
    with pytest.raises(PermissionDenied):
        learner.answer("q1", "a")


def test_a_scenario_goes_step_by_step_to_an_ending(learner: Learner) -> None:
    learner.answer("w1", "a-b")
    assert Answer.objects.get().is_final is False
    learner.answer("w1", "a-b", "b-good")
    stored = Answer.objects.get()
    assert (stored.is_final, stored.correct, stored.response) == (True, None, ["a-b", "b-good"])


def test_a_finished_scenario_stays_finished_while_it_is_walked_again(learner: Learner) -> None:
    learner.answer("w1", "a-good", sequence=10)
    learner.answer("w1", sequence=20)
    stored = Answer.objects.get()
    assert (stored.is_final, stored.response) == (True, [])


def test_an_ending_that_arrives_late_counts(learner: Learner) -> None:
    learner.answer("w1", "a-b", sequence=30)
    learner.answer("w1", "a-good", sequence=20)
    stored = Answer.objects.get()
    assert (stored.is_final, stored.response) == (True, ["a-b"])


def test_the_last_thing_to_do_completes(learner_of: Callable[..., Learner]) -> None:
    learner = learner_of(body=only_questions())
    learner.read("s1")
    assert learner.answer_all("aaaa")
    assert not Completion.objects.exists()
    saved = learner.answer("q5", "b")
    assert saved.completion == Completion.objects.get()
    assert learner.now().state == "passed"


def test_all_answered_below_the_mark_is_not_yet_at_once(learner: Learner) -> None:
    learner.answer_all("aaabb")
    attempt = learner.now()
    assert attempt.state == "not_yet"
    assert attempt.closed_at is not None
    assert not Completion.objects.exists()


def test_nothing_is_stored_when_a_receiver_fails(learner_of: Callable[..., Learner]) -> None:
    def fail(**kwargs: object) -> None:
        raise RuntimeError("the printer is on fire")

    learner = learner_of(body=only_questions(1))
    learner.read("s1")
    before = Attempt.objects.values().get()
    signals.completion_recorded.connect(fail)
    try:
        with pytest.raises(RuntimeError, match="on fire"):
            learner.answer("q1", "a")
    finally:
        signals.completion_recorded.disconnect(fail)
    assert not Answer.objects.exists()
    assert not Completion.objects.exists()
    assert Attempt.objects.values().get() == before


Event = tuple[str, str, int, uuid.UUID]


def tell(learner: Learner, events: list[Event]) -> list[tuple[object, ...]]:
    """What the database holds after these events, in a world that is then taken back."""
    with transaction.atomic():
        for block_id, letter, sequence, key in events:
            with contextlib.suppress(AttemptClosed):  # what was not saved before "not yet" is asked again
                learner.answer(block_id, letter, key=key, sequence=sequence)
        attempt = learner.now()
        told: list[tuple[object, ...]] = [
            (attempt.state, Completion.objects.count()),
            *attempt.answers.order_by("block_id").values_list("block_id", "response", "correct", "client_sequence"),
        ]
        transaction.set_rollback(True)
    return told


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_repetition_delay_and_order_do_not_matter(learner_of: Callable[..., Learner], data: st.DataObject) -> None:
    """Each answer given once by a person, received in any order and any number of times, makes the same attempt."""
    with transaction.atomic():
        learner = learner_of(body=only_questions())
        learner.read("s1")
        letters = data.draw(st.text("abc", min_size=5, max_size=5), label="answers")
        given_once = [(f"q{n}", letter, n * 10, uuid.UUID(int=n)) for n, letter in enumerate(letters, 1)]
        answered = given_once[: data.draw(st.integers(1, 5), label="how many")]
        received = data.draw(
            st.permutations(answered + data.draw(st.lists(st.sampled_from(answered), max_size=5))), label="received"
        )
        assert tell(learner, received) == tell(learner, answered)
        transaction.set_rollback(True)


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_answers_that_differ_the_first_given_wins_in_any_order(
    learner_of: Callable[..., Learner], data: st.DataObject
) -> None:
    """While a question is open, two devices of one person lead to one result."""
    with transaction.atomic():
        learner = learner_of(body=only_questions())
        number = itertools.count(1)
        events = [
            (block, letter, sequence, uuid.UUID(int=next(number)))
            for sequence, (block, letter) in enumerate(
                data.draw(
                    st.lists(st.tuples(st.sampled_from(["q1", "q2", "q3"]), st.sampled_from("abc")), min_size=2),
                    label="given",
                )
            )
        ]
        received = data.draw(st.permutations(events + events[: data.draw(st.integers(0, 3))]), label="received")
        assert tell(learner, received) == tell(learner, events)
        transaction.set_rollback(True)


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_sending_undoes_an_answer_whose_reasons_were_shown(
    learner_of: Callable[..., Learner], data: st.DataObject
) -> None:
    """Whatever devices say about when, in whatever order and however often: what was shown stays, and what was not
    shown is the one given first of all that came before it was shown.
    """
    with transaction.atomic():
        learner = learner_of(body=only_questions())
        sent = data.draw(
            st.lists(
                st.tuples(st.sampled_from(["q1", "q2"]), st.sampled_from("abc"), st.integers(0, 30_000), st.booleans()),
                min_size=1,
                max_size=12,
                unique_by=lambda event: event[2],
            ),
            label="sent",
        )
        expected: dict[str, tuple[int, str]] = {}
        shown: set[str] = set()
        for block, letter, sequence, reveals in sent:
            learner.answer(block, letter, sequence=sequence, reveals=reveals)
            if block not in shown:
                expected[block] = min(expected.get(block, (sequence, letter)), (sequence, letter))
            if reveals:
                shown.add(block)
            stored = {answer.block_id: answer for answer in Answer.objects.filter(attempt=learner.attempt)}
            assert {name: (a.client_sequence, a.response[0]) for name, a in stored.items()} == expected
            assert {name for name, answer in stored.items() if answer.revealed_at} == shown
        transaction.set_rollback(True)
