"""The case desk through its pages: written and made anonymous, checked twice, closed, hidden; nothing typed is lost."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.cases.life_cycle import Move, Part, State
from learning.cases.models import Case, CaseStep, RiskAlert, SafeguardingRoute
from learning.cases.said import UNUSUAL
from learning.workforce.models import RoleAssignment
from tests.cases.case_factories import CHOSEN, WORDS, Desk, case_in, desk
from tests.signing_in import signed_in
from tests.workforce.factories import EmploymentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NO = {f"unusual_{key}": "no" for key in UNUSUAL}
BRING = "/cases/bring/"


@pytest.fixture
def people() -> Desk:
    return desk()


def sent(go: str = "names", **more: Any) -> dict[str, Any]:
    return WORDS | CHOSEN | {"has_proceedings": "no", "urgency": "routine", "go": go, "key": str(uuid.uuid4())} | more


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    assert found
    return found[1].strip()


def answered(client: Client, data: dict[str, Any], status: int = 200, address: str = BRING) -> str:
    answer = client.post(address, data)
    assert answer.status_code == status, heading(answer.content.decode())
    return answer.content.decode()


def carried(page: str) -> dict[str, Any]:
    """What the form of a page would send again."""
    from html import unescape

    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in inputs}


def test_from_writing_to_the_first_reader(people: Desk) -> None:
    client = signed_in(people["author"])
    assert heading(client.get(BRING).content.decode()) == "Bring a case you are stuck with"
    page = answered(client, sent(happening="Kayden came late. We asked Kayden Marsh why."))
    assert heading(page) == "Make it anonymous"
    assert not Case.objects.exists()
    page = answered(client, carried(page) | {"do": "replace-1", "span-1": "Kayden", "replace-1": "a young person"})
    assert "Kayden" not in re.sub(r'name="undo" value="[^"]*"', "", page)
    page = answered(client, carried(page) | {"go": "ask"})
    assert heading(page) == "What no screening finds"
    page = answered(client, carried(page) | {"go": "check"}, 422)
    assert "Answer yes or no" in page
    page = answered(client, carried(page) | NO | {"go": "check"})
    assert heading(page) == "Read it once more"
    answer = client.post(BRING, carried(page) | {"go": "send"}, follow=True)
    assert heading(answer.content.decode()).endswith("First check")
    case = Case.objects.get()
    assert case.happening == "a young person came late. We asked a young person why."
    assert case.tried == WORDS["tried"]


@pytest.mark.parametrize("go", ["ask", "check", "send", "nonsense"])
def test_no_page_is_reached_past_an_open_finding(people: Desk, go: str) -> None:
    client = signed_in(people["author"])
    answer = client.post(BRING, sent(go, happening="Kayden Marsh came late.") | NO)
    assert heading(answer.content.decode()) == "Make it anonymous"
    assert "Kayden Marsh came late." not in answer.content.decode().split("<main")[0]
    assert not Case.objects.exists()


def test_words_that_blame_stand_beside_what_could_be_written(people: Desk) -> None:
    """They are offered where it is read once more and at the check, and refuse nothing."""
    client, words = signed_in(people["author"]), "A streetwise girl, they say. She comes each week."
    page = answered(client, sent(happening=words))
    page = answered(client, carried(page) | NO | {"go": "check"})
    assert "Words to think about" in page
    assert "“streetwise”" in page
    answered(client, carried(page) | NO | {"go": "send"}, 302)
    case = Case.objects.get()
    assert case.happening == words
    check = signed_in(people["own reviewer"]).get(address("case_check", case)).content.decode()
    assert "what they had to learn it for" in check
    plain = signed_in(people["own reviewer"]).get(address("case_check", case_in(State.AGENCY_REVIEW, people)))
    assert "Words to think about" not in plain.content.decode()


def test_what_is_missing_is_said_and_all_that_was_typed_stays(people: Desk) -> None:
    client = signed_in(people["author"])
    page = answered(client, sent(key_question="", background="Long before. " * 40), 422)
    assert "To mend:" in page
    assert "Long before. Long before." in page
    assert WORDS["happening"] in page


def test_two_hundred_thousand_characters_are_refused_and_stay(people: Desk) -> None:
    page = answered(signed_in(people["author"]), sent(happening="Kayden 😀 " * 22_000), 422)
    assert page.count("Kayden 😀") >= 22_000
    assert heading(page) == "Bring a case you are stuck with"


@pytest.mark.parametrize(
    "words",
    [
        "\u0639\u0646\u062f\u0645\u0627 \u200fKayden\u200f \u202e",
        "<b>Kayden</b><script>alert(1)</script>",
        "\u200bKay\u00adden",
        "😀" * 400,
    ],
)
def test_any_script_and_markup_is_shown_as_words(people: Desk, words: str) -> None:
    page = answered(signed_in(people["author"]), sent(happening=words))
    assert "<script>alert(1)" not in page


def test_somebody_with_two_employers_says_which(people: Desk) -> None:
    EmploymentFactory(person=people["author"].person, organisation=people.there)
    client = signed_in(people["author"])
    page = answered(client, sent("send") | NO, 422)
    assert "for which of your employers" in page
    client.post(BRING, sent("send", organisation=people.there.pk) | NO)
    assert Case.objects.get().organisation == people.there


def test_nobody_to_check_it_is_said_and_nothing_is_lost(people: Desk) -> None:
    RoleAssignment.objects.filter(organisation=people.here).delete()
    page = answered(signed_in(people["author"]), sent("send") | NO, 422)
    assert "Nobody at Here can check a case yet" in page
    assert WORDS["happening"] in page


def test_without_a_confirmed_post_the_way_is_shown(people: Desk) -> None:
    answer = signed_in(people["coordinator"]).get(BRING)
    assert answer.status_code == 403
    assert "brought for an employer" in answer.content.decode()


def test_the_route_of_the_own_employer_stands_first(people: Desk) -> None:
    SafeguardingRoute.objects.create(organisation=people.here, words="Duty desk, day and night\n\nThen your lead")
    SafeguardingRoute.objects.create(organisation=people.there, words="Another desk")
    page = signed_in(people["author"]).get(BRING).content.decode()
    assert "<li>Duty desk, day and night</li><li>Then your lead</li>" in page
    assert "Another desk" not in page


def address(name: str, case: Case, *more: str) -> str:
    return reverse(name, args=[case.uuid, *more])


def test_both_checks_through_their_pages(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people)
    first = signed_in(people["own reviewer"])
    assert case.number in first.get(reverse("case_desk")).content.decode()
    assert "Check it" in first.get(address("case_brought", case)).content.decode()
    page = first.post(address("case_check", case), {"go": "approve", "seen": case.text_hash})
    assert page.status_code == 422
    first.post(address("case_check", case), {"go": "approve", "seen": case.text_hash} | NO)
    case.refresh_from_db()
    assert case.state == State.NETWORK_REVIEW
    second = signed_in(people["network reviewer"])
    yes = NO | {"unusual_press": "yes"}
    refused = second.post(address("case_check", case), {"go": "approve", "seen": case.text_hash, "minutes": 9} | yes)
    assert "why nobody is recognised by it" in refused.content.decode()
    second.post(
        address("case_check", case),
        {"go": "approve", "seen": case.text_hash, "minutes": 9, "word": "It was a common event."} | yes,
    )
    case.refresh_from_db()
    assert case.state == State.TRIAGE
    assert first.get(address("case_brought", case)).status_code == 404
    assert second.get(address("case_brought", case)).status_code == 404


def test_the_first_check_of_a_health_case_asks_for_its_guardian(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people, is_from_health=True)
    client, check = signed_in(people["own reviewer"]), address("case_check", case)
    assert 'name="guardian_agreed"' in client.get(check).content.decode()
    sent_back = client.post(check, {"go": "approve", "seen": case.text_hash, "word": "A common day."} | NO)
    assert sent_back.status_code == 422
    assert "It goes on once the Caldicott guardian has agreed." in sent_back.content.decode()
    assert "A common day." in sent_back.content.decode(), "nothing typed is lost"
    client.post(check, {"go": "approve", "seen": case.text_hash, "guardian_agreed": "on"} | NO)
    page = signed_in(people["network reviewer"]).get(address("case_brought", case)).content.decode()
    assert "agreement was recorded on 28 February 2026" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert 'name="guardian_agreed"' not in signed_in(people["network reviewer"]).get(check).content.decode()


def test_what_comes_back_says_why_and_is_mended(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people)
    reviewer, author = signed_in(people["own reviewer"]), signed_in(people["author"])
    named = reviewer.post(address("case_check", case), {"go": "return", "back-word": "This is Kayden Marsh."})
    assert "looks as if it says who somebody is" in named.content.decode()
    reviewer.post(address("case_check", case), {"go": "return", "back-word": "Say less of the place."})
    mend = address("case_mend", case)
    page = author.get(mend).content.decode()
    assert "Say less of the place." in page
    assert WORDS["happening"] in page
    answered(author, sent("send", happening="Somebody comes and leaves.") | NO, 302, mend)
    case.refresh_from_db()
    assert (case.state, case.happening) == (State.AGENCY_REVIEW, "Somebody comes and leaves.")
    assert author.get(mend).status_code == 404


@pytest.mark.parametrize(
    ("move", "state", "by", "after", "word"),
    [
        (Move.DECLINE, State.TRIAGE, "coordinator", State.CLOSED, "A question for supervision."),
        (Move.TAKE_BACK, State.TRIAGE, "author", State.WITHDRAWN, ""),
        (Move.HIDE, State.TRIAGE, "coordinator", State.QUARANTINED, ""),
        (Move.SHOW_AGAIN, State.QUARANTINED, "ig lead", State.TRIAGE, "Nobody is."),
        (Move.SEND_BACK, State.QUARANTINED, "ig lead", State.DRAFT, "Say less."),
        (Move.WITHDRAW, State.QUARANTINED, "ig lead", State.WITHDRAWN, "It is in the press."),
    ],
)
def test_each_ending_is_asked_and_done(
    people: Desk, move: Move, state: State, by: str, after: State, word: str
) -> None:
    case, client = case_in(state, people), signed_in(people[by])
    step = address("case_step", case, move)
    assert client.get(step).status_code == 200
    case.refresh_from_db()
    assert case.state == state, "a page that is only looked at changes nothing"
    if word:
        assert client.post(step, {"word": ""}).status_code == 422
    assert client.post(step, {"word": word}).headers["Location"] == reverse("case_desk")
    case.refresh_from_db()
    assert case.state == after
    assert client.post(step, {"word": word}).status_code == 404


def test_the_ig_lead_hides_what_they_do_not_read(people: Desk) -> None:
    case, client = case_in(State.TRIAGE, people), signed_in(people["ig lead"])
    assert client.get(address("case_brought", case)).status_code == 404
    assert WORDS["happening"] not in client.get(address("case_step", case, Move.HIDE)).content.decode()
    client.post(address("case_step", case, Move.HIDE), {"word": ""})
    assert WORDS["happening"] in client.get(address("case_brought", case)).content.decode()


@pytest.mark.parametrize("state", [State.QUARANTINED, State.WITHDRAWN])
def test_its_author_learns_where_it_is_when_nobody_reads_it(people: Desk, state: State) -> None:
    case = case_in(state, people)
    page = signed_in(people["author"]).get(address("case_brought", case)).content.decode()
    assert case.number in page
    assert WORDS["happening"] not in page


NAMES = (
    "case_brought",
    "case_check",
    "case_mend",
    "case_risk",
    "case_agreement",
    "case_schedule",
    "case_round",
    "case_round_said",
    "case_round_calendar",
)


@pytest.mark.parametrize("state", State)
def test_whoever_does_not_read_a_case_finds_it_nowhere(people: Desk, state: State) -> None:
    case = case_in(state, people)
    addresses = [address(name, case) for name in NAMES] + [address("case_step", case, move) for move in Move]
    for name in (
        "stranger",
        "hr lead",
        "superuser",
        "trainer",
        "network lead",
        "ig lead there",
        "colleague",
        "consultant not asked",
    ):
        client = signed_in(people[name])
        for one in addresses:
            assert client.get(one).status_code == 404, (name, one)
            assert client.post(one, {"word": "x"}).status_code in (404, 405), (name, one)
        assert case.number not in client.get(reverse("case_desk")).content.decode()
    assert Client().get(addresses[0]).headers["Location"].startswith(reverse("account_login"))


def test_somebody_at_risk_leads_to_those_who_know_who_it_is(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    SafeguardingRoute.objects.create(organisation=people.here, words="Duty desk")
    reader = signed_in(people["coordinator"])
    assert not RiskAlert.objects.exists()
    page = reader.post(address("case_risk", case)).content.decode()
    assert "Your own duty to refer stays" in page
    assert people["author"].email not in page
    alert = reverse("case_alert", args=[RiskAlert.objects.get().uuid])
    assert reader.get(alert).status_code == 404
    told = signed_in(people["own reviewer"])
    assert "Somebody may be at risk now" in told.get(reverse("case_desk")).content.decode()
    shown = told.get(alert).content.decode()
    assert people["author"].email in shown
    assert people["coordinator"].email not in shown
    told.post(alert)
    assert RiskAlert.objects.get().acknowledged_by == people["own reviewer"]


def test_the_desk_asks_as_much_with_more_on_it(people: Desk) -> None:
    client = signed_in(people["own reviewer"])
    counts = []
    for _ in range(2):
        case_in(State.AGENCY_REVIEW, people)
        client.get(reverse("case_desk"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("case_desk"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_session_that_ran_out_loses_nothing(people: Desk) -> None:
    client = signed_in(people["author"])
    client.logout()
    page = answered(client, sent(happening="Kayden came late."), 401)
    assert "Kayden came late." in page
    assert "was not saved, but here it is" in page
    assert client.get(BRING).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["case_brought", "case_check"])
def test_a_case_asks_as_much_with_a_longer_history(people: Desk, name: str) -> None:
    case, client = case_in(State.AGENCY_REVIEW, people), signed_in(people["own reviewer"])
    counts = []
    for _ in range(2):
        client.get(address(name, case))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(name, case))
        counts.append(len(queries))
        for _again in range(5):
            CaseStep.objects.create(
                case=case, move=Move.SUBMIT, after=case.state, as_part=Part.AUTHOR, by=people["author"]
            )
    assert counts[0] == counts[1] <= 14
