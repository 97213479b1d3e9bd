"""“Something wrong or upsetting here?”: it reaches the trainers, anonymously in truth, and the answer comes back."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from learning.audit.models import Event
from learning.notices.models import Message
from learning.portal.models import Concern
from learning.portal.wagtail_hooks import what_readers_say
from learning.workforce.models import Role, User
from tests.markup import markup
from tests.records.conftest import Learner
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory, RoleAssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = str(uuid.UUID(int=5))


@pytest.fixture
def learner(db: None) -> Learner:
    return Learner()


@pytest.fixture
def browser(learner: Learner, client: Client) -> Client:
    client.force_login(learner.user)
    return client


@pytest.fixture
def trainer() -> Client:
    user = UserFactory(email="trainer@example.org")
    RoleAssignmentFactory(user=user, role=Role.TRAINER)
    return signed_in(user)


def tell(browser: Client, learner: Learner, text: str = "The date in this example is wrong.", **more: object) -> Any:
    address = reverse("concern_section", args=[learner.version.module.slug, 1])
    return browser.post(address, {"key": KEY, "kind": "wrong_fact", "text": text, **more})


def test_every_section_leads_there(browser: Client, learner: Learner) -> None:
    for number in (1, 2):
        address = reverse("concern_section", args=[learner.version.module.slug, number])
        page = browser.get(reverse("player_section", args=[learner.version.module.slug, number])).content.decode()
        assert address in page
        assert "leave out names and places" in browser.get(address).content.decode()


def test_it_is_stored_once_and_each_trainer_hears_once_a_day(
    browser: Client, learner: Learner, trainer: Client
) -> None:
    for _again in range(2):
        assert "It is with the trainers" in tell(browser, learner).content.decode()
    tell(browser, learner, "Another thing on the same page.", key=uuid.UUID(int=6))
    first, second = Concern.objects.all()
    assert (first.message, first.person) == ("The date in this example is wrong.", learner.person)
    assert second.message == "Another thing on the same page."
    message = Message.objects.get()
    assert message.to == "trainer@example.org"
    assert "date in this example" not in message.text


def test_without_a_name_nothing_anywhere_leads_to_the_writer(
    browser: Client, learner: Learner, trainer: Client
) -> None:
    person, user = learner.person, learner.user
    before = Event.objects.count()
    tell(browser, learner, anonymous="on")
    row = Concern.objects.values().get()
    assert row["person_id"] is None
    session = browser.session.session_key or ""
    for secret in (user.email, str(person.uuid), session, "127.0.0.1", str(learner.attempt.uuid)):
        assert secret not in str(row)
    assert Event.objects.count() == before, "the trail would name whoever acted"
    assert KEY not in str(browser.session.items())
    moments = [name for name, value in row.items() if hasattr(value, "hour")]
    assert moments == [], "a time could be matched with a record of learning"
    assert not re.search(rf"\b{user.email}\b", str(list(Message.objects.values())))
    assert "No answer yet" not in browser.get(reverse("my_concerns")).content.decode()


def test_whoever_sent_it_with_their_name_is_not_told_that_it_went_without(browser: Client, learner: Learner) -> None:
    tell(browser, learner)
    again = tell(browser, learner, anonymous="on").content.decode()
    assert Concern.objects.get().person == learner.person
    assert "without your name" not in again
    assert reverse("my_concerns") in again


def test_somebody_named_is_asked_about_and_nothing_is_stored(browser: Client, learner: Learner) -> None:
    answer = tell(browser, learner, "Tyrell should not stand here.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<mark>Tyrell</mark>" in page
    assert "should not stand here." in page
    assert not Concern.objects.exists()
    mended = tell(browser, learner, "Tyrell should not stand here.", **{"span-1": "Tyrell", "replace-1": "a boy"})
    assert mended.status_code == 200
    assert Concern.objects.get().message == "a boy should not stand here."


@pytest.mark.parametrize(
    "sent",
    [{"text": ""}, {"text": "  "}, {"text": "x" * 2_001}, {"kind": ""}, {"kind": "praise"}, {"key": "none"}],
    ids=str,
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    browser: Client, learner: Learner, sent: dict[str, str]
) -> None:
    answer = tell(browser, learner, **({"text": "My words stay here."} | sent))
    assert answer.status_code == 422
    assert "Nothing was sent yet." in answer.content.decode()
    assert (sent.get("text", "My words stay here.").strip()[:50]) in answer.content.decode()
    assert not Concern.objects.exists()


def test_support_is_offered_to_a_writer_in_distress_and_the_message_goes_all_the_same(
    browser: Client, learner: Learner
) -> None:
    page = tell(browser, learner, "This was done to me, and I can't cope.", kind="upsetting").content.decode()
    assert "You do not have to carry it alone." in page
    assert Concern.objects.count() == 1


def test_the_answer_reaches_whoever_put_their_name_to_it(browser: Client, learner: Learner, trainer: Client) -> None:
    tell(browser, learner)
    concern = Concern.objects.get()
    assert learner.person.name not in trainer.get(reverse("concerns")).content.decode()
    trainer.post(reverse("concerns"), {"concern": concern.uuid, "answer": "Thank you: it says 2019 now."})
    trainer.post(reverse("concerns"), {"concern": concern.uuid, "answer": "Twice changes nothing."})
    concern.refresh_from_db()
    assert concern.answer == "Thank you: it says 2019 now."
    assert Event.objects.of("concern.answered").count() == 1
    letter = Message.objects.get(to=learner.user.email)
    assert "2019" not in letter.text
    assert reverse("my_concerns") in letter.text
    assert "Thank you: it says 2019 now." in browser.get(reverse("my_concerns")).content.decode()
    stranger = Client()
    stranger.force_login(PersonFactory(with_login=True).user)
    assert "2019" not in markup(stranger.get(reverse("my_concerns")))


def test_an_anonymous_one_is_closed_without_a_letter(browser: Client, learner: Learner, trainer: Client) -> None:
    tell(browser, learner, anonymous="on")
    before = Message.objects.count()
    trainer.post(reverse("concerns"), {"concern": Concern.objects.get().uuid, "answer": "Mended."})
    assert Concern.objects.get().answered_at is not None
    assert Message.objects.count() == before


@pytest.mark.parametrize("answer", ["", " ", "x" * 2_001, "Tyrell said so."])
def test_an_answer_that_says_nothing_or_names_somebody_is_refused(
    browser: Client, learner: Learner, trainer: Client, answer: str
) -> None:
    tell(browser, learner)
    response = trainer.post(reverse("concerns"), {"concern": Concern.objects.get().uuid, "answer": answer})
    assert response.status_code == 422
    assert Concern.objects.get().answered_at is None


def test_learners_read_no_list_and_answer_nothing(browser: Client, learner: Learner) -> None:
    tell(browser, learner)
    data = {"concern": Concern.objects.get().uuid, "answer": "I answer myself."}
    assert browser.get(reverse("concerns")).status_code == 403
    assert browser.post(reverse("concerns"), data).status_code == 403
    assert Concern.objects.get().answer == ""


def test_a_section_of_no_attempt_is_not_there(client: Client, learner: Learner) -> None:
    client.force_login(PersonFactory(with_login=True).user)
    assert tell(client, learner).status_code == 404


def test_the_editor_leads_those_who_answer_to_what_readers_say(learner: Learner, trainer: Client) -> None:
    request = RequestFactory().get("/")
    for user, shown in ((User.objects.get(email="trainer@example.org"), True), (learner.user, False)):
        request.user = user
        assert what_readers_say().is_shown(request) is shown
    assert what_readers_say().url == reverse("concerns")


def test_what_was_written_under_another_row_of_the_same_human_being_is_theirs(
    browser: Client, learner: Learner
) -> None:
    earlier = PersonFactory(merged_into=learner.person, merge_reason="Two lists named the same person")
    Concern.objects.create(title="Six principles", address="/", message="The year is wrong.", key=KEY, person=earlier)
    assert "The year is wrong." in browser.get(reverse("my_concerns")).content.decode()
