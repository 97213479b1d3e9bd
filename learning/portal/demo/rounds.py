"""Two invented rounds: one that is arranged, and one in writing in which agencies put their views beside each other."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from learning.cases.guided_round import Kind, Stage
from learning.cases.life_cycle import State
from learning.cases.models import Case, Contribution, Round, Seat
from learning.workforce.models import Organisation, User
from learning.workforce.models.organisation import Sector

from .network import moment_on


@dataclass(frozen=True)
class Around:
    """Who arranges and who leads; everybody in the round with their employer, its author first."""

    coordinator: User
    facilitator: User
    seats: Mapping[User, Organisation]


SUMMARY: Final = (
    "There was a thread, and it tore in front of others. Nobody asks who was right; we ask how it can be picked up "
    "again without an audience. (Invented.)"
)
QUESTION: Final = "When did the two of them last speak without the group nearby? (Invented.)"
ANSWER: Final = "About a month before. It was raining, and they stood under the same roof for some minutes."
VIEWS: Final = {
    Sector.HEALTH: "From a ward we know the shouting as fear that has found somebody safe enough. I would come back "
    "with something small and the same as before, and say nothing about that day until they do. (Invented.)",
    Sector.LOCAL_GOVERNMENT: "A youth worker could be where the group is and let it be known that the officer asked "
    "how things are. The first word then does not need a uniform. (Invented.)",
}


def hold_round(case: Case, around: Around, day: dt.date) -> None:
    """The round of this case, as its state says: a meeting to come, or one in writing at the stage of the views."""
    is_open = case.state == State.IN_CONSULTATION
    starts_at = None if is_open else moment_on(day + dt.timedelta(days=6), dt.time(13, 30))
    held = Round.objects.create(
        case=case, facilitator=around.facilitator, scheduled_by=around.coordinator, scheduled_at=case.state_since,
        starts_at=starts_at, minutes=60 if starts_at else None,
        link="https://meet.example/invented-round" if starts_at else "",
        last_day=day + dt.timedelta(days=5) if is_open else None, stage=Stage.VIEWS if is_open else Stage.PRESENT,
    )  # fmt: skip
    seats = {
        user.pk: Seat.objects.create(round=held, user=user, organisation=organisation)
        for user, organisation in around.seats.items()
    }
    if is_open:
        _write(seats, case, around)


def _write(seats: dict[int, Seat], case: Case, around: Around) -> None:
    others = [seat for user, seat in seats.items() if user not in (case.author_id, around.facilitator.pk)]
    said: list[tuple[Seat, Kind, str]] = [
        (seats[around.facilitator.pk], Kind.SUMMARY, SUMMARY),
        (others[0], Kind.QUESTION, QUESTION),
        (seats[case.author_id], Kind.ANSWER, ANSWER),
        *((seat, Kind.VIEW, VIEWS[Sector(seat.organisation.sector)]) for seat in others
          if seat.organisation.sector in VIEWS),
    ]  # fmt: skip
    asked: Contribution | None = None
    for number, (seat, kind, words) in enumerate(said):
        at = min(case.state_since + dt.timedelta(hours=number + 1), timezone.now())
        question = asked if kind == Kind.ANSWER else None
        one = Contribution.objects.create(
            key=uuid.uuid4(), seat=seat, kind=kind, words=words, question=question, written_at=at
        )
        asked = one if kind == Kind.QUESTION else asked
        Seat.objects.filter(pk=seat.pk, came_at=None).update(came_at=at)
