"""A draft on its way out: who has it, who decides, and that it comes out as exactly one version."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from learning.modules.actions.decide_review import decide_review
from learning.modules.actions.remind_reviews import remind_reviewers
from learning.modules.draft_reviewers import reviewers_of
from learning.modules.draft_state import draft_state
from learning.modules.models import ModulePage, ModuleVersion, ReviewState
from learning.modules.review import Reviewer
from learning.modules.trainer_home import trainer_home
from learning.notices.models import Message
from learning.workforce.models import User
from tests.cases.factories import draft as learning_case
from tests.signing_in import signed_in
from tests.workforce.factories import AbsenceFactory, PersonFactory

from .. import bodies
from ..factories import module_page, published, reviewers, trainer

pytestmark = pytest.mark.django_db


def sent(page: ModulePage, author: User) -> ReviewState:
    """The first review of the page's newest draft."""
    page.get_latest_revision_as_object().save_revision(user=author)
    page.get_workflow().start(page, author)
    return current(page)


def current(page: ModulePage) -> ReviewState:
    return ReviewState.objects.get(status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id=str(page.pk))


def numbers() -> list[str]:
    return [version.number for version in ModuleVersion.objects.order_by("pk")]


def test_a_light_module_goes_out_with_its_peer_alone() -> None:
    peer, lived, *_ = reviewers()
    state = sent(module_page(), trainer())
    with pytest.raises(PermissionDenied):
        decide_review(lived, state.pk, agrees=True)
    decide_review(peer, state.pk, agrees=True)
    assert numbers() == ["1.0"]
    assert ModuleVersion.objects.get().published_by == peer


def test_a_heavy_one_goes_past_all_three_and_makes_one_version() -> None:
    peer, lived, governance, _ = reviewers()
    page, author = module_page(content_note="Speaks of a death."), trainer()
    state = sent(page, author)
    for user in (peer, lived, governance):
        assert numbers() == []
        state = decide_review(user, current(page).pk, agrees=True)
    assert numbers() == ["1.0"]
    with pytest.raises(PermissionDenied):
        decide_review(governance, state.pk, agrees=True)
    assert numbers() == ["1.0"]


def test_a_factual_correction_of_a_heavy_one_is_minor_with_one_approval() -> None:
    page = published(content_note="Speaks of a death.")
    peer, *_ = reviewers()
    draft = page.get_latest_revision_as_object()
    draft.change, draft.summary = "correct", "The number was wrong."
    draft.save_revision()
    decide_review(peer, sent(page, trainer()).pk, agrees=True)
    assert numbers() == ["1.0", "1.1"]
    assert ModuleVersion.objects.latest("pk").change == "minor"


@pytest.mark.parametrize("is_out", [False, True])
def test_calling_it_a_correction_takes_no_reader_away_from_what_nobody_weighed(is_out: bool) -> None:
    page = published() if is_out else module_page()
    peer, *_ = reviewers()
    draft = page.get_latest_revision_as_object()
    draft.change, draft.content_note = "correct", "Speaks of a death."
    draft.save_revision()
    page.refresh_from_db()
    before = numbers()
    decide_review(peer, sent(page, trainer()).pk, agrees=True)
    assert numbers() == before
    assert current(page).task.specific.kind == Reviewer.LIVED_EXPERIENCE


def heavy(*cases: Page, note: str = "Speaks of a death.") -> dict[str, object]:
    """The fields of a heavy module that opens these learning cases."""
    linked = [bodies.linked_case(f"case-{case.pk}", case.pk) for case in cases]
    return {"body": [bodies.section("s1", bodies.text("t1"), *linked)], "content_note": note}


@pytest.mark.parametrize(
    ("cases", "note", "readers"),
    [
        ("AB", "Speaks of a death.", 1),
        ("B", "Speaks of a death.", 1),
        ("AB", " Speaks of  a death.\n", 1),
        ("ABC", "Speaks of a death.", 3),
        ("AC", "Speaks of a death.", 3),
        ("AB", "Speaks of the death of a child.", 3),
    ],
)
def test_what_a_correction_brings_to_a_heavy_one_is_weighed_by_all(cases: str, note: str, readers: int) -> None:
    """A case that was linked already, and a warning that stays as it was, were weighed before."""
    named = {name: learning_case(f"Case {name}") for name in "ABC"}
    draft = published(**heavy(named["A"], named["B"])).get_latest_revision_as_object()
    draft.change, draft.summary = "correct", "The number was wrong."
    for field, value in heavy(*(named[name] for name in cases), note=note).items():
        setattr(draft, field, value)
    assert len(reviewers_of(draft)) == readers


def test_a_new_case_in_a_correction_waits_for_those_who_weigh_it() -> None:
    known, new = learning_case("Known"), learning_case("New")
    page = published(**heavy(known))
    peer, *_ = reviewers()
    draft = page.get_latest_revision_as_object()
    draft.change, draft.body = "correct", heavy(known, new)["body"]
    draft.save_revision()
    page.refresh_from_db()
    decide_review(peer, sent(page, trainer()).pk, agrees=True)
    assert numbers() == ["1.0"]
    assert current(page).task.specific.kind == Reviewer.LIVED_EXPERIENCE


def test_nobody_approves_what_they_wrote() -> None:
    peer, *_, deputy = reviewers()
    page = module_page()
    state = sent(page, peer)
    assert state.holder(timezone.localdate()) == deputy
    with pytest.raises(PermissionDenied):
        decide_review(peer, state.pk, agrees=True)
    decide_review(deputy, state.pk, agrees=True)
    assert numbers() == ["1.0"]


