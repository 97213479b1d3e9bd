"""What waited on a device and is handed in later: stored once, for the attempt it was given in, and nothing shown."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from learning.records.models import Answer, ConfidenceRating, Reading, Reflection
from tests.records.conftest import Learner
from tests.workforce.factories import PersonFactory

KEY = str(uuid.UUID(int=7))
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def learner(db: None) -> Learner:
    return Learner()


@pytest.fixture
def browser(learner: Learner, client: Client) -> Client:
    client.force_login(learner.user)
    return client


def hand_in(browser: Client, learner: Learner, name: str, *args: object, **data: object) -> Any:
    address = reverse(name, args=[learner.version.module.slug, *args])
    return browser.post(address, {"attempt": learner.attempt.uuid, "handed_in": "on", **data})


def test_an_answer_is_stored_and_its_reasons_are_not_shown(browser: Client, learner: Learner) -> None:
    for _again in range(3):
        response = hand_in(browser, learner, "player_answer", "q1", option="b", key=KEY, sequence=50)
        assert (response.status_code, response.content) == (204, b"")
    answer = Answer.objects.get()
    assert (answer.response, answer.client_sequence, answer.revealed_at) == (["b"], 50, None)
    hand_in(browser, learner, "player_answer", "q1", option="a", key=uuid.uuid4(), sequence=40)
    assert Answer.objects.get().response == ["a"], "given first, and nobody has read a reason yet"


def test_looking_at_the_page_settles_it(browser: Client, learner: Learner) -> None:
    hand_in(browser, learner, "player_answer", "q1", option="b", key=KEY, sequence=50)
    browser.get(reverse("player_section", args=[learner.version.module.slug, 1]))
    assert Answer.objects.get().revealed_at is None, "the question stands on another page"
    browser.get(reverse("player_section", args=[learner.version.module.slug, 2]))
    assert Answer.objects.get().revealed_at is not None
    hand_in(browser, learner, "player_answer", "q1", option="a", key=uuid.uuid4(), sequence=40)
    assert Answer.objects.get().response == ["b"]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_piece_of_the_page_with_the_reasons_settles_it_too(
    browser: Client, learner: Learner, headers: dict[str, str]
) -> None:
    hand_in(browser, learner, "player_answer", "q1", option="b", key=KEY, sequence=50)
    address = reverse("player_answer", args=[learner.version.module.slug, "q1"])
    assert browser.post(address, {"option": []}, **headers).status_code == 422
    assert Answer.objects.get().revealed_at is not None


def test_the_rest_is_handed_in_the_same_way(browser: Client, learner: Learner) -> None:
    for _again in range(2):
        for name, args, data in (
            ("player_reflect", ["r1"], {"text": "I listened first.", "sequence": 20}),
            ("player_rate", ["sure-before"], {"value": 4, "sequence": 30}),
            ("player_section", [1], {}),
            ("player_pause", [], {"place": "q2"}),
        ):
            assert hand_in(browser, learner, name, *args, **data).status_code == 204
    assert Reflection.objects.get().client_sequence == 20
    assert ConfidenceRating.objects.get().value == 4
    assert Reading.objects.get().section_id == "s1"
    assert learner.now().place == "q2"


def test_words_that_may_name_somebody_are_refused_and_not_stored(browser: Client, learner: Learner) -> None:
    response = hand_in(browser, learner, "player_reflect", "r1", text="Tyrell rang me.", sequence=20)
    assert response.status_code == 422
    assert not Reflection.objects.exists()


def test_what_waited_never_lands_in_a_later_try(browser: Client, learner: Learner) -> None:
    before = learner.attempt
    learner.answer_all("bbbbb")
    learner.start()
    assert learner.attempt != before
    address = reverse("player_answer", args=[learner.version.module.slug, "q1"])
    sent = {"attempt": before.uuid, "handed_in": "on", "option": "a", "key": KEY, "sequence": 5}
    assert browser.post(address, sent).status_code == 204
    assert not learner.attempt.answers.filter(kind="question").exists()


@pytest.mark.parametrize("name", ["player_answer", "player_reflect", "player_rate", "player_section", "player_pause"])
def test_the_next_person_cannot_send_it(client: Client, learner: Learner, name: str) -> None:
    other = Learner(module=learner.version.module, minor=1)
    client.force_login(other.user)
    block = {"player_answer": ["q1"], "player_reflect": ["r1"], "player_rate": ["sure-before"], "player_section": [1]}
    data = {"option": "a", "key": KEY, "text": "I listened.", "value": 3, "place": "q1"}
    assert hand_in(client, learner, name, *block.get(name, []), **data).status_code == 404
    assert not Answer.objects.exists()
    assert not Reflection.objects.exists()
    assert not ConfidenceRating.objects.exists()
    assert not Reading.objects.exists()


@pytest.mark.parametrize("named", ["", "no-uuid", str(uuid.UUID(int=99))])
def test_an_attempt_that_is_not_there(browser: Client, learner: Learner, named: str) -> None:
    address = reverse("player_answer", args=[learner.version.module.slug, "q1"])
    status = browser.post(address, {"attempt": named, "option": "a"}, **HTMX).status_code
    assert status == {"": 200, "no-uuid": 400}.get(named, 404)


class TestPausing:
    def pause(self, browser: Client, learner: Learner, **data: object) -> Any:
        return browser.post(reverse("player_pause", args=[learner.version.module.slug]), data)

    def test_the_block_that_was_answered_last_says_more_than_its_section(
        self, browser: Client, learner: Learner
    ) -> None:
        learner.answer("c1", "a")
        self.pause(browser, learner, place="s1")
        assert learner.now().place == "c1"
        self.pause(browser, learner, place="t1")
        assert learner.now().place == "t1"
        self.pause(browser, learner, place="s2")
        assert learner.now().place == "s2"

    def test_in_another_browser_one_comes_back_to_the_same_block(self, browser: Client, learner: Learner) -> None:
        self.pause(browser, learner, place="c1")
        elsewhere = Client()
        elsewhere.force_login(learner.user)
        response = elsewhere.get(reverse("player", args=[learner.version.module.slug]))
        assert response.headers["Location"].endswith("/1/#b-c1")

    def test_a_pause_that_waited_does_not_undo_what_was_saved_since(self, browser: Client, learner: Learner) -> None:
        learner.answer("q3", "a")
        self.pause(browser, learner, place="c1", sequence=100)
        assert learner.now().place == "q3"

    def test_a_script_is_told_where_to_go_once_it_is_saved(self, browser: Client, learner: Learner) -> None:
        address = reverse("player_pause", args=[learner.version.module.slug])
        response = browser.post(address, {"place": "s1"}, **HTMX)
        assert (response.status_code, response["Goes-To"]) == (204, reverse("my_learning"))
        section = reverse("player_section", args=[learner.version.module.slug, 1])
        response = browser.post(section, **HTMX)
        assert (response.status_code, response["Goes-To"]) == (
            204,
            reverse("player_section", args=[learner.version.module.slug, 2]),
        )


def test_a_stranger_sees_nobody_elses_attempt(client: Client, learner: Learner) -> None:
    client.force_login(PersonFactory(with_login=True).user)
    assert hand_in(client, learner, "player_answer", "q1", option="a").status_code == 404


class TestOwnDistress:
    OFFER = "You do not have to carry it alone."

    @pytest.mark.parametrize(
        ("text", "offered"), [("I can't cope any more.", True), ("He can't cope any more.", False)]
    )
    def test_support_is_offered_to_the_writer_and_nothing_else_happens(
        self, browser: Client, learner: Learner, text: str, offered: bool
    ) -> None:
        from learning.audit.models import Event
        from learning.notices.models import Message

        before = Event.objects.count(), Message.objects.count()
        address = reverse("player_reflect", args=[learner.version.module.slug, "r1"])
        answer = browser.post(address, {"text": text}, **HTMX)
        assert answer.status_code == 200
        assert (self.OFFER in answer.content.decode()) is offered
        assert Reflection.objects.count() == 1, "saving is never held up"
        page = browser.get(reverse("player_section", args=[learner.version.module.slug, 1])).content.decode()
        assert (self.OFFER in page) is offered
        assert (Event.objects.count(), Message.objects.count()) == before
