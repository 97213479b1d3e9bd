"""Rows of files as they are kept, and back again as what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..models import CompletionImport, Match, PastCompletion, PastProblem
from .judging import Meant
from .modules import ModulesKnown
from .people import PeopleHere
from .rows import PastRow, Problem


def kept_row(batch: CompletionImport, one: Meant, people: PeopleHere) -> PastCompletion:
    row = one.row
    return PastCompletion(
        batch=batch,
        number=row.number,
        state=one.state,
        staff_id=row.staff_id,
        email=row.email,
        person_id=None if one.human is None else people.row_of[one.human],
        confidence=one.confidence or "",
        version_id=one.version.pk,
        is_assumed=one.is_assumed,
        completed_on=row.completed_on,
        evidence=row.evidence,
        source=row.source,
    )


def kept_problem(batch: CompletionImport, one: Problem) -> PastProblem:
    return PastProblem(
        batch=batch, row=one.row, column=one.column[:240], value=one.value, message=one.message, fix=one.fix
    )


def meanings(rows: Iterable[PastCompletion], people: PeopleHere, modules: ModulesKnown) -> Iterator[Meant]:
    """What kept rows mean today: somebody who is nobody's here any more is nobody."""
    versions = {one.pk: (module_id, one) for module_id, several in modules.versions.items() for one in several}
    for row in rows:
        module_id, version = versions[row.version_id]
        written = PastRow(row.number, row.staff_id, row.email, "", "", row.completed_on, row.evidence, row.source)
        human = people.lasting.get(row.person_id) if row.person_id else None
        confidence = Match(row.confidence) if row.confidence else None
        yield Meant(written, human, confidence, module_id, version, row.is_assumed)
