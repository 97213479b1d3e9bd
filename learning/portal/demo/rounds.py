"""Invented rounds: one that is arranged, one in writing, one with recommendations, and one that is followed up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from learning.cases.guided_round import Kind, Stage
from learning.cases.life_cycle import State
from learning.cases.models import Case, Contribution, Decision, FollowedDecision, FollowUp, Recommendation, Round, Seat
from learning.cases.models.decision import Choice
from learning.cases.models.follow_up import Extent, Outcome
from learning.workforce.models import Organisation, User
from learning.workforce.models.organisation import Sector

from .network import moment_on


@dataclass(frozen=True)
class Around:
    """Who arranges and who leads; everybody in the round with their employer, its author first."""

    coordinator: User
    facilitator: User
    seats: Mapping[User, Organisation]


@dataclass(frozen=True)
class Talk:
    """What is said in one invented round, and what its author does with what is recommended."""

    summary: str
    question: str
    answer: str
    views: Mapping[str, str]
    advice: Sequence[tuple[str, str, str]] = ()
    decided: Sequence[tuple[Choice, str]] = ()


TALKS: Final[Mapping[State, Talk]] = {
    State.IN_CONSULTATION: Talk(
        "There was a thread, and it tore in front of others. Nobody asks who was right; we ask how it can be picked up "
        "again without an audience. (Invented.)",
        "When did the two of them last speak without the group nearby? (Invented.)",
        "About a month before. It was raining, and they stood under the same roof for some minutes.",
        {
            Sector.HEALTH: "From a ward we know the shouting as fear that has found somebody safe enough. I would come "
            "back with something small, the same as before, and be silent about that day until they speak. (Invented.)",
            Sector.LOCAL_GOVERNMENT: "A youth worker could be where the group is and let it be known that the officer "
            "asked how things are. The first word then does not need a uniform. (Invented.)",
        },
    ),
    State.RECOMMENDED: Talk(
        "Everybody knocks, and each knock is a reason to leave. We ask who could stop knocking. (Invented.)",
        "Is there one place where she is never asked anything? (Invented.)",
        "The kitchen of the club. She washes up there without being asked.",
        {
            Sector.HEALTH: "After a fright, rest comes before talk. I would count the weeks without a visit as care. "
            "(Invented.)",
            Sector.LOCAL_GOVERNMENT: "One of us could be the one who asks, and the others ask that one. (Invented.)",
        },
        (
            ("Agree which one of us rings, and let the others ask that one. (Invented.)", "The lead professional",
             "Two of us have seen fewer doors close."),
            ("Leave the kitchen as it is: nobody asks anything there. (Invented.)", "The youth club",
             "It is the one place she comes back to."),
        ),
    ),
    State.FOLLOW_UP: Talk(
        "He is late because somebody has to take his brother to school. That is strength, read as the opposite. "
        "(Invented.)",
        "Who else in the family could walk there on one day? (Invented.)",
        "An aunt, on Wednesdays, if her shift allows.",
        {
            Sector.HEALTH: "The one who cares for others gets tired first. I would ask how he sleeps. (Invented.)",
            Sector.LOCAL_GOVERNMENT: "There is help for young carers, and a letter to the school. (Invented.)",
        },
        (
            ("Meet on Wednesdays, when the aunt walks. (Invented.)", "The officer", "Nothing is missed at home then."),
            ("Ask for an assessment as a young carer. (Invented.)", "The school’s pastoral lead", "He does that work."),
            ("Put the appointments in the evening. (Invented.)", "The officer", "Mornings are full."),
        ),
        ((Choice.ACCEPT, ""), (Choice.ADAPT, "His mother rather asks herself; she has the address. (Invented.)"),
         (Choice.DECLINE, "In the evening he cooks. (Invented.)")),
    ),
    State.CLOSED: Talk(
        "Everybody was waiting for somebody else. We ask what the waiting person could count on. (Invented.)",
        "Who was with them while nothing happened? (Invented.)",
        "Nobody with time. A cleaner said hello, twice.",
        {
            Sector.HEALTH: "We could say at the door how long it takes, and who will come. (Invented.)",
            Sector.LOCAL_GOVERNMENT: "Somebody who is not in charge of anything can sit beside them. (Invented.)",
        },
        (("Say at the beginning who comes next, and when. (Invented.)", "Whoever meets them first",
          "Not knowing is the harder half of waiting."),),
        ((Choice.ACCEPT, ""),),
    ),
}  # fmt: skip
TRIED: Final = 43
"""Days from the answers to the first follow-up, with which an invented case is closed."""


def hold_round(case: Case, around: Around, day: dt.date) -> None:
    """The round of this case, as its state says: a meeting to come, or one in writing as far as it has come."""
    talk = TALKS.get(State(case.state))
    is_open = case.state == State.IN_CONSULTATION
    starts_at = None if talk else moment_on(day + dt.timedelta(days=6), dt.time(13, 30))
    answered_at = _answered(case)
    ended_at = (
        (answered_at - dt.timedelta(days=1) if answered_at else case.state_since) if talk and not is_open else None
    )
    last_day = (timezone.localdate(ended_at) if ended_at else day + dt.timedelta(days=5)) if talk else None
    held = Round.objects.create(
        case=case, facilitator=around.facilitator, scheduled_by=around.coordinator,
        scheduled_at=case.state_since - dt.timedelta(days=3 * bool(ended_at)),
        starts_at=starts_at, minutes=60 if starts_at else None,
        link="https://meet.example/invented-round" if starts_at else "", last_day=last_day,
        stage=Stage.VIEWS if is_open else Stage.RECOMMEND if talk else Stage.PRESENT,
        ended_at=ended_at, answered_at=answered_at,
    )  # fmt: skip
    seats = {
        user.pk: Seat.objects.create(round=held, user=user, organisation=organisation)
        for user, organisation in around.seats.items()
    }
    if talk:
        _write(seats, case, around, talk, ended_at)
    if talk and ended_at:
        _recommend(held, talk, ended_at)
    if case.state == State.CLOSED:
        learnt = "It takes one sentence at the beginning. (Invented.)"
        followed = FollowUp.objects.create(
            round=held, weeks=6, outcome=Outcome.BETTER, learnt=learnt, written_at=case.state_since
        )
        for one in held.taken_up:
            FollowedDecision.objects.create(follow_up=followed, decision=one, extent=Extent.DONE)


def _answered(case: Case) -> dt.datetime | None:
    """When the author of an invented case said what they take up."""
    if case.state == State.CLOSED:
        return case.state_since - dt.timedelta(days=TRIED + 1)
    return case.state_since if case.state == State.FOLLOW_UP else None


def _write(seats: dict[int, Seat], case: Case, around: Around, talk: Talk, ended_at: dt.datetime | None) -> None:
    others = [seat for user, seat in seats.items() if user not in (case.author_id, around.facilitator.pk)]
    said: list[tuple[Seat, Kind, str]] = [
        (seats[around.facilitator.pk], Kind.SUMMARY, talk.summary),
        (others[0], Kind.QUESTION, talk.question),
        (seats[case.author_id], Kind.ANSWER, talk.answer),
        *((seat, Kind.VIEW, talk.views[str(seat.organisation.sector)]) for seat in others
          if seat.organisation.sector in talk.views),
    ]  # fmt: skip
    begun, asked = (ended_at - dt.timedelta(hours=len(said) + 1)) if ended_at else case.state_since, None
    for number, (seat, kind, words) in enumerate(said):
        at = min(begun + dt.timedelta(hours=number + 1), timezone.now())
        one: Contribution = Contribution.objects.create(
            key=uuid.uuid4(), seat=seat, kind=kind, words=words, question=asked if kind == Kind.ANSWER else None,
            written_at=at,
        )  # fmt: skip
        asked = one if kind == Kind.QUESTION else asked
        Seat.objects.filter(pk=seat.pk, came_at=None).update(came_at=at)


def _recommend(held: Round, talk: Talk, at: dt.datetime) -> None:
    for number, (action, owner, basis) in enumerate(talk.advice):
        one = Recommendation.objects.create(
            key=uuid.uuid4(), round=held, action=action, owner=owner, basis=basis,
            by_when=timezone.localdate(at) + dt.timedelta(weeks=6), written_at=at,
        )  # fmt: skip
        if talk.decided:
            choice, words = talk.decided[number]
            Decision.objects.create(recommendation=one, choice=choice, words=words)
