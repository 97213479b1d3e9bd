"""Who may do what in the ledger: a person with their own record, an employer with what it gives, an administrator."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from learning.workforce.models import Role
from learning.workforce.permissions import holds, leads, may_administer

from .models import Attempt, Booking, LiveSession
from .querysets import SESSION_ROLES, person_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import Organisation, User


def may_learn(user: User | AnonymousUser) -> bool:
    """Whether the login has a record to write to: it belongs to a person who was not erased."""
    person = person_of(user)
    return person is not None and person.erased_at is None


def may_write_in(user: User | AnonymousUser, attempt: Attempt) -> bool:
    """Whether the user may answer, read, reflect and rate in this attempt: their own alone."""
    person = person_of(user)
    return person is not None and may_learn(user) and person.lasting_id == attempt.person.lasting_id


def may_correct(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user may say that a completion no longer counts."""
    return may_administer(user, day)


def may_read_shared(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user may read the reflections that learners share, without their names: a trainer."""
    return holds(user, Role.TRAINER, day)


def may_offer_sessions(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user may put up a live session: trainers and facilitators."""
    return any(holds(user, role, day) for role in SESSION_ROLES)


def may_keep_register(user: User | AnonymousUser, session: LiveSession, day: dt.date) -> bool:
    """Whether the user reads who comes and says who was there: those who run it, and nobody else."""
    return LiveSession.objects.run_by(user, day).filter(pk=session.pk).exists()


def may_change_session(user: User | AnonymousUser, session: LiveSession, day: dt.date) -> bool:
    """Whether the user may change or cancel it; an administrator too, so that a session outlives its trainer."""
    return may_keep_register(user, session, day) or may_administer(user, day)


def may_see_booking(user: User | AnonymousUser, booking: Booking, day: dt.date) -> bool:
    return Booking.objects.visible_to(user, day).filter(pk=booking.pk).exists()


def may_exchange(user: User | AnonymousUser, organisation: Organisation, day: dt.date) -> bool:
    """Whether the user gives past completions of an organisation's people and takes theirs back: its HR leads."""
    return leads(user, organisation, day)
