"""Where somebody is written to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from learning.workforce.models import Employment, Person, PersonEmail, User


def address_of(person: Person) -> str:
    """The person's own e-mail: that of their login, else one shown to be theirs; empty where there is none.

    What only an employer's list says is never written to here: it may be somebody else's by now.
    """
    if person.erased_at is not None:
        return ""
    rows = dict.fromkeys(Person.objects.same_as(person).values_list("pk", flat=True), person.lasting_id)
    return addresses_shown(rows).get(person.lasting_id, "")


def addresses_shown(rows: Mapping[int, int]) -> dict[int, str]:
    """As `address_of`, for many, by lasting key; two queries. `rows`: each row of these people with its lasting key."""
    found: dict[int, str] = {}
    logins = User.objects.filter(person__in=rows, is_active=True).order_by("pk")
    for row, email in logins.values_list("person__pk", "email"):
        found.setdefault(rows[row], email)
    shown = PersonEmail.objects.filter(person__in=rows).exclude(verified_at=None).order_by("-verified_at")
    for row, email in shown.values_list("person_id", "email"):
        found.setdefault(rows[row], email)
    return found


def addresses_given(rows: Mapping[int, int], day: dt.date) -> dict[int, str]:
    """By lasting key, the address that the employer's list gives for a person; for mail that names nothing of theirs.

    Only where it can be nobody else's: no login has it and no other person. And only for people with one employer on
    `day`, from a row of theirs in post there, so that it is the one that gave it: what another one asks is none of its
    business. Four queries.
    """
    posts = Employment.objects.in_post(day).confirmed().filter(person__in=rows).order_by()
    employers: dict[int, set[int]] = {}
    held = set()
    for row, organisation_id in posts.values_list("person_id", "organisation_id"):
        employers.setdefault(rows[row], set()).add(organisation_id)
        held.add(row)
    # Of a former employer's row, merged with this one, the address is no longer theirs to read.
    given: dict[int, set[str]] = {}
    for row, email in PersonEmail.objects.filter(person__in=held).values_list("person_id", "email"):
        given.setdefault(rows[row], set()).add(email)
    everybody = {email for emails in given.values() for email in emails}
    taken = set(User.objects.filter(email__in=everybody).values_list("email", flat=True))
    owners: dict[str, set[int]] = {}
    of_others = PersonEmail.objects.filter(email__in=everybody).values_list("email", "person_id")
    for email, row in of_others:
        owners.setdefault(email, set()).add(rows.get(row, row))
    return {
        person: free[0]
        for person, emails in given.items()
        if len(employers.get(person, ())) == 1
        if (free := sorted(email for email in emails - taken if owners[email] == {person}))
    }
