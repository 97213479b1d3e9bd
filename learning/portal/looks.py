"""Who looked at somebody's record: what the audit trail says of it, with the names that it does not hold itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from learning.audit.models import Event
from learning.workforce.models import Organisation, Person, User

LOOKS = ("coverage.person_seen",)
"""Actions that are looks at one person's record: a screen that shows one adds its own here."""
SHOWN = 20
"""The newest so many; the file of one's own data holds all."""


@dataclass(frozen=True)
class Look:
    """One look at the record by one other person; empty names are of logins and organisations that are gone."""

    at: dt.datetime
    by: str
    organisation: str


def looks_at(person: Person, user: User, *, newest: int | None = SHOWN) -> list[Look]:
    """Every look that the audit trail holds of the person, the newest first, without the person's own; three queries.

    `person` with all rows that are merged into the same human being; `user` is their login.
    """
    ids = Person.objects.same_as(person).values_list("pk", flat=True)
    seen = (
        Event.objects.of(*LOOKS)
        .filter(object_kind=Person._meta.label_lower, object_id__in=[str(pk) for pk in ids])
        .exclude(actor_id=user.pk)
        .order_by("-at", "-pk")
    )
    events = list(seen[:newest])
    if not events:
        return []
    users = {
        one.pk: one for one in User.objects.select_related("person").filter(pk__in={event.actor_id for event in events})
    }
    organisations = dict(
        Organisation.objects.filter(pk__in={event.organisation_id for event in events}).values_list("pk", "name")
    )
    return [
        Look(event.at, _name(users.get(event.actor_id or 0)), organisations.get(event.organisation_id or 0, ""))
        for event in events
    ]


def _name(user: User | None) -> str:
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return person.name if person is not None else user.email
