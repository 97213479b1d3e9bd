"""The try that a person would carry on with on a module, in one narrow query: every click of a learner asks for it."""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from learning.modules.kept_versions import kept_version
from learning.modules.models import Module
from learning.workforce.compiled import Compiled
from learning.workforce.models import Person

from .models import Attempt

ATTEMPT = [field.attname for field in Attempt._meta.concrete_fields]
MODULE = [field.attname for field in Module._meta.concrete_fields]


def _question(person: int, slug: str) -> QuerySet[Attempt, Any]:
    """`person`: the lasting row's key."""
    columns = [*ATTEMPT, *(f"module__{name}" for name in MODULE), "version__content_hash"]
    found = Attempt.objects.of(Person(pk=person)).filter(module__slug=slug).latest_first()
    return found.values_list(*columns)[:1]


LATEST = Compiled(_question)


def latest_attempt(person: Person, slug: str) -> Attempt | None:
    """The open attempt on the module with this address, else the last one; with its module and its version."""
    row = next(LATEST.rows(person.lasting_id, slug), None)
    if row is None:
        return None
    attempt: Attempt = Attempt.from_db(DEFAULT_DB_ALIAS, ATTEMPT, row[: len(ATTEMPT)])
    attempt.module = Module.from_db(DEFAULT_DB_ALIAS, MODULE, row[len(ATTEMPT) : -1])
    attempt.version = kept_version(attempt.version_id, row[-1])
    return attempt
