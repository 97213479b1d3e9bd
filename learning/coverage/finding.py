"""Whom words find among an employer's own people: by name, staff number or address at work, as it returns them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from learning.workforce.models import Employment, Organisation, Person, PersonEmail, Role, RoleAssignment

MOST_WORDS = 5


def found_by(words: str, organisation: Organisation, day: dt.date, *, by_name: bool) -> QuerySet[Any, Any]:
    """The keys of people whom each of the words finds; they need not be the organisation's own.

    An address is searched only where the employer knows it anyway: at the domains of its own HR leads. Otherwise
    trying an address of another employer would tell whether somebody works there as well. Not `by_name`: nobody is
    found by anything but a staff number, as the employer returns nothing else of them. One query, now.
    """
    found = Person.objects.lasting().order_by()
    if not by_name:
        for word in words.split()[:MOST_WORDS]:
            found = found.filter(_by_number(word, organisation))
        return found.values("pk")
    domains = _own_domains(organisation, day) if "@" in words else set()
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(_by_address(word, domains) if "@" in word else _by_name_or_number(word, organisation))
    return found.values("pk")


def _by_name_or_number(word: str, organisation: Organisation) -> Q:
    return Q(given_name__icontains=word) | Q(family_name__icontains=word) | _by_number(word, organisation)


def _by_number(word: str, organisation: Organisation) -> Q:
    numbered = Employment.objects.standing().confirmed().filter(organisation=organisation, staff_id__istartswith=word)
    lasting = Coalesce("person__merged_into_id", "person_id")
    return Q(pk__in=numbered.order_by().values_list(lasting))


def _by_address(word: str, domains: set[str]) -> Q:
    at_work = Q(pk__in=[])
    for domain in domains:
        at_work |= Q(email__endswith=f"@{domain}")
    known = PersonEmail.objects.filter(at_work, email__startswith=word.lower())
    return Q(pk__in=known.order_by().values_list(Coalesce("person__merged_into_id", "person_id")))


def _own_domains(organisation: Organisation, day: dt.date) -> set[str]:
    leads = RoleAssignment.objects.on(day).filter(role=Role.HR_LEAD, organisation=organisation)
    return {email.rpartition("@")[2].lower() for email in leads.values_list("user__email", flat=True)}
