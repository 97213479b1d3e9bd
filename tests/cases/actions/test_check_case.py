"""Two people check a case, each bound to the words that they read."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from learning.cases.actions.check_case import Checked, approve_first, approve_second, return_case
from learning.cases.actions.close_case import decide_hidden, decline_case, hide_case, take_case_back
from learning.cases.life_cycle import FIRST_CHECKED, Move, Part, State
from learning.cases.models import Case
from learning.cases.models.case import TEXTS
from learning.cases.refusals import Changed, Unanswered
from learning.notices.models import Message
from learning.records.refusals import BadAnswer, OpenFindings
from tests.cases.case_factories import Desk, case_in, desk

pytestmark = [pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)


@pytest.fixture
def people(db: None) -> Desk:
    return desk()


def checked(case: Case, **more: object) -> Checked:
    return Checked(**({"seen": case.text_hash, "unusual": []} | more))  # type: ignore[arg-type]  # a test's shorthand


def test_both_checks_lead_to_triage(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people)
    case = approve_first(people["own reviewer"], case, checked(case))
    assert (case.first_by, case.first_organisation) == (people["own reviewer"], people.here)
    case = approve_second(
        people["network reviewer"], case, checked(case, minutes=25, unusual=["event"], word="Common.")
    )
    assert (case.state, case.second_organisation) == (State.TRIAGE, people.there)
    assert case.unusual == {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: ["event"]}
    assert list(case.steps.values_list("move", "minutes", "word")) == [
        ("approve_first", None, ""),
        ("approve_second", 25, "Common."),
    ]
    assert people["coordinator"].email in set(Message.objects.values_list("to", flat=True))


@pytest.mark.parametrize(
    ("second", "more"),
    [
        (False, {"unusual": None}),
        (False, {"unusual": ["press"]}),
        (False, {"unusual": ["no such"], "word": "x"}),
        (True, {"minutes": None}),
        (True, {"minutes": 0}),
        (True, {"minutes": 601}),
    ],
    ids=str,
)
def test_half_a_check_is_none(people: Desk, second: bool, more: dict[str, object]) -> None:
    case = case_in(State.NETWORK_REVIEW if second else State.AGENCY_REVIEW, people)
    act, by = (approve_second, "network reviewer") if second else (approve_first, "own reviewer")
    with pytest.raises(Unanswered):
        act(people[by], case, checked(case, **more))
    before = case.state
    case.refresh_from_db()
    assert case.state == before


def test_a_health_case_goes_on_once_its_guardian_has_agreed(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people, is_from_health=True)
    with pytest.raises(Unanswered, match="Caldicott guardian has agreed"):
        approve_first(people["own reviewer"], case, checked(case))
    case.refresh_from_db()
    assert (case.state, case.first_by, case.guardian_agreed_on) == (State.AGENCY_REVIEW, None, None)
    case = approve_first(people["own reviewer"], case, checked(case, guardian_agreed=True))
    assert (case.state, case.guardian_agreed_on) == (State.NETWORK_REVIEW, T)


def test_the_guardian_agreed_to_these_words_alone(people: Desk) -> None:
    case = case_in(State.NETWORK_REVIEW, people, is_from_health=True)
    assert return_case(people["network reviewer"], case, "Say it more generally.").guardian_agreed_on is None


def test_of_another_case_no_guardian_is_asked(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people)
    assert approve_first(people["own reviewer"], case, checked(case, guardian_agreed=True)).guardian_agreed_on is None


@pytest.mark.parametrize("state", sorted(FIRST_CHECKED))
def test_the_database_keeps_no_health_case_without_its_guardian(people: Desk, state: State) -> None:
    case = case_in(state, people, is_from_health=True)
    with pytest.raises(IntegrityError, match="a_health_case_goes_on_with_its_guardian"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(guardian_agreed_on=None)


def test_words_that_were_not_read_are_not_approved(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people)
    with pytest.raises(Changed, match="have changed"):
        approve_first(people["own reviewer"], case, checked(case, seen="0" * 64))


@pytest.mark.parametrize("word", ["", " ", "x" * 1001])
def test_a_return_says_why(people: Desk, word: str) -> None:
    with pytest.raises(BadAnswer):
        return_case(people["own reviewer"], case_in(State.AGENCY_REVIEW, people), word)


def test_a_word_that_names_somebody_is_not_stored(people: Desk) -> None:
    case = case_in(State.AGENCY_REVIEW, people)
    acts: list[Callable[[], object]] = [
        lambda: return_case(people["own reviewer"], case, "This is Kayden Marchbanks."),
        lambda: hide_case(people["own reviewer"], case, "This is Kayden Marchbanks."),
        lambda: approve_first(people["own reviewer"], case, checked(case, word="This is Kayden Marchbanks.")),
    ]
    for act in acts:
        with pytest.raises(OpenFindings):
            act()
    assert not case.steps.exists()


def test_a_declined_case_is_closed_and_stays_its_author_s(people: Desk) -> None:
    case = decline_case(people["coordinator"], case_in(State.TRIAGE, people), "It is a question for supervision.")
    assert (case.state, case.happening != "") == (State.CLOSED, True)
    assert Message.objects.filter(to=people["author"].email).exists()


def test_what_is_taken_back_has_no_words_anywhere(people: Desk) -> None:
    case = take_case_back(people["author"], case_in(State.TRIAGE, people, gender="female", places=["home"]))
    case.refresh_from_db()
    assert [getattr(case, name) for name in TEXTS] == [""] * len(TEXTS)
    assert (case.gender, case.places, case.kept, case.first_by) == ("", [], {}, None)


def test_hidden_is_hidden_from_whoever_hid_it_and_told_to_the_ig_lead(people: Desk) -> None:
    case = hide_case(people["coordinator"], case_in(State.TRIAGE, people))
    assert (case.state, case.hidden_from) == (State.QUARANTINED, State.TRIAGE)
    for name in ("author", "coordinator"):
        assert not Case.objects.visible_to(people[name], T).exists()
    told = set(Message.objects.values_list("to", flat=True))
    assert people["ig lead"].email in told
    assert people["author"].email not in told


@pytest.mark.parametrize(
    ("move", "state", "checks"),
    [
        (Move.SHOW_AGAIN, State.NETWORK_REVIEW, True),
        (Move.SEND_BACK, State.DRAFT, False),
        (Move.WITHDRAW, State.WITHDRAWN, False),
    ],
)
def test_what_the_ig_lead_decides(people: Desk, move: Move, state: State, checks: bool) -> None:
    case = case_in(State.QUARANTINED, people, hidden_from=State.NETWORK_REVIEW)
    case = decide_hidden(people["ig lead"], case, move, "Looked at with the agency.")
    assert (case.state, case.hidden_from, case.first_by is not None) == (state, "", checks)


def test_a_step_that_decides_nothing_about_a_hidden_case(people: Desk) -> None:
    with pytest.raises(ValueError, match="decides nothing"):
        decide_hidden(people["ig lead"], case_in(State.QUARANTINED, people), Move.HIDE, "x")


def test_a_superuser_takes_no_short_cut(people: Desk) -> None:
    for state in State:
        case = case_in(state, people)
        for act in (
            lambda case=case: approve_first(people["superuser"], case, checked(case)),
            lambda case=case: approve_second(people["superuser"], case, checked(case, minutes=1)),
            lambda case=case: decline_case(people["superuser"], case, "x"),
            lambda case=case: hide_case(people["superuser"], case),
            lambda case=case: take_case_back(people["superuser"], case),
        ):
            with pytest.raises(PermissionDenied):
                act()
