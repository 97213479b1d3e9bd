"""Arrange a round about a case that waits for one: when, who leads it, and who is invited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.workforce.models import Organisation, Role, User

from ..invitations import Group, invitable
from ..life_cycle import Move, Part
from ..models import Case, Round, Seat
from ..notices import invite_to_round
from ..refusals import Unanswered
from ..words import screened_word
from .take_step import take_step

MOST_MINUTES = 240
MOST_SEATS = 60


@dataclass(frozen=True)
class Arranged:
    """A meeting at `starts_at` for so many minutes with its link, or a round in writing until `last_day`.

    `facilitator`: the key of a login; `groups`: keys of the groups of `invitable`.
    """

    facilitator: int
    groups: Collection[str]
    starts_at: dt.datetime | None = None
    minutes: int | None = None
    link: str = ""
    last_day: dt.date | None = None


def schedule_round(by: User, case: Case, arranged: Arranged) -> Round:
    """The coordinator arranges it, and everybody invited is told that there is one, without a word of the case.

    Raises as `take_step`, and Unanswered: the agency's case lead has not agreed, nobody of another partner is invited,
    it would be in the past, or the facilitator does not hold that role.
    """
    now, today = timezone.now(), timezone.localdate()
    _refuse_a_bad_time(arranged, now, today)
    made: list[Round] = []

    def change(row: Case, part: Part) -> None:
        if row.has_proceedings and row.lead_agreed_on is None:
            raise Unanswered(
                _("No round opens yet: there are live proceedings, and the author’s agency has not recorded that its "
                  "case lead agrees. Its reviewers were asked.")
            )  # fmt: skip
        places = _places(row, arranged, invitable(row, today))
        held = Round.objects.create(
            case=row, facilitator_id=arranged.facilitator, starts_at=arranged.starts_at, minutes=arranged.minutes,
            link=arranged.link, last_day=arranged.last_day, scheduled_by=by, scheduled_at=now,
        )  # fmt: skip
        Seat.objects.bulk_create(
            Seat(round=held, user_id=user, organisation=organisation) for user, organisation in places.items()
        )
        made.append(held)

    with transaction.atomic():
        take_step(by, case, Move.SCHEDULE, change=change)
        invite_to_round(made[0])
    return made[0]


def call_round_off(by: User, case: Case, word: str) -> Case:
    """The coordinator calls it off before it opens; the case waits for another one. Raises as `take_step`."""
    return take_step(by, case, Move.CALL_OFF, word=screened_word(word))


def _refuse_a_bad_time(arranged: Arranged, now: dt.datetime, today: dt.date) -> None:
    if (arranged.starts_at is None) == (arranged.last_day is None):
        raise Unanswered(_("Say when the meeting starts, or until which day the round is in writing."))
    if arranged.starts_at is not None:
        if arranged.minutes is None or not 0 < arranged.minutes <= MOST_MINUTES:
            raise Unanswered(_("Say how many minutes the meeting takes: from 1 to 240."))
        if arranged.starts_at < now:
            raise Unanswered(_("This time is past. Choose a later one."))
    elif arranged.last_day is not None and arranged.last_day < today:
        raise Unanswered(_("This day is past. Choose a later one."))


def _places(case: Case, arranged: Arranged, groups: list[Group]) -> dict[int, Organisation]:
    """Who sits in the round and for whom: one organisation a person. The author sits there for theirs."""
    leads = {user.pk: group.organisation for group in groups if group.role == Role.FACILITATOR for user in group.users}
    if arranged.facilitator not in leads:
        raise Unanswered(_("Choose who leads the round: somebody with the role of a facilitator."))
    places = {case.author_id: case.organisation, arranged.facilitator: leads[arranged.facilitator]}
    for group in groups:
        if group.key in arranged.groups:
            for user in group.users:
                places.setdefault(user.pk, group.organisation)
    invited = [place for user, place in places.items() if user not in (case.author_id, arranged.facilitator)]
    if not any(place.pk != case.organisation_id for place in invited):
        raise Unanswered(_("Invite at least one group of another partner: a round is for the views of others."))
    if len(places) > MOST_SEATS:
        raise Unanswered(_("These are more than 60 people. Choose fewer groups; a round needs to hear everybody."))
    return places
