"""Who may say what an organisation asks, excuses and accepts; whose people are whose."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from learning.workforce.models import Employment, Organisation
from learning.workforce.permissions import leads, may_administer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import Person, User


def may_speak_for(user: User | AnonymousUser, organisation: Organisation, day: dt.date) -> bool:
    """Whether the user says what this organisation accepts and signs: its HR leads, and administrators."""
    return leads(user, organisation, day) or may_administer(user, day)


def may_write_equivalences(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user keeps the register itself: an administrator."""
    return may_administer(user, day)


def may_read_equivalences(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whether the user reads the register, with the names of partners: whoever speaks for one of them."""
    return Organisation.objects.led_by(user, day).exists() or may_write_equivalences(user, day)


def may_approve(user: User, person: Person, organisation: Organisation, day: dt.date) -> bool:
    """Whether the user may excuse this person here, or recognise what they learnt: nobody does it for themselves."""
    own = getattr(user, "person", None)
    is_own = own is not None and own.lasting_id == person.lasting_id
    return not is_own and may_speak_for(user, organisation, day) and has_worked_at(person, organisation)


def has_worked_at(person: Person, organisation: Organisation) -> bool:
    """Whether the organisation confirms any post of this human being, past or to come."""
    return Employment.objects.standing().confirmed().of(person).filter(organisation=organisation).exists()
