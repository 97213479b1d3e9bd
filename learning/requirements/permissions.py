"""Who may say what an organisation asks, excuses and accepts; whose people are whose."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q

from learning.workforce.models import Employment, Organisation
from learning.workforce.permissions import is_own, leads, may_administer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import Person, User

    from .models import Exemption


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
    return not is_own(user, person) and may_speak_for(user, organisation, day) and is_with(person, organisation, day)


def is_with(person: Person, organisation: Organisation, day: dt.date) -> bool:
    """Whether the organisation confirms a post of this human being that has not ended by `day`: who left is no more its
    to speak of.
    """
    posts = Employment.objects.standing().confirmed().of(person).filter(organisation=organisation)
    return posts.filter(Q(left=None) | Q(left__gt=day)).exists()


def may_take_back(user: User, exemption: Exemption, day: dt.date) -> bool:
    """Whether the user ends what the organisation excused, also after the person has left."""
    return may_speak_for(user, exemption.organisation, day) and not is_own(user, exemption.person)
