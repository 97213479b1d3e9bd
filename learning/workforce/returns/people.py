"""Rows put together to people: two assignments of one staff number are two posts of one person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .columns import Field, Match
from .rows import Problem, Row, headed

MOST_UNNUMBERED = 4
"""Posts of one person are told apart by what they say only while they are so few."""
LONGEST_POST = 64


@dataclass(frozen=True, slots=True)
class ListedPost:
    """One post as a file lists it. `number` is the row; `left` the first day no longer in post.

    Where the file gives the post no number of its own, `named` is false, and `post` is one that tells the person's
    posts apart.
    """

    number: int
    post: str
    team: str
    role_group: str
    start: dt.date
    left: dt.date | None
    named: bool = True
    staff_id: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as a file lists them; `key` is the staff number, or else the e-mail address, in lower case."""

    key: str
    staff_id: str
    email: str
    first_name: str
    last_name: str
    posts: tuple[ListedPost, ...]
    absences: tuple[tuple[dt.date, dt.date | None], ...]
    rows: tuple[int, ...]

    @property
    def keys(self) -> frozenset[str]:
        """By what the person may be recognised, in lower case."""
        return frozenset(key.casefold() for key in (self.staff_id, self.email) if key)

    def problem(self, one: Field, message: str, fix: str, row: int | None = None, value: str | None = None) -> Problem:
        """Something that stands against this person, in their first row unless another is named."""
        return Problem(
            row or self.rows[0],
            one.label,
            one.value,
            str(getattr(self, one.value)) if value is None else value,
            message,
            fix,
            self.staff_id,
            self.email,
            f"{self.first_name} {self.last_name}".strip(),
        )


def gather(rows: Iterable[Row], match: Match | None = None) -> tuple[list[Listed], list[Problem]]:
    """People in the order of the file, and what stands against the rest of them.

    Rows of posts that are not in the return are passed over. `match` gives problems the headings of the file.
    """
    groups, problems = _Groups(), list[Problem]()
    for row in rows:
        if row.role_group is not None:
            groups.add(row)
    people: list[Listed] = []
    for key, of_person in groups.settled(problems):
        person = _Person(key, of_person)
        listed = person.listed()
        problems += person.problems
        if listed is not None:
            people.append(listed)
    return people, headed(problems, match)


def _problem_of(row: Row, one: Field, message: str, fix: str, *, stops: bool = True) -> Problem:
    """A problem of a row that could be read: with others it does not fit."""
    return Problem(
        row.number,
        one.label,
        one.value,
        _value_of(row, one),
        message,
        fix,
        row.staff_id,
        row.email,
        f"{row.first_name} {row.last_name}".strip(),
        stops,
    )


def _about(problems: Sequence[Problem], rows: Sequence[Row]) -> list[Problem]:
    """The same problems, about whom all these rows name: whichever row a problem stands in, nobody of them changes."""
    keys = frozenset(key.casefold() for row in rows for key in (row.staff_id, row.email) if key)
    return [replace(problem, also=keys) for problem in problems]


def _value_of(row: Row, one: Field) -> str:
    values: dict[Field, Callable[[Row], object]] = {
        Field.ROLE_GROUP: lambda row: row.title,
        Field.START_DATE: lambda row: f"{row.start:%d/%m/%Y}",
        Field.AWAY_TO: lambda row: f"{row.away_to:%d/%m/%Y}" if row.away_to else "",
    }
    return str(values[one](row) if one in values else getattr(row, one.value))[:100]


class _Groups:
    """Rows by person: by staff number, and by e-mail address where the row has no number."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.numbers_of: dict[str, tuple[str, ...]] = {}
        self.without: dict[str, list[Row]] = defaultdict(list)

    def add(self, row: Row) -> None:
        key = row.staff_id.casefold()
        if not key:
            self.without[row.email].append(row)
            return
        self.rows[key].append(row)
        numbers = self.numbers_of.get(row.email, ())
        if row.email and key not in numbers:
            self.numbers_of[row.email] = (*numbers, key)

    def settled(self, problems: list[Problem]) -> Iterator[tuple[str, list[Row]]]:
        """Each person's rows, which are let go of; nobody of whom one address belongs to two staff numbers."""
        for email, rows in self.without.items():
            numbers = self.numbers_of.get(email, ())
            # With two numbers the rows are refused below, with all others of that address.
            self.rows[min(numbers, default=email)] += rows
        shared = {email for email, numbers in self.numbers_of.items() if len(numbers) > 1}
        stopped: set[str] = set()
        for email in sorted(shared):
            stopped |= {*self.numbers_of[email]}
            rows = sorted(
                (row for key in self.numbers_of[email] for row in self.rows[key] if row.email == email),
                key=lambda row: row.number,
            )
            everybody = [row for key in self.numbers_of[email] for row in self.rows[key]]
            problems += _about([self._shared(row, rows) for row in rows], everybody)
        for key in list(self.rows):
            rows = self.rows.pop(key)
            if key not in stopped:
                yield key, rows

    def _shared(self, row: Row, rows: Sequence[Row]) -> Problem:
        others = sorted({other.staff_id for other in rows if other.staff_id.casefold() != row.staff_id.casefold()})
        message = _("This e-mail address is also that of staff number %(others)s, so it is not clear whose it is.") % {
            "others": get_text_list([other for other in others if other], _("and"))
        }
        fix = _("Leave it with the one person it belongs to, or leave it out for both.")
        return _problem_of(row, Field.EMAIL, message, fix)


