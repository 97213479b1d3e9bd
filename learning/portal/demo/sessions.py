"""Live sessions of the demonstration, two past and one to come; and who says that they use what they learnt."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Sequence

from django.db import transaction

from learning.modules.models import CataloguePage, Module, ModulePage, ModuleVersion
from learning.records.actions.record_attendance import record_attendance
from learning.records.models import (
    Applied,
    Booking,
    BookingState,
    Completion,
    Corroboration,
    LiveSession,
    PracticeFollowUp,
    Witness,
)
from learning.records.note import Note, pack
from learning.records.practice import ASK_AFTER, CLOSES_AFTER, WITNESS_HAS, closes_on
from learning.requirements.actions.set_refresher_pool import set_refresher_pool
from learning.requirements.models import RefresherPool
from learning.workforce.models import User

from .network import SEED, Member, moment_on

SLUG = "practising-a-first-conversation"
TITLE = "Practising a first conversation, together"
RUN_BY = ("imogen.thackeray@network.example", "tamsin.okonjo@youthjustice.example")
PLACES, OTHERS = 6, 9
RUNS_OUT = "sharing-information-safely"
REFRESHERS = ("looking-after-yourself-and-team", "adultification-seeing-the-child", "what-works-what-we-dont-know")
EXAMPLES = (
    "I now ask first whether this is a good moment, and say how long I have.",
    "Our team opens the weekly meeting with what went well for one young person.",
    "I rang the partner agency before closing the file instead of sending a form.",
    "I offered a quieter room and a break, and the conversation went on afterwards.",
)


def load_sessions(members: Sequence[Member], day: dt.date) -> None:
    """The module that is taught together, its sessions and registers; a second load changes nothing."""
    version = _version(day)
    if version is None or LiveSession.objects.filter(version__module=version.module_id).exists():
        return
    leads = list(User.objects.filter(email__in=RUN_BY))
    people = _people(members)
    for weeks_ago, came in ((15, people[:8]), (5, people[4:12])):
        _took_place(version, leads, _wednesday(day - dt.timedelta(weeks=weeks_ago)), came)
    _to_come(version, leads, _wednesday(day + dt.timedelta(weeks=2)), people)


def _wednesday(day: dt.date) -> dt.date:
    """The last Wednesday up to this day: nobody teaches on a Sunday."""
    return day - dt.timedelta(days=(day.weekday() - 2) % 7)


def load_follow_ups(day: dt.date) -> None:
    """Some were asked ninety days after, and answered; invented like the people."""
    if PracticeFollowUp.objects.exists():
        return
    rng = random.Random(20260228)  # noqa: S311  a demonstration, no secret
    first, last = day - CLOSES_AFTER - dt.timedelta(days=60), day - ASK_AFTER
    finished = list(Completion.objects.filter(completed_on__range=(first, last)).order_by("uuid"))
    asked: set[int] = set()
    for completion in finished:
        if completion.person_id not in asked and len(asked) < 120:
            asked.add(completion.person_id)
            with transaction.atomic():
                _follow_up(completion, rng)


def load_refreshers(day: dt.date) -> None:
    """Two short modules renew one that runs out; only what is done from now on counts."""
    module = Module.objects.filter(slug=RUNS_OUT).first()
    items = list(Module.objects.filter(slug__in=REFRESHERS))
    if module is not None and len(items) > 1 and not RefresherPool.objects.exists():
        set_refresher_pool(None, module, items, needed=2, months=24, starts_on=day)


def _version(day: dt.date) -> ModuleVersion | None:
    """The current version of the module; its page is made where it is missing."""
    module = Module.objects.filter(slug=SLUG).first()
    catalogue = CataloguePage.objects.first()
    if module is None and catalogue is not None:
        page = ModulePage(
            translation_key=uuid.uuid5(SEED, SLUG),
            title=TITLE,
            slug=SLUG,
            summary="Ninety minutes in a small group from several agencies: try out how to open a hard conversation.",
            outcomes=[
                {"type": "outcome", "id": "o1", "value": "Open a conversation about safety without blame"},
                {"type": "outcome", "id": "o2", "value": "Say what you can keep to yourself and what you cannot"},
                {"type": "outcome", "id": "o3", "value": "Name who in another agency you would ring next"},
            ],
            level=2,
            content_note="We practise with invented situations about threats. You can watch instead of taking part.",
            body=[_section("First words"), _section("What you can promise"), _section("Whom to ring next")],
            refresh_months=24,
            pass_mark_pct=0,
            session_minutes=90,
            review_note="An invented module of the demonstration.",
            live=False,
        )
        catalogue.add_child(instance=page)
        at = moment_on(day - dt.timedelta(days=300), dt.time(9))
        page.publish(page.save_revision(), published_at=at)
        module = Module.objects.filter(uuid=page.translation_key).first()
    return module.current_version if module is not None else None


def _section(title: str) -> dict[str, object]:
    text = {"type": "text", "value": "<p>What we try out, in pairs and then together.</p>"}
    return {
        "type": "section",
        "value": {"title": title, "content_note": "", "blocks": [text], "alternative": {"title": "", "blocks": []}},
    }


def _people(members: Sequence[Member]) -> list[Member]:
    """Those who can sign in and learn, and one of each of some partners, always the same ones."""
    signed_in = [member for member in members if member.sign_in and not member.sign_in.role]
    others: dict[int, Member] = {}
    for member in members:
        if member.sign_in is None and member.plan.away_from is None:
            others.setdefault(member.organisation.pk, member)
    return [*signed_in, *list(others.values())[: OTHERS + 4]]


def _session(version: ModuleVersion, leads: list[User], day: dt.date, **fields: object) -> LiveSession:
    starts = moment_on(day, dt.time(14))
    session = LiveSession.objects.create(
        uuid=uuid.uuid5(SEED, f"session-{day}"),
        version=version,
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=90),
        place="Community room, Lantern House (invented)",
        note="Step-free. Tea from half past one. There is a quiet room next door.",
        **fields,
    )
    session.leads.set(leads)
    return session


def _took_place(version: ModuleVersion, leads: list[User], day: dt.date, people: list[Member]) -> None:
    """All but the last one came; the register is closed and in the ledger."""
    session = _session(version, leads, day, capacity=12)
    session.closed_at = session.ends_at + dt.timedelta(minutes=10)
    session.save(update_fields=["closed_at"])
    for number, member in enumerate(people):
        came = number < len(people) - 1
        with transaction.atomic():
            booking = _book(session, member, BookingState.BOOKED, number)
            if came:
                booking.present_at, booking.present_by = session.starts_at, leads[0]
                booking.save(update_fields=["present_at", "present_by"])
                record_attendance(leads[0], session, booking)


def _to_come(version: ModuleVersion, leads: list[User], day: dt.date, people: list[Member]) -> None:
    """Six places, given; three people wait."""
    session = _session(version, leads, day, capacity=PLACES, link="https://meet.example/lantern-house")
    for number, member in enumerate(people[1 : OTHERS + 1]):
        _book(session, member, BookingState.BOOKED if number < PLACES else BookingState.WAITING, number)


def _book(session: LiveSession, member: Member, state: BookingState, number: int) -> Booking:
    return Booking.objects.create(
        session=session,
        person=member.person,
        organisation=member.organisation,
        state=state,
        asked_at=session.starts_at - dt.timedelta(days=20, minutes=-number),
    )


def _follow_up(completion: Completion, rng: random.Random) -> None:
    asked_at = completion.completed_at + ASK_AFTER
    follow_up = PracticeFollowUp(
        uuid=uuid.uuid5(SEED, f"{completion.uuid}-practice"),
        completion=completion,
        asked_at=asked_at,
        closes_on=closes_on(completion.completed_on),
    )
    answers = (Applied.YES, Applied.PARTLY, Applied.NOT_YET, None)
    applied = rng.choices(answers, weights=(38, 12, 10, 40))[0]
    if applied is not None:
        follow_up.applied, follow_up.answered_at = applied, asked_at + dt.timedelta(days=rng.randint(0, 20))
        if applied != Applied.NOT_YET and rng.random() < 0.7:
            follow_up.sealed_example = pack(Note(rng.choice(EXAMPLES)))
    follow_up.save()
    if follow_up.sealed_example and rng.random() < 0.4:
        at = asked_at + dt.timedelta(days=21)
        Corroboration.objects.create(
            uuid=uuid.uuid5(SEED, f"{completion.uuid}-witness"),
            follow_up=follow_up,
            asked_at=at,
            closes_on=at.date() + WITNESS_HAS,
            said=rng.choice([Witness.SEEN, Witness.SEEN, Witness.CANNOT_SAY]),
            said_at=at + dt.timedelta(days=3),
        )
