"""A login with the human being behind it, in one question that is compiled once: every request of theirs asks it."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS

from .compiled import Compiled
from .models import Person, User

USER = [field.attname for field in User._meta.concrete_fields]
PERSON = [field.attname for field in Person._meta.concrete_fields]
FOUND = Compiled(lambda key: User.objects.filter(pk=key).values_list(*USER, *(f"person__{name}" for name in PERSON)))


def user_with_person(key: int) -> User | None:
    """The login with this primary key; its `person` is there without another query, and so is that there is none."""
    row = next(FOUND.rows(key), None)
    if row is None:
        return None
    user: User = User.from_db(DEFAULT_DB_ALIAS, USER, row[: len(USER)])
    columns = dict(zip(PERSON, row[len(USER) :], strict=True))
    person = Person.from_db(DEFAULT_DB_ALIAS, PERSON, list(columns.values())) if columns["id"] else None
    User._meta.get_field("person").set_cached_value(user, person)
    if person is not None:
        person.user = user
    return user
