"""A round from its arrangement to its recommendations: who may, when, what is refused, what is left if it is off."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from learning.audit.models import Event
from learning.cases.actions.close_case import decide_hidden, hide_case, take_case_back
from learning.cases.actions.lead_round import keep_attendance, move_on, open_round
from learning.cases.actions.schedule_round import Arranged, call_round_off, schedule_round
from learning.cases.actions.write_in_round import Recommended, contribute, recommend, say_one_has_read
from learning.cases.exchanges import asked_and_answered, partners_together
from learning.cases.guided_round import Kind, Stage, may_write
from learning.cases.life_cycle import Move, State
from learning.cases.models import Case, Contribution, Recommendation, Round, Seat
from learning.cases.permissions import parts_of
from learning.cases.refusals import Changed, Unanswered
from learning.notices.models import Message
from learning.records.refusals import BadAnswer, OpenFindings
from tests.cases.case_factories import WORDS, Desk, case_in, desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)
LATER = dt.datetime(2026, 3, 5, 14, 30, tzinfo=dt.UTC)
IN_IT = ("author", "facilitator", "consultant")
SAID = Recommended(
    "Meet once a fortnight in the same room.", "The youth worker", dt.date(2026, 3, 20), "It helped before."
)


@pytest.fixture
def people() -> Desk:
    return desk()


def arranged(people: Desk, **more: object) -> Arranged:
    fields = {"facilitator": people["facilitator"].pk, "groups": [f"facilitator:{people.third.pk}"]}
    if "last_day" not in more:
        fields |= {"starts_at": LATER, "minutes": 60, "link": "https://meet.example/r"}
    return Arranged(**(fields | more))  # type: ignore[arg-type]  # a test's shorthand


def open_at(people: Desk, stage: Stage, **more: object) -> Round:
    held = case_in(State.IN_CONSULTATION, people, **more).rounds.get()
    held.stage = stage
    held.save()
    return held


def written(
    people: Desk, held: Round, kind: Kind, by: str, text: str = "A few plain words.", **more: object
) -> Contribution:
    return contribute(people[by], held, kind, text, uuid.uuid4(), **more)  # type: ignore[arg-type]  # a test's shorthand


def test_arranged_by_role_and_partner(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    held = schedule_round(people["coordinator"], case, arranged(people))
    assert (held.case.state, held.held_on) == (State.SCHEDULED, LATER.date())
    assert dict(held.seats.values_list("user__email", "organisation__name")) == {
        people["author"].email: "Here",
        people["facilitator"].email: "The network",
        people["consultant"].email: "Third",
    }


def test_mails_say_that_there_is_a_round_and_nothing_of_the_case(people: Desk) -> None:
    case = case_in(State.TRIAGE, people)
    schedule_round(people["coordinator"], case, arranged(people))
    invited = Message.objects.filter(key__startswith="case-round:")
    assert {one.to for one in invited} == {people["facilitator"].email, people["consultant"].email}
    for one in Message.objects.all():
        assert not any(words in one.text + one.subject for words in WORDS.values())
        assert "https://meet.example/r" not in one.text
        assert case.number not in one.text + one.subject


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"starts_at": dt.datetime(2026, 2, 27, 9, tzinfo=dt.UTC)}, "time is past"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 241}, "minutes"),
        ({"starts_at": None}, "when the meeting starts"),
        ({"last_day": dt.date(2026, 2, 27)}, "day is past"),
        ({"groups": []}, "another partner"),
        ({"groups": ["agency_reviewer:0"]}, "another partner"),
        ({"facilitator": 0}, "who leads"),
    ],
    ids=str,
)
def test_half_an_arrangement_is_none(people: Desk, more: dict[str, object], says: str) -> None:
    case = case_in(State.TRIAGE, people)
    with pytest.raises(Unanswered, match=says):
        schedule_round(people["coordinator"], case, arranged(people, **more))
    case.refresh_from_db()
    assert (case.state, Round.objects.count(), Message.objects.count()) == (State.TRIAGE, 0, 0)


def test_a_group_of_the_author_s_own_partner_alone_is_no_round(people: Desk) -> None:
    own = arranged(people, groups=[f"agency_reviewer:{people.here.pk}"])
    with pytest.raises(Unanswered, match="another partner"):
        schedule_round(people["coordinator"], case_in(State.TRIAGE, people), own)


def test_the_author_leads_no_round_about_their_own_case(people: Desk) -> None:
    with pytest.raises(Unanswered, match="who leads"):
        schedule_round(
            people["coordinator"], case_in(State.TRIAGE, people), arranged(people, facilitator=people["author"].pk)
        )


def test_live_proceedings_wait_for_the_case_lead(people: Desk) -> None:
    case = case_in(State.TRIAGE, people, has_proceedings=True)
    with pytest.raises(Unanswered, match="case lead"):
        schedule_round(people["coordinator"], case, arranged(people))
    Case.objects.filter(pk=case.pk).update(lead_agreed_on=T)
    assert schedule_round(people["coordinator"], case, arranged(people)).case.state == State.SCHEDULED


def test_called_off_it_waits_for_another_round_and_all_are_told(people: Desk) -> None:
    case = case_in(State.SCHEDULED, people)
    call_round_off(people["coordinator"], case, "The facilitator is ill.")
    off = Message.objects.filter(key__startswith="case-round-off")
    assert {one.to for one in off} == {people["facilitator"].email, people["consultant"].email}
    assert not Case.objects.visible_to(people["consultant"], T).exists()
    schedule_round(people["coordinator"], case, arranged(people, last_day=dt.date(2026, 3, 9)))
    assert Round.objects.filter(case=case, cancelled_at=None).count() == 1


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.RECOMMENDATION])
def test_who_writes_what_at_every_stage(people: Desk, stage: Stage, kind: Kind) -> None:
    """The table of `test_guided_round`, asked of the action and of everybody on the desk."""
    held = open_at(people, stage)
    asked = Contribution.objects.create(
        key=uuid.uuid4(), seat=held.seats.get(user=people["consultant"]), kind=Kind.QUESTION, words="Since when?"
    )
    for name, user in people.people.items():
        if may_write(kind, stage, parts_of(user, held.case, T)):
            one = written(people, held, kind, name, question=asked.pk)
            assert one.seat.user == user
            assert one.seat.came_at is None, "the seat as it was read; the row says that they came"
            assert Seat.objects.get(pk=one.seat_id).came_at is not None
        else:
            refusal = Changed if name in IN_IT else PermissionDenied
            with pytest.raises(refusal):
                written(people, held, kind, name, question=asked.pk)


@pytest.mark.parametrize("state", [State.SCHEDULED, State.RECOMMENDED])
def test_only_an_open_round_is_written_in(people: Desk, state: State) -> None:
    held = case_in(state, people).rounds.get()
    Round.objects.filter(pk=held.pk).update(stage=Stage.VIEWS)
    with pytest.raises(Changed, match="not open"):
        written(people, held, Kind.VIEW, "consultant")
    with pytest.raises(Changed):
        move_on(people["facilitator"], held, Stage.VIEWS)


def test_hidden_in_the_middle_nobody_writes(people: Desk) -> None:
    held = open_at(people, Stage.VIEWS)
    hide_case(people["consultant"], held.case)
    with pytest.raises(Changed):
        written(people, held, Kind.VIEW, "consultant")
    decide_hidden(people["ig lead"], held.case, Move.SHOW_AGAIN, "Nobody is.")
    assert written(people, held, Kind.VIEW, "consultant").words


@pytest.mark.parametrize("text", ["This is Kayden Marchbanks.", "", "x" * 1001])
def test_what_names_somebody_or_is_no_answer_is_not_stored(people: Desk, text: str) -> None:
    held = open_at(people, Stage.VIEWS)
    with pytest.raises((OpenFindings, BadAnswer)):
        written(people, held, Kind.VIEW, "consultant", text)
    held = open_at(people, Stage.RECOMMEND)
    for name in ("action", "owner", "basis"):
        fields = {"action": "Meet.", "owner": "The nurse", "by_when": dt.date(2026, 3, 20), "basis": "It helped."}
        with pytest.raises((OpenFindings, BadAnswer)):
            recommend(people["facilitator"], held, Recommended(**(fields | {name: text})), uuid.uuid4())
    assert Contribution.objects.count() == Recommendation.objects.count() == 0
    assert not Event.objects.filter(action="case.round_written").exists()


def test_an_answer_is_to_a_question_of_this_round(people: Desk) -> None:
    held, other = open_at(people, Stage.CLARIFY), open_at(people, Stage.CLARIFY)
    elsewhere = written(people, other, Kind.QUESTION, "consultant")
    for question in (None, 0, elsewhere.pk):
        with pytest.raises(Unanswered, match="Choose the question"):
            written(people, held, Kind.ANSWER, "author", question=question)


def test_with_live_proceedings_everybody_reads_first_what_becomes_of_it(people: Desk) -> None:
    held = open_at(people, Stage.CLARIFY, has_proceedings=True)
    with pytest.raises(Unanswered, match="Read first"):
        written(people, held, Kind.QUESTION, "consultant")
    say_one_has_read(people["consultant"], held)
    asked = written(people, held, Kind.QUESTION, "consultant")
    with pytest.raises(Unanswered, match="Read first"):
        written(people, held, Kind.ANSWER, "author", question=asked.pk)
    with pytest.raises(PermissionDenied):
        say_one_has_read(people["stranger"], held)


def test_from_opening_to_recommendations(people: Desk) -> None:
    case = open_round(people["facilitator"], case_in(State.SCHEDULED, people))
    held, leads = case.rounds.get(), people["facilitator"]
    move_on(leads, held, Stage.PRESENT)
    with pytest.raises(Unanswered, match="Write the summary"):
        move_on(leads, held, Stage.SUM_UP)
    written(people, held, Kind.SUMMARY, "facilitator")
    for stage in (Stage.SUM_UP, Stage.CLARIFY, Stage.VIEWS):
        move_on(leads, held, stage)
    with pytest.raises(Unanswered, match="at least one recommendation"):
        move_on(leads, held, Stage.RECOMMEND)
    recommend(leads, held, SAID, uuid.uuid4())
    held = move_on(leads, held, Stage.RECOMMEND)
    case.refresh_from_db()
    assert (case.state, held.ended_at is not None) == (State.RECOMMENDED, True)


@pytest.mark.parametrize("name", ["author", "consultant", "coordinator", "stranger", "superuser"])
def test_nobody_but_its_facilitator_leads_a_round(people: Desk, name: str) -> None:
    held = open_at(people, Stage.PRESENT)
    for act in (
        lambda: move_on(people[name], held, Stage.PRESENT),
        lambda: keep_attendance(people[name], held, []),
        lambda: open_round(people[name], case_in(State.SCHEDULED, people)),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_it_moves_on_from_where_it_was_seen(people: Desk) -> None:
    held = open_at(people, Stage.VIEWS)
    for seen in (Stage.PRESENT, Stage.RECOMMEND, "", "nonsense"):
        with pytest.raises(Changed):
            move_on(people["facilitator"], held, seen)


def test_a_recommendation_is_for_a_day_to_come(people: Desk) -> None:
    held = open_at(people, Stage.RECOMMEND)
    said = Recommended("Meet.", "The nurse", dt.date(2026, 2, 27), "It helped.")
    with pytest.raises(Unanswered, match="is past"):
        recommend(people["facilitator"], held, said, uuid.uuid4())
    for name in ("author", "consultant"):
        with pytest.raises(Changed):
            recommend(people[name], held, SAID, uuid.uuid4())


def test_sent_twice_it_stands_once(people: Desk) -> None:
    held, key = open_at(people, Stage.VIEWS), uuid.uuid4()
    for _again in range(2):
        contribute(people["consultant"], held, Kind.VIEW, "A view.", key)
    held = open_at(people, Stage.RECOMMEND)
    for _again in range(2):
        recommend(people["facilitator"], held, SAID, key)
    assert Contribution.objects.count() == Recommendation.objects.count() == 1


def test_after_the_last_day_the_facilitator_alone_brings_it_to_its_end(people: Desk) -> None:
    held = open_at(people, Stage.VIEWS)
    Round.objects.update(starts_at=None, minutes=None, link="", last_day=T)
    assert written(people, held, Kind.VIEW, "consultant").words
    Round.objects.update(last_day=T - dt.timedelta(days=1))
    with pytest.raises(Changed):
        written(people, held, Kind.VIEW, "consultant")
    move_on(people["facilitator"], held, Stage.VIEWS)
    recommend(people["facilitator"], held, SAID, uuid.uuid4())


def test_the_register_says_who_is_there_and_whoever_wrote_was(people: Desk) -> None:
    held = open_at(people, Stage.VIEWS)
    seats = {seat.user_id: seat for seat in held.seats.all()}
    other = case_in(State.IN_CONSULTATION, people).rounds.get().seats.get(user=people["author"])
    keep_attendance(people["facilitator"], held, [seats[people["author"].pk].pk, other.pk])
    assert list(Seat.objects.exclude(came_at=None)) == [seats[people["author"].pk]]
    written(people, held, Kind.VIEW, "consultant")
    keep_attendance(people["facilitator"], held, [])
    assert list(Seat.objects.exclude(came_at=None)) == [seats[people["consultant"].pk]]


@pytest.mark.parametrize(
    "end",
    [
        lambda people, case: decide_hidden(people["ig lead"], case, Move.SEND_BACK, "Say less."),
        lambda people, case: decide_hidden(people["ig lead"], case, Move.WITHDRAW, "It is in the press."),
    ],
    ids=["sent back", "withdrawn"],
)
def test_what_was_written_about_it_goes_with_the_case(people: Desk, end) -> None:
    held = open_at(people, Stage.VIEWS)
    written(people, held, Kind.VIEW, "consultant", "Something about the corner.")
    Round.objects.filter(pk=held.pk).update(stage=Stage.RECOMMEND)
    recommend(people["facilitator"], held, SAID, uuid.uuid4())
    hide_case(people["consultant"], held.case)
    assert Contribution.objects.get().words, "hidden, it is as it was"
    end(people, held.case)
    held.refresh_from_db()
    assert held.cancelled_at is not None
    assert Contribution.objects.get().words == ""
    assert Recommendation.objects.values_list("action", "owner", "basis").get() == ("", "", "")


def test_its_author_takes_it_back_until_the_round_opens(people: Desk) -> None:
    case = take_case_back(people["author"], case_in(State.SCHEDULED, people))
    assert (case.state, case.rounds.get().cancelled_at is not None) == (State.WITHDRAWN, True)
    with pytest.raises(Changed):
        take_case_back(people["author"], case_in(State.IN_CONSULTATION, people))


@pytest.mark.parametrize(
    "changed",
    [
        {"last_day": T},
        {"starts_at": None},
        {"minutes": None},
        {"minutes": 0},
        {"starts_at": None, "minutes": None, "link": ""},
    ],
    ids=str,
)
def test_the_database_keeps_no_round_that_is_neither(people: Desk, changed: dict[str, object]) -> None:
    held = case_in(State.SCHEDULED, people).rounds.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=held.pk).update(**changed)


def test_the_database_keeps_one_standing_round_and_one_organisation_a_person(people: Desk) -> None:
    held = case_in(State.SCHEDULED, people).rounds.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            case=held.case, facilitator=people["facilitator"], scheduled_by=people["coordinator"], last_day=T
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(round=held, user=people["consultant"], organisation=people.there)


def test_the_database_wants_a_question_for_an_answer_and_for_nothing_else(people: Desk) -> None:
    held = open_at(people, Stage.CLARIFY)
    asked = written(people, held, Kind.QUESTION, "consultant")
    for kind, question in ((Kind.ANSWER, None), (Kind.VIEW, asked), (Kind.RECOMMENDATION, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contribution.objects.create(key=uuid.uuid4(), seat=asked.seat, kind=kind, question=question, words="x")


def test_who_was_together_and_who_answered_whom(people: Desk) -> None:
    held = open_at(people, Stage.VIEWS)
    for _twice in range(2):
        written(people, held, Kind.VIEW, "consultant")
    keep_attendance(people["facilitator"], held, list(held.seats.values_list("pk", flat=True)))
    assert partners_together(T, T) == asked_and_answered(T, T) == []
    Round.objects.filter(pk=held.pk).update(ended_at=dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC))
    assert partners_together(T, T) == [frozenset({people.here.pk, people.third.pk})]
    assert asked_and_answered(T, T) == [(people.here.pk, people.third.pk)]
    before = T - dt.timedelta(days=1)
    assert partners_together(before, before) == asked_and_answered(before, before) == []
