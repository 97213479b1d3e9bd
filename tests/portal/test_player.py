"""The player over HTTP, without JavaScript and with htmx."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from learning.records.models import Answer, Attempt, Completion, ConfidenceRating, Reading, Reflection
from learning.records.note import unpack
from tests.forgetting import forget_everything
from tests.modules import bodies
from tests.modules.factories import published
from tests.records.conftest import Learner
from tests.records.factories import VersionFactory, quiz
from tests.workforce.factories import PersonFactory, UserFactory

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def learner(db: None) -> Learner:
    return Learner()


@pytest.fixture
def learner_of(db: None) -> Callable[..., Learner]:
    return Learner


@pytest.fixture
def browser(learner: Learner, client: Client) -> Client:
    client.force_login(learner.user)
    return client


def section_url(learner: Learner, number: int = 1) -> str:
    return reverse("player_section", args=[learner.version.module.slug, number])


def url(learner: Learner, name: str, *args: object) -> str:
    return reverse(name, args=[learner.version.module.slug, *args])


def page(response: Any) -> str:
    assert response.status_code == 200, response
    return str(response.content.decode())


class TestStarting:
    def test_first_it_says_what_finishing_takes_and_who_sees_what(self, client: Client, db: None) -> None:
        version = VersionFactory()
        client.force_login(PersonFactory(with_login=True).user)
        said = page(client.get(reverse("player", args=[version.module.slug])))
        assert "Get four of the five questions right." in said
        assert "Your employer sees that you finished and when; not answers, tries, time or reflections." in said
        assert not Attempt.objects.exists(), "looking starts nothing"

    def test_a_click_starts_and_leads_to_the_first_section(self, client: Client, db: None) -> None:
        version = VersionFactory()
        client.force_login(PersonFactory(with_login=True).user)
        address = reverse("player", args=[version.module.slug])
        for _click in range(2):
            response = client.post(address)
            assert response.headers["Location"] == reverse("player_section", args=[version.module.slug, 1])
        assert Attempt.objects.count() == 1

    def test_a_section_before_the_start_leads_to_the_start(self, client: Client, db: None) -> None:
        version = VersionFactory()
        client.force_login(PersonFactory(with_login=True).user)
        response = client.get(reverse("player_section", args=[version.module.slug, 2]))
        assert response.headers["Location"] == reverse("player", args=[version.module.slug])

    def test_a_login_without_a_person_is_told_and_starts_nothing(self, client: Client, db: None) -> None:
        version = VersionFactory()
        client.force_login(UserFactory())
        address = reverse("player", args=[version.module.slug])
        assert "belongs to no person" in page(client.get(address))
        assert client.post(address).status_code == 403
        assert not Attempt.objects.exists()

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_an_unknown_module_is_not_found(self, client: Client, db: None, method: str) -> None:
        client.force_login(PersonFactory(with_login=True).user)
        assert getattr(client, method)(reverse("player", args=["nowhere"])).status_code == 404

    def test_somebody_anonymous_signs_in_and_comes_back(self, client: Client, learner: Learner) -> None:
        address = section_url(learner, 2)
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("account_login"))
        assert response.headers["Location"].endswith(f"next={address}")


class TestPlace:
    def test_carrying_on_leads_to_the_block_where_one_stopped(self, browser: Client, learner: Learner) -> None:
        learner.answer("q2", "a")
        response = browser.get(url(learner, "player"))
        assert response.headers["Location"] == f"{section_url(learner, 2)}#b-q2"

    def test_a_pause_keeps_the_section_that_is_open(self, browser: Client, learner: Learner) -> None:
        learner.answer("c1", "a")
        response = browser.post(url(learner, "player_pause"), {"place": "s2"})
        assert response.headers["Location"] == reverse("my_learning")
        assert browser.get(url(learner, "player")).headers["Location"] == section_url(learner, 2)

    @pytest.mark.parametrize(("place", "status"), [("unknown", 404), ("", 302), ("x" * 65, 302)])
    def test_a_pause_elsewhere_keeps_nothing(self, browser: Client, learner: Learner, place: str, status: int) -> None:
        assert browser.post(url(learner, "player_pause"), {"place": place}).status_code == status
        assert learner.now().place == "s1"

    @pytest.mark.parametrize("number", [0, 3, 999_999_999_999])
    def test_a_section_out_of_range_is_not_found(self, browser: Client, learner: Learner, number: int) -> None:
        assert browser.get(section_url(learner, number)).status_code == 404


class TestSection:
    def test_shows_the_thread_and_where_one_is(self, browser: Client, learner: Learner) -> None:
        said = page(browser.get(section_url(learner, 2)))
        assert "section 2 of 2" in said
        assert said.count('aria-current="step"') == 2, "the thread, and the open step of the scenario"
        assert "Everything is saved" in said

    def test_next_records_the_reading(self, browser: Client, learner: Learner) -> None:
        response = browser.post(section_url(learner))
        assert response.headers["Location"] == section_url(learner, 2)
        assert Reading.objects.get().section_id == "s1"

    def test_opening_a_page_is_no_reading(self, browser: Client, learner: Learner) -> None:
        browser.get(section_url(learner))
        assert not Reading.objects.exists()

    def test_the_last_section_says_what_is_still_open(self, browser: Client, learner: Learner) -> None:
        said = page(browser.get(section_url(learner, 2)))
        assert "Read “Section s1”." in said
        assert "Write the reflection in “Section s1”" in said
        assert "Answer the 5 questions in “Section s2” that are still open." in said
        assert "Read “Section s2”." not in said, "that is what Finish does"
        response = browser.post(section_url(learner, 2))
        assert response.headers["Location"] == f"{section_url(learner, 2)}#outcome"

    def test_the_other_way_is_chosen_kept_and_taken_back(self, browser: Client, learner: Learner) -> None:
        first = page(browser.get(section_url(learner)))
        assert "This section is about a threat." in first
        assert 'id="b-c1"' in first
        response = browser.post(url(learner, "player_route", 1), {"other": "on"})
        assert response.headers["Location"] == section_url(learner)
        other = page(browser.get(section_url(learner)))
        assert 'id="b-t1-other"' in other
        assert 'id="b-c1"' not in other
        browser.post(url(learner, "player_route", 1))
        assert 'id="b-c1"' in page(browser.get(section_url(learner)))

    def test_no_other_way_where_there_is_none(self, browser: Client, learner: Learner) -> None:
        assert browser.post(url(learner, "player_route", 2), {"other": "on"}).status_code == 404

    def test_options_keep_their_order_for_one_attempt(self, browser: Client, learner: Learner) -> None:
        def order() -> list[str]:
            return re.findall(r'name="option" value="(\w)"', page(browser.get(section_url(learner, 2))))

        assert order() == order()
        assert sorted(order()) == sorted("abc" * 5)
        assert len({tuple(order()[n : n + 3]) for n in range(0, 15, 3)}) > 1, "each question has its own order"


class TestAnswering:
    def test_a_plain_form_comes_back_to_its_block_with_the_reasons(self, browser: Client, learner: Learner) -> None:
        key = str(uuid.uuid4())
        response = browser.post(url(learner, "player_answer", "q1"), {"option": "b", "key": key, "sequence": ""})
        assert response.headers["Location"] == f"{section_url(learner, 2)}#b-q1"
        said = page(browser.get(section_url(learner, 2)))
        assert "Not quite · your answer" in said
        assert "Because." in said

    def test_htmx_swaps_the_block_alone_and_says_that_it_is_saved(self, browser: Client, learner: Learner) -> None:
        response = browser.post(url(learner, "player_answer", "q1"), {"option": "a"}, **HTMX)
        said = page(response)
        assert said.lstrip().startswith('<section class="check" id="b-q1"')
        assert "<html" not in said
        assert "data-saved" in said
        assert "data-focus" in said
        assert 'id="outcome" hx-swap-oob="true"' in said

    def test_a_double_click_is_one_answer(self, browser: Client, learner: Learner) -> None:
        sent = {"option": "b", "key": str(uuid.uuid4())}
        for _click in range(2):
            assert browser.post(url(learner, "player_answer", "q1"), sent).status_code == 302
        assert Answer.objects.count() == 1

    def test_a_second_answer_shows_the_first(self, browser: Client, learner: Learner) -> None:
        browser.post(url(learner, "player_answer", "q1"), {"option": "b"}, **HTMX)
        said = page(browser.post(url(learner, "player_answer", "q1"), {"option": "a"}, **HTMX))
        assert "Not quite · your answer" in said
        assert Answer.objects.get().response == ["b"]

    def test_nothing_chosen_is_said_kindly_and_loses_nothing(self, browser: Client, learner: Learner) -> None:
        response = browser.post(url(learner, "player_answer", "q1"), {})
        assert response.status_code == 422
        assert "Choose one first." in response.content.decode()
        response = browser.post(url(learner, "player_answer", "q1"), {}, **HTMX)
        assert response.status_code == 422
        assert "<html" not in response.content.decode()

    @pytest.mark.parametrize(
        ("block", "sent", "status"),
        [
            ("unknown", {"option": "a"}, 404),
            ("t1", {"option": "a"}, 404),
            ("r1", {"option": "a"}, 404),
            ("q1", {"option": "not-of-this-question"}, 400),
            ("q1", {"option": ["a", "b"]}, 400),
            ("q1", {"option": "x" * 65}, 400),
            ("q1", {"option": ["a"] * 31}, 400),
            ("q1", {"option": "a", "sequence": "-1"}, 400),
            ("q1", {"option": "a", "sequence": str(2**31)}, 400),
            ("q1", {"option": "a", "sequence": "soon"}, 400),
            ("q1", {"option": "a", "key": "no-key"}, 400),
            ("w1", {"walked": "a-b", "choice": "a-good", "go": "on"}, 400),
            ("w1", {"walked": "x" * 20_001, "go": "again"}, 400),
            ("w1", {"walked": "", "go": "sideways"}, 400),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, browser: Client, learner: Learner, block: str, sent: dict[str, Any], status: int
    ) -> None:
        assert browser.post(url(learner, "player_answer", block), sent).status_code == status
        assert not Answer.objects.exists()

    @pytest.mark.parametrize("name", ["player_answer", "player_reflect", "player_rate"])
    def test_nobody_reaches_the_attempt_of_another(self, client: Client, learner: Learner, name: str) -> None:
        client.force_login(PersonFactory(with_login=True).user)
        assert client.post(url(learner, name, "q1"), {"option": "a", "text": "x", "value": 1}).status_code == 404
        assert not Answer.objects.exists()

    @pytest.mark.parametrize("name", ["player_answer", "player_reflect", "player_rate"])
    def test_coming_back_from_signing_in_leads_to_the_block(self, browser: Client, learner: Learner, name: str) -> None:
        response = browser.get(url(learner, name, "q1"))
        assert response.headers["Location"] == f"{section_url(learner, 2)}#b-q1"

    def test_a_session_that_ran_out_loses_no_words(self, client: Client, learner: Learner) -> None:
        address = url(learner, "player_reflect", "r1")
        response = client.post(address, {"text": "The words I typed"})
        assert response.status_code == 401
        assert "The words I typed" in response.content.decode()
        assert client.post(address, {"text": "The words I typed"}, **HTMX).status_code == 401

    def test_the_scenario_goes_on_back_and_again(self, browser: Client, learner: Learner) -> None:
        address = url(learner, "player_answer", "w1")
        said = page(browser.post(address, {"walked": "", "choice": "a-b", "go": "on"}, **HTMX))
        assert "Scene b" in said
        assert "So be it." in said
        said = page(browser.post(address, {"walked": "a-b", "choice": "b-good", "go": "on"}, **HTMX))
        assert "An ending: it went well" in said
        assert Answer.objects.get().is_final
        said = page(browser.post(address, {"walked": "a-b b-good", "go": "back"}, **HTMX))
        assert "Scene b" in said
        said = page(browser.post(address, {"walked": "a-b", "go": "again"}, **HTMX))
        assert "You reached an ending before, and that counts." in said
        assert Answer.objects.get().is_final

    def test_a_step_without_a_choice_asks_for_one(self, browser: Client, learner: Learner) -> None:
        response = browser.post(url(learner, "player_answer", "w1"), {"walked": "", "go": "on"}, **HTMX)
        assert response.status_code == 422
        assert not Answer.objects.exists()

    def test_confidence_is_saved_and_can_be_changed(self, browser: Client, learner: Learner) -> None:
        address = url(learner, "player_rate", "sure-before")
        for value in (2, 4):
            assert "checked" in page(browser.post(address, {"value": value}, **HTMX))
        assert ConfidenceRating.objects.get().value == 4

    def test_the_end_remembers_what_was_said_at_the_start(self, browser: Client, learner: Learner) -> None:
        browser.post(url(learner, "player_rate", "sure-before"), {"value": 2})
        assert "At the start you said “A little”." in page(browser.get(section_url(learner, 2)))

    @pytest.mark.parametrize(("sent", "status"), [({}, 422), ({"value": 6}, 400), ({"value": "x"}, 400)])
    def test_a_rating_out_of_range_is_refused(
        self, browser: Client, learner: Learner, sent: dict[str, Any], status: int
    ) -> None:
        assert browser.post(url(learner, "player_rate", "sure-before"), sent).status_code == status
        assert not ConfidenceRating.objects.exists()


class TestReflecting:
    NAMED = "Tyrell rang me from 07700 900143."

    def send(self, browser: Client, learner: Learner, **sent: Any) -> Any:
        return browser.post(url(learner, "player_reflect", "r1"), sent)

    def test_what_is_written_is_there_again(self, browser: Client, learner: Learner) -> None:
        response = self.send(browser, learner, text="I spoke too fast.")
        assert response.headers["Location"] == f"{section_url(learner)}#b-r1"
        said = page(browser.get(section_url(learner)))
        assert "I spoke too fast." in said
        assert "A court can require it" in said

    def test_on_paper_counts(self, browser: Client, learner: Learner) -> None:
        self.send(browser, learner, text="", elsewhere="on")
        assert Reflection.objects.get().elsewhere

    def test_a_name_is_asked_about_and_nothing_is_stored_or_lost(self, browser: Client, learner: Learner) -> None:
        response = self.send(browser, learner, text=self.NAMED)
        said = response.content.decode()
        assert response.status_code == 422
        assert "Not saved yet: 2 things here may identify somebody." in said
        assert "rang me from 07700 900143." in said
        assert not Reflection.objects.exists()

    def test_a_finding_is_replaced_generalised_or_kept_with_a_reason(self, browser: Client, learner: Learner) -> None:
        said = self.send(browser, learner, text=self.NAMED + " We met at the Redthorn Wheel.").content.decode()
        spans = dict(re.findall(r'name="span-(\d)" value="([^"]+)"', said))
        suggestions = dict(re.findall(r'name="suggestion-(\d)" value="([^"]+)"', said))
        number = {words: n for n, words in spans.items()}
        name, phone, wheel = number["Tyrell"], number["07700 900143"], number["Redthorn Wheel"]
        sent = {"text": self.NAMED + " We met at the Redthorn Wheel."}
        sent |= {f"span-{n}": words for n, words in spans.items()}
        sent |= {f"suggestion-{n}": words for n, words in suggestions.items()}
        sent |= {f"how-{name}": "suggestion", f"keep-{name}": "", f"replace-{name}": ""}
        sent |= {f"how-{phone}": "own", f"replace-{phone}": "his phone"}
        sent |= {f"how-{wheel}": "keep", f"keep-{wheel}": "A tool from a book.", f"replace-{wheel}": "left over"}
        assert self.send(browser, learner, **sent).status_code == 302
        note = unpack(Reflection.objects.get().sealed_text)
        assert suggestions[name] == "[a person]"
        assert note.text == "[A person] rang me from his phone. We met at the Redthorn Wheel."
        assert note.kept == {"Redthorn Wheel": "A tool from a book."}
        again = page(browser.get(section_url(learner)))
        assert 'value="A tool from a book."' in again, "the reason goes along with the next saving"

    def test_too_long_is_said_and_given_back(self, browser: Client, learner: Learner) -> None:
        response = self.send(browser, learner, text="long " * 2001)
        assert response.status_code == 422
        assert "at most 10,000 characters" in response.content.decode()
        assert "long long" in response.content.decode()
        assert not Reflection.objects.exists()

    def test_a_missing_key_is_said_and_breaks_nothing(self, browser: Client, learner: Learner, settings: Any) -> None:
        self.send(browser, learner, text="I spoke too fast.")
        settings.REFLECTION_KEYS = ["YW5vdGhlcmtleWFub3RoZXJrZXlhbm90aGVya2V5MTI="]
        assert "the key that opens it is missing" in page(browser.get(section_url(learner)))


class TestEnding:
    def finish(self, browser: Client, learner: Learner, letters: str) -> None:
        for number, letter in enumerate(letters, 1):
            browser.post(url(learner, "player_answer", f"q{number}"), {"option": letter})

    @pytest.fixture
    def short(self, learner_of: Callable[..., Learner], client: Client) -> Learner:
        learner = learner_of(body=[bodies.section("s1", *quiz(2)), bodies.section("s2", bodies.text("t"))])
        client.force_login(learner.user)
        return learner

    def test_finish_leads_to_what_it_counts_for(self, client: Client, short: Learner) -> None:
        self.finish(client, short, "aa")
        client.post(section_url(short, 1))
        response = client.post(section_url(short, 2))
        assert response.headers["Location"] == url(short, "finish")
        said = page(client.get(url(short, "finish")))
        assert f"You have finished, {short.person.given_name}" in said
        assert "valid <strong>until" in said
        assert Completion.objects.count() == 1
        assert client.get(url(short, "player")).headers["Location"] == url(short, "finish")
        assert "You can read it again; nothing changes." in page(client.get(section_url(short)))

    def test_the_last_answer_says_that_it_was_the_last(self, client: Client, short: Learner) -> None:
        short.read("s1", "s2")
        self.finish(client, short, "a")
        said = page(client.post(url(short, "player_answer", "q2"), {"option": "a"}, **HTMX))
        assert "You have finished" in said

    def test_not_yet_says_what_to_read_again_and_starts_anew(self, client: Client, short: Learner) -> None:
        short.read("s1")
        self.finish(client, short, "ab")
        said = page(client.get(url(short, "finish")))
        assert "Not yet, and nothing is lost" in said
        assert "You got 1 of 2 questions this time; this module asks for 2." in said
        assert f"{section_url(short, 1)}#b-q2" in said
        assert f"{section_url(short, 1)}#b-q1" not in said
        response = client.post(url(short, "player"))
        assert response.headers["Location"] == section_url(short, 2), "the first section was read already"
        assert 'name="option"' in page(client.get(section_url(short, 1)))

    def test_a_closed_attempt_shows_its_reasons_and_takes_nothing(self, client: Client, short: Learner) -> None:
        self.finish(client, short, "bb")
        assert client.post(url(short, "player_answer", "q1"), {"option": "a"}).status_code == 302
        assert sorted(Answer.objects.values_list("correct", flat=True)) == [False, False]
        said = page(client.get(section_url(short, 1)))
        assert 'name="option"' not in said
        assert "Because." in said

    def test_the_page_of_an_open_attempt_is_the_player(self, client: Client, short: Learner) -> None:
        assert client.get(url(short, "finish")).headers["Location"] == url(short, "player")

    def test_the_last_question_is_asked_on_the_finish_screen(
        self, client: Client, learner_of: Callable[..., Learner]
    ) -> None:
        learner = learner_of(body=[bodies.section("s1", *quiz(1), bodies.confidence("after", moment="after"))])
        client.force_login(learner.user)
        learner.read("s1")
        learner.answer("q1", "a")
        assert "One last question, if you like" in page(client.get(url(learner, "finish")))
        response = client.post(url(learner, "player_rate", "after"), {"value": 5, "from": "finish"})
        assert response.headers["Location"] == url(learner, "finish")
        assert "One last question" not in page(client.get(url(learner, "finish")))

    def test_a_module_taken_off_while_in_progress_can_be_finished(self, client: Client, short: Learner) -> None:
        module = short.version.module
        module.current_version = None
        module.save()
        page(client.get(section_url(short)))
        short.read("s1", "s2")
        self.finish(client, short, "aa")
        page(client.get(url(short, "finish")))
        assert Completion.objects.count() == 1

    @pytest.mark.parametrize("what", ["edited", "unpublished", "deleted"])
    def test_what_becomes_of_the_page_touches_nobody(self, client: Client, db: None, what: str) -> None:
        page_of_it = published(body=[bodies.section("s1", *quiz(1))], pass_mark_pct=100)
        module = page_of_it.module
        finished, begun = PersonFactory(with_login=True), PersonFactory(with_login=True)
        for person in (finished, begun):
            client.force_login(person.user)
            client.post(reverse("player", args=[module.slug]))
        first = reverse("player_section", args=[module.slug, 1])
        answer = reverse("player_answer", args=[module.slug, "q1"])

        def finish() -> None:
            client.post(first)
            client.post(answer, {"option": "a"})

        client.force_login(finished.user)
        finish()
        before = list(Completion.objects.values())
        if what == "edited":
            page_of_it.body = json.dumps([bodies.section("s1", bodies.text("t1"), *quiz(3))])
            page_of_it.save_revision().publish()
        elif what == "unpublished":
            page_of_it.unpublish()
        else:
            page_of_it.delete()
        assert list(Completion.objects.values()) == before
        assert "You have finished" in page(client.get(reverse("finish", args=[module.slug])))
        client.force_login(begun.user)
        page(client.get(first))
        finish()
        assert "You have finished" in page(client.get(reverse("finish", args=[module.slug])))
        assert {completion.version.number for completion in Completion.objects.all()} == {"1.0"}

    def test_nobody_sees_the_end_of_another(self, client: Client, short: Learner) -> None:
        self.finish(client, short, "aa")
        client.force_login(PersonFactory(with_login=True).user)
        assert client.get(url(short, "finish")).status_code == 404


def body_of(number: int) -> list[dict[str, Any]]:
    """One section of so many blocks of every kind."""
    kinds: list[Callable[[str], dict[str, Any]]] = [
        bodies.text,
        bodies.question,
        bodies.reflection,
        bodies.scenario,
        bodies.confidence,
        lambda block_id: bodies.question(block_id, kind="check"),
        bodies.key_point,
        bodies.linked_case,
        bodies.true_false,
        bodies.own_words,
        bodies.team_activity,
        bodies.table,
        lambda block_id: bodies.video(block_id, 10**6),
        lambda block_id: bodies.document(block_id, 10**6),
        lambda block_id: bodies.image(block_id, 10**6),
    ]
    return [
        bodies.section("s1", *[kinds[n % len(kinds)](f"block-{n}") for n in range(number)]),
        bodies.section("s2", bodies.text("last")),
    ]


SECTION_QUERIES = 7
"""Session, user, roles, attempt and progress; one more each for linked cases and what was written about them."""
OF_A_PROCESS = 2
"""What a process that has just started asks once for all: the version, and which support lines there are."""
OF_ITS_FILES = 2
"""Pictures and other files, asked once in five minutes for everybody."""


@pytest.mark.parametrize("blocks", [15, 400])
def test_a_section_costs_the_same_whatever_its_size(
    client: Client, learner_of: Callable[..., Learner], blocks: int, django_assert_num_queries: Any
) -> None:
    learner = learner_of(body=body_of(blocks))
    client.force_login(learner.user)
    learner.answer("block-1", "a", reveals=True)
    first = page(client.get(section_url(learner)))
    with django_assert_num_queries(SECTION_QUERIES):
        again = page(client.get(section_url(learner)))
    assert _without_tokens(again) == _without_tokens(first)


@pytest.mark.parametrize("blocks", [15, 400])
def test_a_new_process_asks_once_for_the_version_and_the_support_lines(
    client: Client, learner_of: Callable[..., Learner], blocks: int, django_assert_num_queries: Any
) -> None:
    learner = learner_of(body=body_of(blocks))
    client.force_login(learner.user)
    forget_everything()
    with django_assert_num_queries(5 + OF_A_PROCESS):
        page(client.get(section_url(learner, 2)))
    with django_assert_num_queries(5):
        page(client.get(section_url(learner, 2)))
    with django_assert_num_queries(SECTION_QUERIES + OF_ITS_FILES):
        page(client.get(section_url(learner)))
    with django_assert_num_queries(SECTION_QUERIES):
        page(client.get(section_url(learner)))


def _without_tokens(html: str) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]+"|data-tenths="[0-9]+"', "", html)
