import pytest
from django.core.exceptions import PermissionDenied

from learning.records.actions.save_reflection import save_reflection
from learning.records.actions.share_reflection import share_reflection
from learning.records.models import Completion, Reflection
from learning.records.refusals import NoSuchBlock
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.workforce.factories import UserFactory


@pytest.fixture
def writer(db: None) -> Learner:
    learner = Learner(body=[bodies.section("s1", bodies.reflection("r1"), bodies.own_words("o1"))])
    save_reflection(learner.user, learner.attempt, "r1", "I listened first.")
    return learner


def share(learner: Learner, shared: bool = True, block: str = "r1") -> Reflection:
    return share_reflection(learner.user, learner.attempt, block, shared=shared)


def test_nothing_is_shared_unless_its_writer_says_so(writer: Learner) -> None:
    assert not Reflection.objects.shared().exists()
    share(writer)
    assert Reflection.objects.shared().get().block_id == "r1"
    share(writer, False)
    assert not Reflection.objects.shared().exists()


def test_sharing_twice_keeps_the_first_moment(writer: Learner) -> None:
    first = share(writer).shared_at
    assert share(writer).shared_at == first


def test_what_is_taken_back_is_shared_no_longer(writer: Learner) -> None:
    share(writer)
    save_reflection(writer.user, writer.attempt, "r1", "")
    save_reflection(writer.user, writer.attempt, "r1", "Something else.")
    assert not Reflection.objects.shared().exists()


def test_it_finishes_nothing(writer: Learner) -> None:
    share(writer)
    assert not Completion.objects.exists()


def test_a_reflection_done_elsewhere_has_nothing_to_share(writer: Learner) -> None:
    save_reflection(writer.user, writer.attempt, "r1", "", elsewhere=True)
    with pytest.raises(NoSuchBlock):
        share(writer)


@pytest.mark.parametrize("block", ["o1", "s1", "nowhere"])
def test_only_reflections_are_shared(writer: Learner, block: str) -> None:
    save_reflection(writer.user, writer.attempt, "o1", "Because.")
    with pytest.raises(NoSuchBlock):
        share(writer, block=block)


def test_only_the_writer_shares(writer: Learner) -> None:
    for stranger in (UserFactory(), Learner().user):
        with pytest.raises(PermissionDenied):
            share_reflection(stranger, writer.attempt, "r1", shared=True)
    assert not Reflection.objects.shared().exists()


def test_starting_again_keeps_what_was_chosen(db: None) -> None:
    learner = Learner()
    save_reflection(learner.user, learner.attempt, "r1", "I listened first.")
    share(learner)
    learner.answer_all("bbbbb")
    learner.start()
    assert Reflection.objects.shared().get().attempt_id == learner.attempt.pk
    share_reflection(learner.user, learner.attempt.follows, "r1", shared=False)
    assert not Reflection.objects.shared().exists()
