"""The way of a learning case through its pages, by the people whose work it is."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.cases.learning_draft import DraftState
from learning.cases.life_cycle import State
from learning.cases.models import LearningCasePage, LearningDraft
from learning.workforce.models import User
from tests.signing_in import signed_in

from ..case_factories import Desk, case_in, desk
from ..factories import library
from ..learning_drafts import nominated, published_from_practice, rewrite, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def people() -> Desk:
    return desk()


def page(user: User, address: str) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def at(draft: LearningDraft) -> str:
    return reverse("learning_draft", args=[draft.uuid])


def test_from_the_closed_case_to_the_library(people: Desk) -> None:
    library()
    case, desk_page = case_in(State.CLOSED, people), reverse("case_desk")
    brought = reverse("case_brought", args=[case.uuid])
    nominate = reverse("case_nominate", args=[case.uuid])
    assert nominate in page(people["author"], brought)
    assert "written anew" in page(people["author"], nominate)
    assert signed_in(people["author"]).post(nominate).status_code == 302
    assert "Its author’s organisation is asked" in page(people["author"], brought)
    assert signed_in(people["author"]).get(nominate).status_code == 404

    share = reverse("case_share", args=[case.uuid])
    assert share in page(people["own reviewer"], desk_page)
    first = signed_in(people["own reviewer"])
    refused = first.post(share, {"go": "agree"})
    assert refused.status_code == 422
    assert "While proceedings go on" in refused.content.decode()
    assert first.post(share, {"go": "agree", "no_proceedings": "on"}).status_code == 302
    draft = LearningDraft.objects.get()

    assert at(draft) in page(people["trainer"], desk_page)
    editor = signed_in(people["trainer"])
    refused = editor.post(at(draft), {"go": "send"})
    assert refused.status_code == 422
    assert "Say at least one learning point." in refused.content.decode()
    rewrite(draft, people["trainer"])
    assert editor.post(at(draft), {"go": "send"}).status_code == 302
    draft.refresh_from_db()

    reader = signed_in(people["reviewer there"])
    assert at(draft) in page(people["reviewer there"], desk_page)
    refused = reader.post(at(draft), {"go": "approve", "seen": draft.mark})
    assert refused.status_code == 422
    assert "Agree only if nobody can be recognised" in refused.content.decode()
    yes = {"go": "approve", "seen": draft.mark, "nobody": "on", "knows_the_place": "on"}
    assert reader.post(at(draft), yes).status_code == 302
    assert at(draft) not in page(people["reviewer there"], desk_page)
    assert "You have agreed to this text" in page(people["reviewer there"], at(draft))
    second = {key: yes[key] for key in ("go", "seen", "nobody")}
    assert signed_in(people["network reviewer"]).post(at(draft), second).status_code == 302
    draft.refresh_from_db()
    assert draft.state == DraftState.PUBLISHED
    assert "A door that stays open" in page(people["stranger"], reverse("case_library"))
    assert at(draft) in page(people["author"], brought)
    assert at(draft) in page(people["ig lead"], desk_page)


def test_the_author_s_organisation_says_no(people: Desk) -> None:
    draft = nominated(people)
    share = reverse("case_share", args=[draft.case.uuid])
    mine = signed_in(people["own reviewer"])
    refused = mine.post(share, {"go": "decline", "back-word": "It is about Kayden Marchbanks."})
    assert refused.status_code == 422
    assert "It is about Kayden Marchbanks." in refused.content.decode(), "nothing typed is lost"
    assert mine.post(share, {"go": "decline", "back-word": "Too fresh."}).status_code == 302
    read = page(people["author"], reverse("case_brought", args=[draft.case.uuid]))
    assert "Too fresh." in read
    assert reverse("case_nominate", args=[draft.case.uuid]) in read


def test_returned_with_a_word(people: Desk) -> None:
    draft = sent(people)
    reader = signed_in(people["network reviewer"])
    assert reader.post(at(draft), {"go": "return", "back-word": ""}).status_code == 422
    assert reader.post(at(draft), {"go": "return", "back-word": "Say less of the room."}).status_code == 302
    assert "Say less of the room." in page(people["trainer"], at(draft))


def test_a_text_that_changed_is_read_again_first(people: Desk) -> None:
    draft = sent(people)
    answer = signed_in(people["network reviewer"]).post(at(draft), {"go": "approve", "seen": "0" * 64, "nobody": "on"})
    assert answer.status_code == 422
    assert "The text has changed since you read it" in answer.content.decode()


@pytest.mark.parametrize("who", ["author", "trainer", "ig lead"])
def test_those_who_only_read_take_no_reader_s_step(people: Desk, who: str) -> None:
    draft = sent(people)
    assert (
        signed_in(people[who]).post(at(draft), {"go": "approve", "seen": draft.mark, "nobody": "on"}).status_code == 403
    )
    assert signed_in(people[who]).post(at(draft), {"go": "return", "back-word": "No."}).status_code in (302, 403)
    draft.refresh_from_db()
    assert draft.state == DraftState.REVIEW


def test_language_and_screening_stand_beside_the_text(people: Desk) -> None:
    draft = sent(people, context="He is streetwise, a Muslim, and fifteen years old.")
    read = page(people["network reviewer"], at(draft))
    assert "Words to think about" in read
    assert "Could point to somebody" in read
    assert "too few published cases of several sectors say the same" in read


@pytest.mark.parametrize("who", ["trainer", "network reviewer", "reviewer there", "stranger"])
def test_no_reader_finds_the_case_or_whose_it_is(people: Desk, who: str) -> None:
    """Draft, published page, library and search: neither number nor partner, for anybody but author and IG lead."""
    people.here.name = "Marker Partner"
    people.here.save()
    draft = sent(people)
    addresses = [reverse("case_desk")]
    if who != "stranger":
        addresses.append(at(draft))
    for address in addresses:
        assert not _leads_back(page(people[who], address), draft)
    draft = published_from_practice(people, slug="another", title="Another door")
    case = LearningCasePage.objects.get(pk=draft.page_id)
    for address in (case.address, reverse("case_library"), reverse("case_library") + "?q=door"):
        assert not _leads_back(page(people[who], address), draft)


def _leads_back(html: str, draft: LearningDraft) -> bool:
    return any(mark in html for mark in (draft.case.number, str(draft.case.uuid), "Marker Partner", "author@desk"))


def test_the_author_and_the_ig_lead_are_told_which_case(people: Desk) -> None:
    draft = published_from_practice(people)
    for who in ("author", "ig lead"):
        assert draft.case.number in page(people[who], at(draft))


@pytest.mark.parametrize("who", ["coordinator", "facilitator", "consultant", "hr lead", "superuser", "network lead"])
def test_others_find_no_draft(people: Desk, who: str) -> None:
    draft = sent(people)
    for address in (at(draft), reverse("case_share", args=[draft.case.uuid]), draft.page.address):
        assert signed_in(people[who]).get(address).status_code == 404
    assert at(draft) not in page(people[who], reverse("case_desk"))


def test_after_a_year_it_waits_to_be_read_again(people: Desk) -> None:
    draft = published_from_practice(people)
    assert at(draft) not in page(people["trainer"], reverse("case_desk"))
    with time_machine.travel(dt.datetime(2027, 3, 2, 9, tzinfo=dt.UTC), tick=False):
        assert "to be read again by 28 February 2027" in page(people["trainer"], reverse("case_desk"))
        assert "it was to be read again by" in page(people["trainer"], at(draft))


def test_the_desk_asks_as_much_for_more_drafts(people: Desk) -> None:
    signed, asked = signed_in(people["network reviewer"]), []
    for number in range(4):
        sent(people, slug=f"door-{number}")
        signed.get(reverse("case_desk"))
        with CaptureQueriesContext(connection) as captured:
            signed.get(reverse("case_desk"))
        asked.append(len(captured))
    assert asked == [asked[0]] * 4