@dataclass
class _Person:
    key: str
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)

    def listed(self) -> Listed | None:
        """The person, or None where the rows contradict each other; `problems` says where."""
        rows = self._without_doubles()
        said = {
            one: self._agreed(rows, one) for one in (Field.STAFF_ID, Field.EMAIL, Field.FIRST_NAME, Field.LAST_NAME)
        }
        posts = self._numbered(rows) + self._unnumbered(rows)
        absences = self._absences(rows)
        if any(problem.stops for problem in self.problems):
            self.problems = _about(self.problems, self.rows)
            return None
        return Listed(
            self.key,
            said[Field.STAFF_ID],
            said[Field.EMAIL],
            said[Field.FIRST_NAME],
            said[Field.LAST_NAME],
            tuple(sorted(posts, key=lambda post: post.number)),
            absences,
            tuple(row.number for row in rows),
        )

    def _say(self, row: Row, one: Field, message: str, fix: str, *, stops: bool = True) -> None:
        self.problems.append(_problem_of(row, one, message, fix, stops=stops))

    def _without_doubles(self) -> list[Row]:
        if len(self.rows) == 1:
            return self.rows
        seen: dict[tuple[object, ...], Row] = {}
        for row in sorted(self.rows, key=lambda row: row.number):
            said = tuple(getattr(row, name) for name in Row.__slots__ if name != "number")
            if said in seen:
                message = _("This row is the same as row %(row)s; the person was taken once.")
                fix = _("Nothing needs doing; delete it from your file when you can.")
                one = Field.STAFF_ID if row.staff_id else Field.EMAIL
                self._say(row, one, message % {"row": seen[said].number}, fix, stops=False)
            else:
                seen[said] = row
        return list(seen.values())

    def _agreed(self, rows: Sequence[Row], one: Field) -> str:
        """What the rows say of the person; the first of them counts, and another one must not say otherwise."""
        says = [row for row in rows if getattr(row, one.value)]
        if not says:
            return ""
        first = str(getattr(says[0], one.value))
        for row in says[1:]:
            if str(getattr(row, one.value)).casefold() != first.casefold():
                message = _("Row %(row)s says “%(other)s” here for the same staff number.")
                fix = _("Write the same in both rows; or correct the staff number, if they are two people.")
                self._say(row, one, message % {"row": says[0].number, "other": first}, fix)
        return first

    def _numbered(self, rows: Sequence[Row]) -> list[ListedPost]:
        found: dict[str, Row] = {}
        for row in rows:
            if not row.post:
                continue
            first = found.setdefault(row.post.casefold(), row)
            if _post_of(row) != _post_of(first):
                message = _("Row %(row)s says something else of the same assignment.")
                fix = _("Keep the row that holds now, or give each assignment a number of its own.")
                self._say(row, Field.POST, message % {"row": first.number}, fix)
        return [_listed(row, row.post, named=True) for row in found.values()]

    def _unnumbered(self, rows: Sequence[Row]) -> list[ListedPost]:
        found: dict[tuple[str, str | None], Row] = {}
        for row in rows:
            if row.post:
                continue
            first = found.setdefault((row.team.casefold(), row.role_group), row)
            if (row.start, row.left) != (first.start, first.left):
                message = _("Row %(row)s says other days of the same post.")
                fix = _("Keep the row that holds now; or add a column with assignment numbers, if they are two posts.")
                self._say(row, Field.START_DATE, message % {"row": first.number}, fix)
        if len(found) > MOST_UNNUMBERED:
            row = list(found.values())[MOST_UNNUMBERED]
            message = _("This person has more than %(most)s posts without assignment numbers to tell them apart.")
            fix = _("Add a column with assignment numbers to your file.")
            self._say(row, Field.POST, message % {"most": MOST_UNNUMBERED}, fix)
        return self._told_apart(list(found.values()), {row.post.casefold() for row in rows if row.post})

    def _told_apart(self, rows: list[Row], taken: set[str]) -> list[ListedPost]:
        """Posts without a number get one that stays the same: the oldest none, the others the name of their team."""
        posts: list[ListedPost] = []
        for row in sorted(rows, key=lambda row: (row.start, row.team.casefold(), row.role_group or "")):
            names = ("", row.team, f"{row.team} / {row.role_group}", *map(str, range(2, 9)))
            post = next(name[:LONGEST_POST] for name in names if name[:LONGEST_POST].casefold() not in taken)
            taken.add(post.casefold())
            posts.append(_listed(row, post, named=False))
        return posts

    def _absences(self, rows: Sequence[Row]) -> tuple[tuple[dt.date, dt.date | None], ...]:
        found: dict[dt.date, Row] = {}
        for row in rows:
            if row.away_from is None:
                continue
            first = found.setdefault(row.away_from, row)
            if row.away_to != first.away_to:
                message = _("Row %(row)s gives another last day for the same absence.")
                self._say(row, Field.AWAY_TO, message % {"row": first.number}, _("Write the same day in both rows."))
        return tuple((first, row.away_to) for first, row in sorted(found.items()))


def _post_of(row: Row) -> tuple[object, ...]:
    return (row.team.casefold(), row.role_group, row.start, row.left)


def _listed(row: Row, post: str, *, named: bool) -> ListedPost:
    role_group = row.role_group or ""  # rows without one were passed over
    return ListedPost(row.number, post, row.team, role_group, row.start, row.left, named, row.staff_id)
