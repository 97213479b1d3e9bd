from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from learning.records.actions.save_reflection import save_reflection
from learning.records.models import Attempt, Completion, Reflection
from learning.records.note import unpack
from learning.records.refusals import BadAnswer, NoSuchBlock, OpenFindings
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.workforce.factories import PersonFactory

WORDS = "I spoke too fast, and the room went quiet."


def write(learner: Learner, text: str = WORDS, **more: object) -> Reflection:
    return save_reflection(learner.user, learner.attempt, "r1", text, **more)


def everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM records_reflection")
        return str(cursor.fetchall())


def test_what_is_written_is_stored_sealed(learner: Learner) -> None:
    write(learner)
    assert "room" not in everything_stored()
    assert unpack(Reflection.objects.get().sealed_text).text == WORDS
    assert learner.now().place == "r1"


def test_the_last_words_stand_in_whatever_order_they_arrive(learner: Learner) -> None:
    write(learner, "First", sequence=10)
    write(learner, "Third", sequence=30)
    write(learner, "Second", sequence=20)
    assert unpack(Reflection.objects.get().sealed_text).text == "Third"


@pytest.mark.parametrize(
    ("text", "elsewhere", "counts"), [(WORDS, False, True), ("", True, True), ("", False, False), ("  ", False, False)]
)
def test_what_counts(learner_of: Callable[..., Learner], text: str, elsewhere: bool, counts: bool) -> None:
    learner = learner_of(body=[bodies.section("s1", bodies.reflection("r1"))])
    learner.read("s1")
    write(learner, text, elsewhere=elsewhere)
    assert Completion.objects.exists() is counts


def test_a_note_can_be_taken_back(learner: Learner) -> None:
    write(learner)
    write(learner, "")
    stored = Reflection.objects.get()
    assert (bytes(stored.sealed_text), stored.elsewhere) == (b"", False)


def test_direct_identifiers_are_not_stored_until_each_is_resolved(learner: Learner) -> None:
    text = "Tyrell rang me from 07700 900143 and I did not answer."
    with pytest.raises(OpenFindings) as raised:
        write(learner, text)
    assert not Reflection.objects.exists()
    assert [question.text for question in raised.value.review.open] == ["Tyrell", "07700 900143"]
    with pytest.raises(OpenFindings):
        write(learner, text, kept={"Tyrell": "It is the name of our van."})
    write(learner, text, kept={"Tyrell": "It is the name of our van.", "07700 900143": "A number kept for films."})
    note = unpack(Reflection.objects.get().sealed_text)
    assert note.kept == {"Tyrell": "It is the name of our van.", "07700 900143": "A number kept for films."}
    assert "van" not in everything_stored()


def test_a_reason_for_words_that_are_gone_is_not_kept(learner: Learner) -> None:
    write(learner, WORDS, kept={"Tyrell": "It is the name of our van."})
    assert unpack(Reflection.objects.get().sealed_text).kept == {}


def test_a_note_outlives_the_try_and_decides_nothing(learner: Learner) -> None:
    write(learner)
    learner.answer_all("bbbbb")
    write(learner, "Later words")
    assert learner.now().state == "not_yet"
    assert unpack(Reflection.objects.get().sealed_text).text == "Later words"


def test_starting_again_takes_the_notes_along(learner: Learner) -> None:
    write(learner)
    first = learner.attempt
    learner.answer_all("bbbbb")
    second = learner.start()
    assert second.reflections.get().block_id == "r1"
    assert not first.reflections.exists()
    save_reflection(learner.user, first, "r1", "Sent from a page left open")
    assert Reflection.objects.get().attempt == second
    assert unpack(Reflection.objects.get().sealed_text).text == "Sent from a page left open"


@pytest.mark.parametrize(("text", "kept"), [("x" * 10_001, {}), ("Short", {"Short": "x" * 301})])
def test_too_much_is_refused(learner: Learner, text: str, kept: dict[str, str]) -> None:
    with pytest.raises(BadAnswer):
        write(learner, text, kept=kept)
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("block_id", ["unknown", "q1", "t1"])
def test_only_a_reflection_is_written(learner: Learner, block_id: str) -> None:
    with pytest.raises(NoSuchBlock):
        save_reflection(learner.user, learner.attempt, block_id, WORDS)


def test_nobody_writes_for_another_and_nobody_else_reads(learner: Learner) -> None:
    stranger = PersonFactory(with_login=True).user
    with pytest.raises(PermissionDenied):
        save_reflection(stranger, learner.attempt, "r1", WORDS)
    write(learner)
    assert Reflection.objects.visible_to(learner.user).count() == 1
    assert not Reflection.objects.visible_to(stranger).exists()
    assert not Attempt.objects.visible_to(stranger).exists()
