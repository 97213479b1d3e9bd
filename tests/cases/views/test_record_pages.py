"""Legal hold and export through their pages: for the IG lead of the case alone; nobody else learns that they exist."""

import io
import json
import re
import zipfile
from html import unescape

import pytest
from django.urls import reverse

from learning.audit.models import Event
from learning.cases.actions.hold_case import place_hold
from learning.cases.life_cycle import State
from learning.cases.models import Case, LegalHold
from learning.workforce.models import Role
from tests.cases.case_factories import WORDS, Desk, case_in, desk
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WHY = "A court has asked for it."


@pytest.fixture
def people() -> Desk:
    made = desk()
    lead = UserFactory(email="ig-lead-here@desk.example")
    RoleAssignmentFactory(user=lead, role=Role.IG_LEAD, organisation=made.here)
    made.people["ig lead here"] = lead
    return made


LEADS = {"ig lead", "ig lead here"}


@pytest.mark.parametrize("state", State)
def test_everybody_else_finds_nothing(people: Desk, state: State) -> None:
    case = case_in(state, people)
    for name, user in people.people.items():
        client = signed_in(user)
        answers = [
            client.get(reverse("case_record", args=[case.uuid])).status_code,
            client.post(reverse("case_record", args=[case.uuid]), {"word": WHY, "do": "hold"}).status_code,
            client.post(reverse("case_export", args=[case.uuid])).status_code,
        ]
        if name not in LEADS:
            assert answers == [404, 404, 404], name
    assert LegalHold.objects.count() == (0 if state == State.WITHDRAWN else 1)
    exported = Event.objects.filter(action="case.exported").values_list("actor_id", flat=True)
    assert set(exported) == {people[name].pk for name in LEADS}


def test_the_list_holds_the_cases_of_one_s_own_partners(people: Desk) -> None:
    cases = [case_in(state, people) for state in (State.DRAFT, State.CLOSED)]
    for name, user in people.people.items():
        answer = signed_in(user).get(reverse("case_records"))
        if "ig lead" not in name:
            assert answer.status_code == 404, name
            continue
        page = answer.content.decode()
        assert all((case.number in page) == (name in LEADS) for case in cases), name
        assert WORDS["happening"] not in page


def test_a_hold_is_placed_shown_and_lifted(people: Desk) -> None:
    client, case = signed_in(people["ig lead here"]), case_in(State.TRIAGE, people)
    address = reverse("case_record", args=[case.uuid])
    assert reverse("case_records") in client.get(reverse("case_desk")).content.decode()
    refused = client.post(address, {"word": "About Kayden Marsh.", "do": "hold"})
    assert refused.status_code == 422
    assert "About Kayden Marsh." in refused.content.decode()
    assert not LegalHold.objects.exists()
    page = client.post(address, {"word": WHY, "do": "hold"}, follow=True).content.decode()
    assert WHY in page
    assert "Lift the hold" in page
    assert WORDS["happening"] not in page
    assert "Kept by a legal hold" in client.get(reverse("case_records")).content.decode()
    # A page that was loaded before the hold does not lift it.
    assert client.post(address, {"word": WHY, "do": "hold"}).status_code == 422
    page = client.post(address, {"word": "The court has it.", "do": "lift"}, follow=True).content.decode()
    assert "The court has it." in page
    assert "Keep this case" in page


def test_the_author_is_told_that_it_is_kept_and_not_why(people: Desk) -> None:
    case = case_in(State.DRAFT, people)
    place_hold(people["ig lead"], case, WHY)
    client = signed_in(people["author"])
    step = reverse("case_step", args=[case.uuid, "take_back"])
    for page in (
        client.get(step).content.decode(),
        client.post(step).content.decode(),
        client.get(reverse("case_mend", args=[case.uuid]), follow=True).content.decode(),
    ):
        assert "This case has to be kept as it is for now" in unescape(page)
        assert WHY not in page
        assert "legal hold" not in page.lower()
    assert Case.objects.get().state == State.DRAFT


@pytest.mark.parametrize("name", sorted(LEADS))
def test_the_whole_record_goes_out_as_two_files(people: Desk, name: str) -> None:
    case = case_in(State.FOLLOW_UP, people)
    answer = signed_in(people[name]).post(reverse("case_export", args=[case.uuid]))
    assert answer.status_code == 200
    assert answer.streaming
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == f'attachment; filename="{case.number}.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as packed:
        assert packed.testzip() is None
        files = {one: packed.read(one).decode() for one in packed.namelist()}
    assert list(files) == [f"{case.number}.json", f"{case.number}.html"]
    whole = json.loads(files[f"{case.number}.json"])
    assert WORDS["happening"] in whole["words"].values()
    assert whole["audit"][-1]["what"] == "case.exported"
    page = unescape(re.sub(r"<[^>]+>", "", files[f"{case.number}.html"]))
    for words in (*WORDS.values(), "It was asked a month ago.", "case.exported", people["author"].email):
        assert words in page
    assert not re.search(r"[\[{]['\"]|None", page)  # values as Python writes them
    assert "<script" not in files[f"{case.number}.html"]


def test_only_a_click_hands_it_out(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    assert signed_in(people["ig lead"]).get(reverse("case_export", args=[case.uuid])).status_code == 405
    assert not Event.objects.filter(action="case.exported").exists()
