"""What somebody wrote about learning cases, for the page that shows it to them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from learning.workforce.compiled import Compiled
from learning.workforce.models import Person

from .models import CaseReflection


@dataclass(frozen=True, slots=True)
class ReflectedOn:
    """One person's note about one case, still sealed."""

    sealed_text: bytes
    elsewhere: bool
    reflected_on: dt.date
    written_at: dt.datetime


def _question(person: int, *cases: int) -> QuerySet[CaseReflection, Any]:
    found = CaseReflection.objects.of(Person(pk=person)).filter(case__in=cases).order_by()
    return found.values_list("case_id", "sealed_text", "elsewhere", "reflected_on", "written_at")


NOTES = Compiled(_question)


def reflected_on(person: Person | None, cases: Collection[int]) -> dict[int, ReflectedOn]:
    """The notes of this human being about the cases with these page ids, by id; one query, none without a case."""
    if person is None or not cases:
        return {}
    rows = NOTES.rows(person.lasting_id, *sorted(cases))
    return {case: ReflectedOn(bytes(sealed), elsewhere, day, at) for case, sealed, elsewhere, day, at in rows}
