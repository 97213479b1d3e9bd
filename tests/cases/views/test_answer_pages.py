"""What the author does with recommendations, through its pages: nothing typed is lost, and who reads what."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.cases.life_cycle import State
from learning.cases.models import Case, Decision, FollowUp
from tests.cases.case_factories import Desk, case_in, desk
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAMED = "It was Kayden Marchbanks who said no."
SIX = dt.datetime(2026, 4, 10, 9, tzinfo=dt.UTC)
PAGES = {"case_answers": State.RECOMMENDED, "case_follow_up": State.FOLLOW_UP, "case_note": State.FOLLOW_UP}


@pytest.fixture
def people() -> Desk:
    return desk()


def address(name: str, case: Case, *more: str) -> str:
    return reverse(name, args=[case.uuid, *more])


def fields(case: Case, *said: tuple[str, str]) -> dict[str, str]:
    keys = case.rounds.get().recommendations.order_by("pk").values_list("pk", flat=True)
    return {
        f"{name}_{key}": value
        for key, each in zip(keys, said, strict=True)
        for name, value in zip(("choice", "words"), each, strict=True)
    }


def text(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_answered_on_one_page_and_read_by_those_in_the_round(people: Desk) -> None:
    case, author = case_in(State.RECOMMENDED, people), signed_in(people["author"])
    assert address("case_answers", case) in text(author, reverse("case_desk"))
    given = fields(case, ("adapt", "In another room."), ("decline", NAMED))
    refused = author.post(address("case_answers", case), given)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "This looks as if it says who somebody is" in page
    assert "In another room." in page
    assert NAMED in page, "nothing typed is lost"
    assert not Decision.objects.exists()
    done = author.post(
        address("case_answers", case), given | fields(case, ("adapt", "In another room."), ("accept", ""))
    )
    assert done.headers["Location"] == address("case_brought", case)
    read = text(signed_in(people["consultant"]), address("case_round", case))
    assert "In another room." in read
    assert "Adapted" in read
    assert "Kayden" not in read
    own = text(author, address("case_brought", case))
    assert "Next asked for: 11 April 2026." in own
    assert address("case_follow_up", case) not in own
    assert author.get(address("case_answers", case)).status_code == 404


@pytest.mark.parametrize(
    ("choice", "words", "says"),
    [
        ("", "", "Choose one of the three for “Meet once a fortnight in the…”."),
        ("adapt", "", "Write a few words"),
        ("wild", "", "Select a valid choice"),
    ],
)
def test_what_is_left_out_is_said_beside_it(people: Desk, choice: str, words: str, says: str) -> None:
    case = case_in(State.RECOMMENDED, people)
    given = fields(case, (choice, words), ("accept", ""))
    refused = signed_in(people["author"]).post(address("case_answers", case), given)
    assert refused.status_code == 422
    assert says in refused.content.decode()
    assert not Decision.objects.exists()


def test_looked_back_on_after_six_weeks(people: Desk) -> None:
    case, author = case_in(State.FOLLOW_UP, people), signed_in(people["author"])
    early = author.get(address("case_follow_up", case), follow=True)
    assert "There is nothing to say yet" in early.content.decode()
    decision = Decision.objects.get(choice="accept")
    given = {f"choice_{decision.pk}": "not_done", f"words_{decision.pk}": "", "outcome": "same", "learnt": "Rain."}
    with time_machine.travel(SIX, tick=False):
        author = signed_in(people["author"])
        assert address("case_follow_up", case) in text(author, reverse("case_desk"))
        page = text(author, address("case_follow_up", case))
        assert "Meet once a fortnight" in page
        assert "Ask at school" not in page, "what was declined is not asked about"
        refused = author.post(address("case_follow_up", case), given)
        assert refused.status_code == 422
        assert "Rain." in refused.content.decode()
        author.post(address("case_follow_up", case), given | {f"words_{decision.pk}": "The room was let."})
        read = text(signed_in(people["facilitator"]), address("case_round", case))
    for words in ("How it went after 6 weeks", "The room was let.", "Rain.", "Not done", "The same"):
        assert words in read
    assert address("case_step", case, "finish") in text(author, address("case_brought", case))


def test_late_is_said_to_its_author_and_the_coordinator(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    with time_machine.travel(dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC), tick=False):
        assert "was hoped for by 22 May 2026" in text(signed_in(people["author"]), reverse("case_desk"))
        coordinator = signed_in(people["coordinator"])
        assert case.number in text(coordinator, reverse("case_desk"))
        page = text(coordinator, address("case_brought", case))
        assert "How it went was hoped for by 22 May 2026." in page
        assert address("case_step", case, "let_go") in page
    with time_machine.travel(SIX, tick=False):
        assert address("case_step", case, "let_go") not in text(
            signed_in(people["coordinator"]), address("case_brought", case)
        )


def test_the_note_is_its_author_s_and_names_no_case(people: Desk) -> None:
    case = case_in(State.FOLLOW_UP, people)
    case.rounds.get().seats.update(came_at=SIX)
    page = text(signed_in(people["author"]), address("case_note", case))
    note = page.partition('id="note"')[2].partition("</pre>")[0]
    assert "Meet once a fortnight in the same room." in note
    assert "Decided: Declined" in note
    assert "It was asked a month ago." in note
    assert case.key_question in note
    assert case.number not in note
    for organisation in ("Here", "There", "Third"):
        assert organisation not in note


@pytest.mark.parametrize("name", sorted(PAGES))
def test_nobody_but_the_author_finds_these_pages(people: Desk, name: str) -> None:
    case = case_in(PAGES[name], people)
    with time_machine.travel(SIX, tick=False):
        found = {
            who for who, user in people.people.items() if signed_in(user).get(address(name, case)).status_code != 404
        }
    assert found == {"author"}


@pytest.mark.parametrize("state", [state for state in State if state not in (State.RECOMMENDED, State.FOLLOW_UP)])
def test_in_no_other_state(people: Desk, state: State) -> None:
    case = case_in(state, people)
    client = signed_in(people["author"])
    assert {client.get(address(name, case)).status_code for name in PAGES} == {404}


def test_a_session_that_ran_out_gives_the_words_back(people: Desk) -> None:
    case = case_in(State.RECOMMENDED, people)
    answer = Client().post(address("case_answers", case), fields(case, ("adapt", "In another room."), ("accept", "")))
    assert answer.status_code == 401
    assert "In another room." in answer.content.decode()


def test_the_desk_asks_as_little_for_many_as_for_one(people: Desk) -> None:
    client, counts = signed_in(people["author"]), []
    for _more in range(2):
        for _case in range(1 + 2 * bool(counts)):
            case_in(State.FOLLOW_UP, people)
        client.get(reverse("case_desk"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("case_desk"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert not FollowUp.objects.exists()
