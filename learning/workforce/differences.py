"""What a file says that is not on record: read, put together to people, compared with the organisation's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import Grade, Organisation, ReturnChange, WorkforceReturn
from .own_people import own_people
from .returns.bounds import Unreadable
from .returns.changes import Change, Differences, NewPost, Operations, Value, Values
from .returns.columns import Field, Match
from .returns.comparing import compare
from .returns.people import gather
from .returns.rows import Problem, Row, read_rows
from .returns.standing import Standing
from .returns.tables import Table
from .steps import Rows, Steps
from .steps import Values as Texts
from .teams_by_name import TeamsByName


@dataclass
class Outcome:
    """The differences with all problems, and what they were counted from: rows of the file, people on record."""

    differences: Differences
    problems: list[Problem]
    rows: int
    people_before: int
    new_teams: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """People by kind of change, those without one, in the order in which they are always told."""
        changes = self.differences.changes
        numbers = {kind: sum(change.kind == kind for change in changes) for kind in ("joiner", "leaver", "mover")}
        return {
            "joiners": numbers["joiner"],
            "leavers": numbers["leaver"],
            "movers": numbers["mover"],
            "changed": sum(change.kind == "changed" for change in changes),
            "unchanged": self.differences.unchanged,
        }


def work_out(
    organisation: Organisation,
    table: Table,
    match: Match,
    titles: Mapping[str, str | None],
    *,
    as_at: dt.date,
    full: bool,
) -> Outcome:
    """Compare the file with the organisation's own people; nothing is written. May raise Unreadable."""
    teams = TeamsByName.load(organisation)
    problems: list[Problem] = []
    read = _Counted(read_rows(table, match, titles, as_at), teams, problems)
    listed, contradictions = gather(read, match)
    rows = len({one.row for one in problems}) + read.rows
    if not rows:
        raise Unreadable(
            _(
                "There is no row below the headings of this file, so nobody is in it. Nothing was compared. Check that "
                "your list was saved as a whole, and upload it again."
            )
        )
    problems += contradictions
    before = own_people(organisation, teams)
    found = compare(
        before,
        listed,
        as_at=as_at,
        full=full,
        keep={key for one in problems for key in one.keys},
        absences_returned=Field.AWAY_FROM in match.columns,
        teams_returned=Field.TEAM in match.columns,
    )
    problems += found.problems
    outcome = Outcome(found, sorted(problems, key=lambda one: one.row), rows, _in_post(before, as_at))
    named = {post.team for one in listed for post in one.posts if post.team}
    outcome.new_teams = sorted(name for name in named if name.casefold() not in teams.by_way)
    return outcome


@dataclass
class _Counted:
    """Rows that can be used, under the names that their teams have here; what cannot goes to `problems`.

    They are handed on one by one: with those of a large file in hand there would be no room to compare them.
    """

    read: Iterator[Row | Problem]
    teams: TeamsByName
    problems: list[Problem]
    rows: int = 0

    def __iter__(self) -> Iterator[Row]:
        for one in self.read:
            if isinstance(one, Problem):
                self.problems.append(one)
                continue
            self.rows += 1
            yield replace(one, team=self.teams.called(one.team)) if one.team else one


def _in_post(people: Iterable[Standing], day: dt.date) -> int:
    return sum(
        any(post.start <= day and post.lasts_beyond(day) and not post.declared for post in one.posts) for one in people
    )


def as_change(batch: WorkforceReturn, position: int, change: Change, groups: Mapping[str, str]) -> ReturnChange:
    """One change as it is kept beside its return; `groups` are titles of role groups by slug."""
    name, staff_id, email = _who(change)
    # Somebody who signed in has a name of their own; a return of numbers alone does not call them by it.
    name = name if batch.grade == Grade.NAMED else ""
    return ReturnChange(
        batch=batch,
        position=position,
        kind=str(change.kind),
        person_id=change.standing.pk if change.standing else None,
        named=(name or (_("Staff number %(number)s") % {"number": staff_id} if staff_id else email))[:260],
        staff_id=staff_id,
        shown=[
            [_label(one), _said(one, before, groups), _said(one, after, groups)]
            for one, before, after in change.shown
            if change.standing is not None or one not in _TOLD_BY_NAME
        ],
        steps=steps_of(change).as_json(),
    )


def _who(change: Change) -> tuple[str, str, str]:
    """Name, staff number and e-mail address, as far as there are any; the file's own where it lists the person."""
    standing, listed = change.standing, change.listed
    if listed is not None:
        name = f"{listed.first_name} {listed.last_name}".strip() or (standing.name if standing else "")
        return name, listed.staff_id or (min(standing.staff_ids, default="") if standing else ""), listed.email
    if standing is not None:
        return standing.name, min(standing.staff_ids, default=""), min(standing.emails, default="")
    return "", "", ""


_TOLD_BY_NAME = frozenset({Field.FIRST_NAME, Field.LAST_NAME, Field.STAFF_ID})
"""Of somebody new, the list says these already."""


def _label(one: str) -> str:
    return _("Role group") if one == Field.ROLE_GROUP else capfirst(Field(one).label)


def _said(one: str, value: Value, groups: Mapping[str, str]) -> str:
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return groups.get(value or "", value or "") if one == Field.ROLE_GROUP else value or ""


def steps_of(change: Change) -> Steps:
    """What is written for the change, as it is kept until then."""
    does: Operations = change.operations
    steps = Steps(
        Rows(
            [(pk, _texts(values)) for pk, values in does.supersede],
            list(does.withdraw),
            [_post(post) for post in does.new_posts],
        ),
        Rows(
            [(pk, _texts(values)) for pk, values in does.supersede_absences],
            list(does.withdraw_absences),
            [_absence(first, last) for first, last in does.new_absences],
        ),
        email=does.email,
        makes_person=change.standing is None,
    )
    if change.standing is None and change.listed is not None:
        steps.name = [change.listed.first_name, change.listed.last_name]
        steps.email = change.listed.email
    elif does.name is not None and change.standing is not None:
        steps.name, steps.name_before = list(does.name), [change.standing.first_name, change.standing.last_name]
    return steps


def _post(post: NewPost) -> Texts:
    return {
        "post": post.post,
        "team": post.team,
        "role_group": post.role_group,
        "start": post.start.isoformat(),
        "left": post.left.isoformat() if post.left else None,
        "staff_id": post.staff_id,
    }


def _absence(first: dt.date, last: dt.date | None) -> Texts:
    return {"away_from": first.isoformat(), "away_to": last.isoformat() if last else None}


def _texts(values: Values) -> Texts:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
