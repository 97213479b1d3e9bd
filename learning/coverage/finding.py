"""Whom words find among an employer's own people: by name, staff number or address at work, as it returns them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from learning.workforce.addresses import at_domains, own_domains
from learning.workforce.models import Employment, Organisation, Person, PersonEmail

MOST_WORDS = 5


def found_by(words: str, organisation: Organisation, *, by_name: bool) -> QuerySet[Any, Any]:
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
    domains = own_domains(organisation) if "@" in words else frozenset()
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(_by_address(word, domains) if "@" in word else _by_name_or_number(word, organisation))
    return found.values("pk")


def _by_name_or_number(word: str, organisation: Organisation) -> Q:
    return Q(given_name__icontains=word) | Q(family_name__icontains=word) | _by_number(word, organisation)


def _by_number(word: str, organisation: Organisation) -> Q:
    numbered = Employment.objects.standing().confirmed().filter(organisation=organisation, staff_id__istartswith=word)
    lasting = Coalesce("person__merged_into_id", "person_id")
    return Q(pk__in=numbered.order_by().values_list(lasting))


def _by_address(word: str, domains: frozenset[str]) -> Q:
    known = PersonEmail.objects.filter(at_domains(domains), email__startswith=word.lower())
    return Q(pk__in=known.order_by().values_list(Coalesce("person__merged_into_id", "person_id")))
