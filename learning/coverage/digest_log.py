"""What was sent to the people of one employer: how many, of which kind, on which day, and how it ended."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q

from learning.notices.models import Message, MessageState
from learning.requirements.loading import lasting_keys
from learning.workforce.agreements import grade_on
from learning.workforce.models import Employment, Organisation, Person
from learning.workforce.people_here import by_name_or_number

from .models import Digest

SHOWN_WEEKS = 12


@dataclass
class DayOfDigests:
    """The digests of one day: how many spoke of people's own learning, how many carried figures, and how they ended."""

    day: dt.date
    learners: int = 0
    leaders: int = 0
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def number(self) -> int:
        return sum(self.states.values())

    @property
    def sent(self) -> int:
        return self.states[MessageState.SENT]

    @property
    def waiting(self) -> int:
        return self.states[MessageState.WAITING]

    @property
    def undelivered(self) -> int:
        """Refused for good, or nobody knows."""
        return self.states[MessageState.GIVEN_UP] + self.states[MessageState.UNCLEAR]


def digests_by_day(organisation: Organisation, now: dt.datetime, today: dt.date) -> list[DayOfDigests]:
    """The last `SHOWN_WEEKS` weeks, the newest day first; one query, however many were sent.

    A digest counts here when it said something that this organisation asks for, or carried figures of its own; what
    others ask of the same people, and whether they were written to about it, is none of its business.
    """
    since = today - dt.timedelta(weeks=SHOWN_WEEKS)
    learners, leaders = Q(digest__items__organisation=organisation), Q(digest__teams__organisation=organisation)
    rows = (
        Message.objects.with_state(now)
        .filter(learners | leaders, digest__day__gte=since)
        .order_by()
        .values("digest__day", "state")
        .annotate(
            number=Count("pk", distinct=True),
            learners=Count("pk", distinct=True, filter=learners),
            leaders=Count("pk", distinct=True, filter=leaders),
        )
    )
    found: dict[dt.date, DayOfDigests] = {}
    for row in rows:
        of_day = found.setdefault(row["digest__day"], DayOfDigests(row["digest__day"]))
        of_day.states[row["state"]] += row["number"]
        of_day.learners += row["learners"]
        of_day.leaders += row["leaders"]
    return sorted(found.values(), key=lambda one: one.day, reverse=True)


def undelivered_to(organisation: Organisation, now: dt.datetime, today: dt.date) -> list[Person]:
    """The organisation's present people whose latest digest the mail server would not take, as its lists order them;
    five queries.
    """
    since = today - dt.timedelta(weeks=SHOWN_WEEKS)
    given_up = Message.objects.with_state(now).filter(state=MessageState.GIVEN_UP, digest__day__gte=since)
    about = Digest.objects.about(organisation)
    refused = dict(about.filter(message__in=given_up.values("pk")).order_by("day").values_list("person_id", "day"))
    if not refused:
        return []
    later = about.filter(person__in=refused).order_by().values_list("person_id").annotate(Max("day"))
    last_was = {person_id for person_id, day in later if refused[person_id] == day}
    people = Person.objects.filter(pk__in=set(lasting_keys(last_was).values()))
    posts = Employment.objects.in_post(today).confirmed().filter(organisation=organisation)
    here = people.filter(Q(employments__in=posts) | Q(merged_from__employments__in=posts)).distinct()
    return list(by_name_or_number(here, organisation, grade_on(organisation, today)))
