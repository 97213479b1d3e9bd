"""Compare a return with the people on record and keep what is different; or only say it, and keep nothing."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..agreements import grade_on
from ..chunks import in_chunks
from ..differences import Outcome, as_change, work_out
from ..mended_table import with_mended
from ..models import (
    Grade,
    Organisation,
    ReturnChange,
    ReturnProblem,
    ReturnState,
    RoleGroup,
    WorkforceReturn,
)
from ..refusals import ReturnRefused
from ..returns.bounds import Unreadable
from ..returns.columns import Match
from ..returns.rows import Problem
from ..returns.tables import Table
from ..returns.titles import title_counts
from ..signals import return_foreseen
from .confirm_return import refuse_sender, says_too_much
from .discard_return import forget
from .match_return import certain_titles, match_of
from .receive_return import matched, opened, refuse_day, table_of

logger = logging.getLogger(__name__)
STUCK_AFTER = dt.timedelta(minutes=15)
"""A comparison that has not ended by then has lost its worker."""


def compare_return(batch_id: int) -> Outcome | None:
    """Work out the differences and keep them in place of earlier ones; None where somebody meanwhile went on.

    A file that turns out to be unreadable goes back to be matched or thrown away, with the sentence that says why; so
    does one at which this breaks, and the log has the whole story.
    """
    batch = WorkforceReturn.objects.select_related("organisation").get(pk=batch_id)
    begun = timezone.now()
    try:
        table = opened(batch)
        outcome = _outcome(batch, table, match_of(table, batch.columns))
        return outcome if _keep(batch, outcome, begun) else None
    except (Unreadable, ReturnRefused) as refusal:
        trouble = str(refusal)
    except Exception:
        logger.exception("Return %s could not be compared", batch.uuid)
        trouble = _(
            "Something went wrong on our side, so your file was not compared. Nothing was changed, and what you chose "
            "is kept. Try again. If the same happens, throw the file away and tell whoever runs this site."
        )
    if _comparable(batch).update(state=ReturnState.UPLOADED, trouble=trouble) and says_too_much(batch):
        forget(batch)
    return None


def _comparable(batch: WorkforceReturn) -> QuerySet[WorkforceReturn]:
    """The return, unless somebody wrote it or threw it away meanwhile."""
    return WorkforceReturn.objects.filter(pk=batch.pk, state__in=[ReturnState.UPLOADED, ReturnState.COMPARING])


def dry_run(organisation: Organisation, path: Path, *, as_at: dt.date, is_full: bool) -> Outcome:
    """What the file would change; nothing is stored. Raises ReturnRefused and Unreadable."""
    today = timezone.localdate()
    refuse_sender(None, organisation)
    refuse_day(organisation, as_at, today)
    batch = WorkforceReturn(
        organisation=organisation,
        as_at=as_at,
        is_full=is_full,
        grade=grade_on(organisation, today),
        file_name=path.name,
    )
    if batch.grade == Grade.HEADCOUNT:
        raise ReturnRefused(_("You send headcounts only, so no list of people is taken in."))
    table = table_of(batch, path)
    return _outcome(batch, table, matched(batch, table))


def _outcome(batch: WorkforceReturn, table: Table, match: Match) -> Outcome:
    if missing := match.missing():
        raise ReturnRefused(missing)
    mended = _mended(batch, match) if batch.pk else {}
    table = with_mended(table, mended)
    return work_out(
        batch.organisation,
        table,
        match,
        certain_titles(batch, title_counts(table, match)),
        as_at=batch.as_at,
        full=batch.is_full,
    )


def _mended(batch: WorkforceReturn, match: Match) -> Mapping[tuple[int, int], str]:
    """By row and column of the file, what was written in the place of what stands there."""
    columns = {str(field): column for field, column in match.columns.items()}
    rows = batch.mended.values_list("row", "field", "value")
    return {(row, columns[field]): value for row, field, value in rows if field in columns}


def _keep(batch: WorkforceReturn, outcome: Outcome, begun: dt.datetime) -> bool:
    """Write the differences down in chunks; False, and nothing counted, where the return went on meanwhile."""
    groups = dict(RoleGroup.objects.values_list("slug", "title"))
    changes = [
        as_change(batch, position, change, groups) for position, change in enumerate(outcome.differences.changes)
    ]
    problems = [_as_problem(batch, problem) for problem in outcome.problems]
    foreseen = _foreseen(batch, changes)
    with transaction.atomic():
        batch.changes.all().delete()
        batch.problems.all().delete()
    kinds: list[tuple[Any, list[Any]]] = [(ReturnChange.objects, changes), (ReturnProblem.objects, problems)]
    for table, rows in kinds:
        for chunk in in_chunks(rows):
            with transaction.atomic():
                table.bulk_create(chunk)
    counted = _comparable(batch).update(
        state=ReturnState.COMPARED,
        compared_at=begun,
        rows=outcome.rows,
        people_before=outcome.people_before,
        new_teams=outcome.new_teams,
        foreseen=foreseen,
        trouble="",
        **outcome.counts,
    )
    if WorkforceReturn.objects.filter(pk=batch.pk, state=ReturnState.DISCARDED).exists():
        batch.changes.all().delete()
        batch.problems.all().delete()
    return bool(counted)


def _foreseen(batch: WorkforceReturn, changes: list[ReturnChange]) -> dict[str, Any]:
    """What the layers above have to say of it, by name."""
    answers: list[tuple[Any, Any]] = return_foreseen.send(sender=WorkforceReturn, batch=batch, changes=changes)
    return dict(answer for _receiver, answer in answers if answer is not None)


def _as_problem(batch: WorkforceReturn, problem: Problem) -> ReturnProblem:
    named = problem.name or problem.staff_id or problem.email
    return ReturnProblem(
        batch=batch,
        row=problem.row,
        column=problem.column[:240],
        field=problem.field,
        value=problem.value[:240],
        message=problem.message[:500],
        fix=problem.fix[:500],
        named=named[:260],
    )