def test_a_second_hand_in_the_draft_is_an_author_as_well() -> None:
    peer, *_ = reviewers()
    page = module_page()
    page.get_latest_revision_as_object().save_revision(user=peer)
    state = sent(page, trainer())
    assert not state.seat.may_act(peer.pk, timezone.localdate())


def test_a_deputy_decides_when_it_is_late_and_not_before(clock: time_machine.Traveller) -> None:
    clock.move_to(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC))  # a Friday
    *_, deputy = reviewers()
    state = sent(module_page(), trainer())
    assert state.due_on == dt.date(2026, 11, 24)
    clock.move_to(dt.datetime(2026, 11, 24, 22, tzinfo=dt.UTC))
    with pytest.raises(PermissionDenied):
        decide_review(deputy, state.pk, agrees=True)
    clock.move_to(dt.datetime(2026, 11, 25, 8, tzinfo=dt.UTC))
    assert remind_reviewers(timezone.localdate()) == 1
    assert Message.objects.filter(to=deputy.email).count() == 1
    remind_reviewers(timezone.localdate())
    assert Message.objects.filter(to=deputy.email).count() == 1
    decide_review(deputy, state.pk, agrees=True)
    assert numbers() == ["1.0"]


def test_a_deputy_decides_at_once_for_somebody_who_is_away() -> None:
    peer, *_, deputy = reviewers()
    AbsenceFactory(person=PersonFactory(user=peer))
    state = sent(module_page(), trainer())
    assert state.holder(timezone.localdate()) == deputy


def test_letters_say_that_something_waits_and_nothing_else() -> None:
    peer, *_ = reviewers()
    author = trainer()
    page = module_page(title="A very telling title")
    state = sent(page, author)
    decide_review(peer, state.pk, agrees=False, comment="Say where this comes from.")
    letters = list(Message.objects.order_by("pk"))
    assert [letter.to for letter in letters] == [peer.email, author.email]
    for letter in letters:
        assert letter.subject == "Something waits for you"
        assert "telling" not in letter.text
        assert "comes from" not in letter.text
    assert mail.outbox == []  # Wagtail's own letters, which quote both, are not sent


def test_what_was_sent_back_is_read_anew_by_everybody() -> None:
    peer, lived, governance, _ = reviewers()
    page, author = module_page(content_note="Speaks of a death."), trainer()
    sent(page, author)
    decide_review(peer, current(page).pk, agrees=True)
    decide_review(lived, current(page).pk, agrees=False, comment="There is no other way through.")
    page = ModulePage.objects.get(pk=page.pk)
    state = draft_state(page, timezone.localdate())
    assert (state.kind, state.comment) == ("changes", "There is no other way through.")
    assert [own.page for own in trainer_home(author, timezone.localdate()).sent_back] == []  # not the owner
    draft = page.get_latest_revision_as_object()
    draft.summary = "With another way."
    draft.save_revision(user=author)
    page.current_workflow_state.resume(author)
    for user in (lived, peer, governance):
        decide_review(user, current(page).pk, agrees=True)
    assert numbers() == ["1.0"]


def test_nobody_edits_what_is_under_review() -> None:
    peer, *_ = reviewers()
    page, author = module_page(), trainer()
    sent(page, author)
    page = ModulePage.objects.get(pk=page.pk)
    for user in (peer, author):
        assert page.get_lock().for_user(user)


def test_a_schedule_that_is_approved_makes_its_version_when_it_goes_live(clock: time_machine.Traveller) -> None:
    peer, *_ = reviewers()
    page = module_page()
    page.go_live_at = timezone.now() + dt.timedelta(days=3)
    page.save_revision()
    decide_review(peer, sent(page, trainer()).pk, agrees=True)
    assert numbers() == []
    clock.shift(dt.timedelta(days=4))
    call_command("publish_scheduled")
    call_command("publish_scheduled")
    assert numbers() == ["1.0"]


class TestTheScreen:
    def test_whoever_has_it_reads_what_to_look_for_and_decides(self) -> None:
        peer, *_ = reviewers()
        state = sent(module_page(), trainer())
        client, address = signed_in(peer), reverse("module_review", args=[state.pk])
        assert "Does the quiz ask what was taught" in client.get(address).content.decode()
        assert "To review as" in client.get(reverse("wagtailadmin_home")).content.decode()
        answer = client.post(address, {"decision": "agree", "comment": "Clear and kind."})
        assert answer.url == reverse("wagtailadmin_home")
        assert numbers() == ["1.0"]

    def test_changes_are_asked_for_in_words_that_name_nobody(self) -> None:
        peer, *_ = reviewers()
        state = sent(module_page(), trainer())
        client, address = signed_in(peer), reverse("module_review", args=[state.pk])
        for comment, words in (("", "Say what has to change"), ("Ring 07700 900123 first.", "07700 900123")):
            answer = client.post(address, {"decision": "change", "comment": comment})
            assert answer.status_code == 200
            assert words in answer.content.decode()
        state.refresh_from_db()
        assert (state.status, state.comment) == (TaskState.STATUS_IN_PROGRESS, "")

    def test_an_author_reads_it_and_has_no_buttons(self) -> None:
        reviewers()
        author = trainer()
        state = sent(module_page(), author)
        client, address = signed_in(author), reverse("module_review", args=[state.pk])
        assert "I agree" not in client.get(address).content.decode()
        assert client.post(address, {"decision": "agree"}).url == reverse("wagtailadmin_home")
        assert numbers() == []
