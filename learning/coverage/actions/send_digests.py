"""Write the digests of a day into the outbox: one a week for each human being, whatever runs how often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from learning.modules.models import Module
from learning.notices.actions.queue_message import queue_for_hours
from learning.notices.days_off import proclaimed_days
from learning.notices.models import Message
from learning.notices.quiet_hours import first_moment
from learning.requirements.asked import NOT_READ
from learning.workforce.models import Person

from ..digest_mail import drafted
from ..digests import Planned, Sending, figures_on, people_on, plan, sending_on
from ..models import Digest, DigestItem, DigestTeam

# No transaction on SQLite may hold the one writer for much longer than a second.
CHUNK = 250


@dataclass
class Sent:
    """How many digests were written (or would be), how many of them carry figures, and how many had no address."""

    digests: int = 0
    nudges: int = 0
    with_figures: int = 0
    without_address: int = 0


def send_digests(day: dt.date, now: dt.datetime, *, dry_run: bool = False) -> Sent:
    """The digests of `day`, in chunks of people; safe to run any number of times, twice at once, and to be killed.

    With `dry_run` everything is worked out but the words, and nothing is written.
    """
    sending = sending_on(day)
    sent = Sent()
    if not sending.is_any:
        return sent
    figures = figures_on(sending)
    for people in _chunks(people_on(sending, figures)):
        found = plan(people, sending, now, figures)
        written = found.digests if dry_run else _written(found.digests, sending, now)
        sent.digests += len(written)
        sent.nudges += sum(one.is_nudge for one in written)
        sent.with_figures += sum(bool(one.figures) for one in written)
        sent.without_address += found.without_address
    return sent


def _chunks(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), CHUNK):
        yield people[start : start + CHUNK]


def _modules(digests: Collection[Planned]) -> Mapping[int, Module]:
    keys = {item.module_id for one in digests for item in one.items}
    rows = Module.objects.select_related("current_version").defer(*(f"current_version__{name}" for name in NOT_READ))
    return rows.in_bulk(keys)


def _written(digests: list[Planned], sending: Sending, now: dt.datetime) -> list[Planned]:
    """Worked out before, so that the transaction is short; under the lock, whoever has one meanwhile is left out."""
    if not digests:
        return []
    modules = _modules(digests)
    drafts = {one.person_id: drafted(one, modules, sending.day, sending.week) for one in digests}
    with transaction.atomic():
        # Two runs at once, or a run and another nudge to the same person: they queue here.
        people = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=drafts).order_by("pk")
        list(people.values_list("pk", flat=True))
        keys = [draft.key for draft in drafts.values()]
        had = set(Message.objects.filter(key__in=keys).values_list("person_id", flat=True))
        new = [one for one in digests if one.person_id not in had]
        messages = queue_for_hours((drafts[one.person_id] for one in new), first_moment(now, proclaimed_days()))
        _log(new, messages, sending)
    return new


def _log(planned: list[Planned], messages: list[Message], sending: Sending) -> None:
    digests = Digest.objects.bulk_create(
        Digest(
            uuid=one.uuid,
            person_id=one.person_id,
            week=sending.week,
            day=sending.day,
            names_modules=one.names_modules,
            message=message,
        )
        for one, message in zip(planned, messages, strict=True)
    )
    pairs = list(zip(digests, planned, strict=True))
    DigestItem.objects.bulk_create(
        DigestItem(
            digest=digest,
            organisation_id=item.organisation_id,
            module_id=item.module_id,
            stage=item.stage,
            status=item.status,
            due_on=item.due_on,
            level=item.level,
            own=item.own,
        )
        for digest, one in pairs
        for item in one.items
    )
    DigestTeam.objects.bulk_create(
        DigestTeam(digest=digest, organisation=figures.organisation, team=figures.team)
        for digest, one in pairs
        for figures in one.figures
    )
