"""A round through its page: arranged, led, written in, followed; nothing typed is lost, no partner is named."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.cases.guided_round import Kind, Stage
from learning.cases.life_cycle import State
from learning.cases.models import Case, Contribution, Recommendation, Round
from learning.workforce.models import Organisation
from tests.cases.case_factories import WORDS, Desk, case_in, desk
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAMED = "This is Kayden Marchbanks, who came late."


@pytest.fixture
def people() -> Desk:
    return desk()


def address(name: str, case: Case, *more: str) -> str:
    return reverse(name, args=[case.uuid, *more])


def open_at(people: Desk, stage: Stage, **more: object) -> Case:
    case = case_in(State.IN_CONSULTATION, people, **more)
    Round.objects.filter(case=case).update(stage=stage)
    return case


def page_of(people: Desk, name: str, case: Case) -> str:
    answer = signed_in(people[name]).get(address("case_round", case))
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def offered(page: str) -> set[str]:
    """What the page offers to do."""
    return set(re.findall(r'name="do" value="(\w+)"', page))


def test_arranged_through_its_page(people: Desk) -> None:
    case, client = case_in(State.TRIAGE, people), signed_in(people["coordinator"])
    assert address("case_schedule", case) in client.get(address("case_brought", case)).content.decode()
    page = client.get(address("case_schedule", case)).content.decode()
    assert "Third: Facilitator or consultant (1 person)" in page
    data = {
        "how": "meeting", "day_0": "5", "day_1": "3", "day_2": "2026", "starts": "", "minutes": "60",
        "link": "https://meet.example/abc", "facilitator": people["facilitator"].pk,
        "groups": [f"facilitator:{people.third.pk}"],
    }  # fmt: skip
    form = {name.replace("day_0", "day_day").replace("day_1", "day_month").replace("day_2", "day_year"): value
            for name, value in data.items()}  # fmt: skip
    refused = client.post(address("case_schedule", case), form)
    assert refused.status_code == 422
    assert "Write when the meeting starts" in refused.content.decode()
    assert "https://meet.example/abc" in refused.content.decode(), "nothing typed is lost"
    done = client.post(address("case_schedule", case), form | {"starts": "14:30"})
    assert done.headers["Location"] == address("case_round", case)
    assert "5 March 2026, 14:30, 60 minutes" in page_of(people, "consultant", case)
    assert client.get(address("case_schedule", case)).status_code == 404


DOES: dict[Stage, dict[str, set[str]]] = {
    Stage.PRESENT: {"author": set(), "facilitator": {"move", "register"}, "consultant": set()},
    Stage.SUM_UP: {"author": set(), "facilitator": {"move", "register", "summary"}, "consultant": set()},
    Stage.CLARIFY: {"author": {"answer"}, "facilitator": {"move", "register", "question"}, "consultant": {"question"}},
    Stage.VIEWS: {"author": set(), "facilitator": {"move", "register"}, "consultant": {"view"}},
    Stage.RECOMMEND: {"author": set(), "facilitator": {"move", "register", "recommendation"}, "consultant": set()},
}


@pytest.mark.parametrize("stage", Stage)
def test_the_page_offers_what_can_be_done(people: Desk, stage: Stage) -> None:
    case = open_at(people, stage)
    asked = case.rounds.get().seats.get(user=people["consultant"])
    Contribution.objects.create(key=uuid.uuid4(), seat=asked, kind=Kind.QUESTION, words="Since when?")
    assert {name: offered(page_of(people, name, case)) for name in DOES[stage]} == DOES[stage]


@pytest.mark.parametrize("name", ["author", "consultant", "facilitator"])
def test_a_page_names_no_partner_and_not_who_brought_it(people: Desk, name: str) -> None:
    case = open_at(people, Stage.CLARIFY)
    Organisation.objects.filter(pk=people.here.pk).update(name="Xanthe Partnership")
    Organisation.objects.filter(pk=people.third.pk).update(name="Zephyrine Partnership")
    seats = {seat.user_id: seat for seat in case.rounds.get().seats.all()}
    Contribution.objects.create(
        key=uuid.uuid4(), seat=seats[people["consultant"].pk], kind=Kind.QUESTION, words="Since when?"
    )
    for one in ("case_round", "case_round_said"):
        answer = signed_in(people[name]).get(address(one, case)).content.decode()
        words = answer[max(answer.find("<main"), 0) :]  # above it stands the reader's own address
        assert "Since when?" in words
        for secret in ("Xanthe", "Zephyrine", *(user.email for user in people.people.values())):
            assert secret not in words


def test_those_who_sit_in_it_read_the_case_and_not_what_its_checkers_wrote(people: Desk) -> None:
    case = open_at(people, Stage.PRESENT)
    case.steps.create(move="return", before="agency_review", after="draft", as_part="agency_reviewer",
                      by=people["own reviewer"], word="The second sentence gives it away.")  # fmt: skip
    client = signed_in(people["consultant"])
    assert client.get(address("case_brought", case)).headers["Location"] == address("case_round", case)
    page = page_of(people, "consultant", case)
    assert WORDS["happening"] in page
    assert "gives it away" not in page
    assert address("case_round", case) in client.get(reverse("case_desk")).content.decode()


def send(client: Client, case: Case, do: str, status: int = 302, **more: object) -> str:
    answer = client.post(address("case_round", case), {"do": do, "key": str(uuid.uuid4())} | more)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_whole_round(people: Desk) -> None:
    case = case_in(State.SCHEDULED, people)
    author, leads, consultant = (signed_in(people[name]) for name in ("author", "facilitator", "consultant"))
    send(leads, case, "open")
    send(leads, case, "move", seen="present")
    send(leads, case, "summary", word="A visitor comes and leaves when asked.")
    send(leads, case, "move", seen="sum_up")
    send(consultant, case, "question", word="Since when do they come?")
    send(author, case, "answer", word="For about a year.", question=Contribution.objects.get(kind="question").pk)
    send(leads, case, "move", seen="clarify")
    send(consultant, case, "view", word="We see this on wards: a task for the hands helps.")
    send(leads, case, "move", seen="views")
    day = {"by_when_day": "20", "by_when_month": "3", "by_when_year": "2026"}
    refused = send(leads, case, "recommendation", 422, action=NAMED, owner="The nurse", basis="It helped.", **day)
    assert "looks as if it says who somebody is" in refused
    assert NAMED in refused, "nothing typed is lost"
    send(leads, case, "recommendation", action="Do something together.", owner="The nurse", basis="It helped.", **day)
    send(leads, case, "move", seen="recommend")
    page = page_of(people, "author", case)
    for words in (
        "A visitor comes",
        "Since when do they",
        "For about a year.",
        "a task for the hands",
        "20 March 2026",
    ):
        assert words in page
    assert not offered(page)
    assert Recommendation.objects.get().owner == "The nurse"
    case.refresh_from_db()
    assert case.state == State.RECOMMENDED
    assert address("case_answers", case) in page
    assert address("case_answers", case) not in page_of(people, "consultant", case)


def test_what_names_somebody_stays_in_the_box_and_is_not_stored(people: Desk) -> None:
    case = open_at(people, Stage.VIEWS)
    page = send(signed_in(people["consultant"]), case, "view", 422, word=NAMED)
    assert "Take it out; nothing is saved yet." in page
    assert NAMED in page
    assert not Contribution.objects.exists()


def test_what_was_typed_stays_when_the_round_has_moved_on(people: Desk) -> None:
    case = open_at(people, Stage.RECOMMEND)
    page = send(signed_in(people["consultant"]), case, "view", 422, word="My view, a moment too late.")
    assert "the round may have moved on" in page
    assert "My view, a moment too late." in page
    assert not Contribution.objects.exists()


def test_with_live_proceedings_it_is_read_first(people: Desk) -> None:
    case = open_at(people, Stage.VIEWS, has_proceedings=True)
    client = signed_in(people["consultant"])
    page = page_of(people, "consultant", case)
    assert offered(page) == {"told"}
    assert "may have to be disclosed" in page
    send(client, case, "told")
    assert offered(page_of(people, "consultant", case)) == {"view"}


@pytest.mark.parametrize("do", ["open", "move", "register"])
@pytest.mark.parametrize("name", ["author", "consultant"])
def test_leading_is_the_facilitators(people: Desk, name: str, do: str) -> None:
    case = open_at(people, Stage.PRESENT)
    send(signed_in(people[name]), case, do, 404, seen="present")
    assert case.rounds.get().stage == Stage.PRESENT


def test_nonsense_is_refused(people: Desk) -> None:
    case, client = open_at(people, Stage.CLARIFY), signed_in(people["author"])
    send(client, case, "nonsense", 400)
    for question in ("", "x", "9" * 40):
        send(client, case, "answer", 422, word="Yes.", question=question)
    send(signed_in(people["facilitator"]), case, "register", there=["x", "9" * 40])


def test_the_open_page_hears_what_is_said_and_that_it_moved_on(people: Desk) -> None:
    case = open_at(people, Stage.VIEWS)
    client, said = signed_in(people["author"]), address("case_round_said", case)
    assert f'hx-get="{said}?stage=views"' in page_of(people, "author", case)
    send(signed_in(people["consultant"]), case, "view", word="A task for the hands.")
    piece = client.get(said, {"stage": "views"}).content.decode()
    assert "A task for the hands." in piece
    assert "every 10s" in piece
    assert "The round has moved on." in client.get(said, {"stage": "clarify"}).content.decode()
    Case.objects.filter(pk=case.pk).update(state=State.RECOMMENDED)
    ended = client.get(said, {"stage": "views"}).content.decode()
    assert "The round has moved on." in ended
    assert "every 10s" not in ended


def test_its_file_for_a_calendar_says_when_and_where_and_nothing_else(people: Desk) -> None:
    case = case_in(State.SCHEDULED, people)
    answer = signed_in(people["consultant"]).get(address("case_round_calendar", case))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    file = answer.content.decode().replace("\r\n ", "")
    assert "DTSTART:20260228T140000Z" in file
    assert "LOCATION:https://meet.example/r" in file
    assert case.number not in file
    assert not any(words in file for words in WORDS.values())
    Round.objects.update(starts_at=None, minutes=None, link="", last_day="2026-03-09")
    assert signed_in(people["consultant"]).get(address("case_round_calendar", case)).status_code == 404
    assert "until the end of 9 March 2026" in page_of(people, "consultant", case)


def test_a_session_that_ran_out_loses_nothing(people: Desk) -> None:
    case = open_at(people, Stage.VIEWS)
    answer = Client().post(address("case_round", case), {"do": "view", "word": "A long view."})
    assert answer.status_code == 401
    assert "A long view." in answer.content.decode()


@pytest.mark.parametrize("name", ["case_round", "case_round_said"])
def test_a_round_asks_as_much_when_more_was_said(people: Desk, name: str) -> None:
    case, counts = open_at(people, Stage.CLARIFY), []
    client, seat = signed_in(people["author"]), case.rounds.get().seats.get(user=people["consultant"])
    for _twice in range(2):
        for kind in (Kind.QUESTION, Kind.VIEW, Kind.SUMMARY) * 3:
            Contribution.objects.create(key=uuid.uuid4(), seat=seat, kind=kind, words="Words.")
        client.get(address(name, case))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(name, case))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_in_writing_asks_for_no_time_and_without_a_facilitator_it_says_so(people: Desk) -> None:
    case, client = case_in(State.TRIAGE, people), signed_in(people["coordinator"])
    form = {
        "how": "writing", "day_day": "9", "day_month": "3", "day_year": "2026", "starts": "", "minutes": "",
        "facilitator": people["facilitator"].pk, "groups": [f"facilitator:{people.third.pk}"],
    }  # fmt: skip
    assert client.post(address("case_schedule", case), form).status_code == 302
    assert Round.objects.get().is_past(Round.objects.get().last_day) is False
    for name in ("facilitator", "consultant", "consultant not asked"):
        people[name].role_assignments.update(ended_on="2026-02-28")
    page = client.get(address("case_schedule", case_in(State.TRIAGE, people))).content.decode()
    assert "Nobody can lead this round yet" in page


def test_a_round_stands_once_on_the_desk_of_whoever_leads_it(people: Desk) -> None:
    case = open_at(people, Stage.VIEWS)
    led = signed_in(people["facilitator"]).get(reverse("case_desk")).context
    assert ([row.pk for row, _late in led["waiting"]], list(led["rounds"])) == ([case.pk], [])
    joined = signed_in(people["consultant"]).get(reverse("case_desk")).context
    assert (joined["waiting"], list(joined["rounds"])) == ([], [case])
