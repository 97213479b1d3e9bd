"""Which column holds what: headings matched by name, by synonym, and as the partner chose last time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .cells import INVISIBLE


class Field(StrEnum):
    """What a return can say of a person."""

    STAFF_ID = "staff_id"
    POST = "post"
    EMAIL = "email"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    TEAM = "team"
    ROLE_GROUP = "role_group"
    START_DATE = "start_date"
    END_DATE = "end_date"
    AWAY_FROM = "away_from"
    AWAY_TO = "away_to"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Field.STAFF_ID: gettext_lazy("staff number"),
    Field.POST: gettext_lazy("assignment number"),
    Field.EMAIL: gettext_lazy("e-mail address"),
    Field.FIRST_NAME: gettext_lazy("first name"),
    Field.LAST_NAME: gettext_lazy("last name"),
    Field.FULL_NAME: gettext_lazy("full name"),
    Field.TEAM: gettext_lazy("team"),
    Field.ROLE_GROUP: gettext_lazy("position title or staff group"),
    Field.START_DATE: gettext_lazy("first day in post"),
    Field.END_DATE: gettext_lazy("last day in post"),
    Field.AWAY_FROM: gettext_lazy("first day away"),
    Field.AWAY_TO: gettext_lazy("last day away"),
}

SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    Field.STAFF_ID: (
        "employee number",
        "staff number",
        "employee no",
        "staff no",
        "employee id",
        "emp no",
        "emp id",
        "emp number",
        "personnel number",
        "personnel no",
        "pers no",
        "payroll number",
        "payroll no",
        "payroll id",
        "pay number",
        "collar number",
        "warrant number",
        "shoulder number",
        "force number",
        "service number",
        "worker id",
        "person number",
        "person id",
        "hr id",
        "staff ref",
        "employee reference",
        "employee ref",
        "unique id",
        "personal reference",
        "personnel reference",
    ),
    Field.POST: (
        "assignment number",
        "assignment no",
        "assignment id",
        "assignment",
        "post number",
        "post no",
        "post id",
        "position number",
        "position no",
        "position id",
        "job number",
        "contract number",
        "contract id",
    ),
    Field.EMAIL: (
        "email address",
        "work email",
        "work email address",
        "office email address",
        "office email",
        "business email",
        "company email",
        "mail",
        "mail address",
        "e mail address",
        "e mail",
        "internet email",
        "primary email",
        "nhs email",
        "contact email",
        "user principal name",
        "upn",
        "email address work",
        "email work",
        "primary work email",
    ),
    Field.FIRST_NAME: (
        "forename",
        "forenames",
        "given name",
        "given names",
        "first names",
        "firstname",
        "preferred first name",
        "preferred name",
        "known as",
        "legal first name",
    ),
    Field.LAST_NAME: ("surname", "family name", "lastname", "second name", "preferred last name", "legal last name"),
    Field.FULL_NAME: (
        "name",
        "employee name",
        "employee full name",
        "staff name",
        "person name",
        "display name",
        "worker",
        "worker name",
    ),
    Field.TEAM: (
        "team name",
        "organisation",
        "organization",
        "organisation name",
        "org",
        "org l4",
        "org unit",
        "organisational unit",
        "department",
        "department name",
        "dept",
        "unit",
        "section",
        "ward",
        "service",
        "station",
        "cost centre name",
        "cost centre description",
        "directorate",
        "division",
        "base",
        "unit name",
        "supervisory organisation",
        "supervisory organization",
    ),
    Field.ROLE_GROUP: (
        "position title",
        "job title",
        "position",
        "position name",
        "job role",
        "role",
        "role title",
        "job",
        "job name",
        "post title",
        "title of post",
        "occupation",
        "rank",
        "designation",
        "staff group",
        "staffgroup",
        "employee group",
        "role category",
        "job family",
        "occupational group",
        "business title",
    ),
    Field.START_DATE: (
        "start",
        "latest start date",
        "date started",
        "date of joining",
        "joining date",
        "join date",
        "date joined",
        "hire date",
        "latest hire date",
        "start date in employment",
        "employment start date",
        "employee start date",
        "commencement date",
        "appointment date",
        "date appointed",
        "start date in organisation",
        "assignment start date",
        "start date in position",
        "position start date",
        "in post from",
        "from",
        "from date",
        "original hire date",
        "continuous service date",
        "entry date",
        "date of entry",
        "entry",
    ),
    Field.END_DATE: (
        "end",
        "termination date",
        "actual termination date",
        "date of termination",
        "leaving date",
        "leave date",
        "date left",
        "date of leaving",
        "last day",
        "last day in post",
        "last working day",
        "employment end date",
        "assignment end date",
        "fixed term end date",
        "contract end date",
        "finish date",
        "date to",
        "to",
        "to date",
    ),
    Field.AWAY_FROM: (
        "absence start date",
        "absence start",
        "absence from",
        "absent from",
        "absence date from",
        "leave start date",
        "leave start",
        "leave from",
        "away since",
        "first day away",
        "first day of absence",
        "maternity start date",
        "career break start date",
        "secondment start date",
    ),
    Field.AWAY_TO: (
        "absence end date",
        "absence end",
        "absence to",
        "absent to",
        "absence date to",
        "leave end date",
        "leave end",
        "leave to",
        "away until",
        "last day away",
        "last day of absence",
        "maternity end date",
        "career break end date",
        "secondment end date",
    ),
}
"""Headings as systems of record write them, the likeliest first: where two columns fit, the earlier one is taken."""

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_PARTS = re.compile(r"([a-z0-9])([A-Z])")


def normalised(heading: str) -> str:
    """A heading without case, accents, punctuation and marks: "E-mail_Address:" and "email address" are one."""
    text = _PARTS.sub(r"\1 \2", heading.translate(INVISIBLE)) if not heading.isupper() else heading
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_A_LETTER.sub(" ", plain.replace("'", "")).replace("e mail", "email").strip()


class Source(StrEnum):
    """How a column came to its field."""

    REMEMBERED = "remembered"
    EXACT = "exact"
    SYNONYM = "synonym"
    CHOSEN = "chosen"


def _places() -> dict[str, tuple[Field, int]]:
    """For each heading that is known: its field, and its place in the queue for it."""
    found: dict[str, tuple[Field, int]] = {}
    for one in Field:
        for place, heading in enumerate((one.value, *SYNONYMS[one])):
            found.setdefault(_without_spaces(normalised(heading)), (one, place))
    return found


def _without_spaces(heading: str) -> str:
    """A heading such as STARTDATE shows no more where its words end."""
    return heading.replace(" ", "")


_KNOWN: Mapping[str, tuple[Field, int]] = MappingProxyType(_places())


def _place_of(heading: str) -> tuple[Field, int] | None:
    """The field of a heading as it is written; "Start Date (dd/mm/yyyy)" is one without its brackets."""
    several = (heading, _IN_BRACKETS.sub(" ", heading))
    return next((known for one in several if (known := _KNOWN.get(_without_spaces(normalised(one))))), None)


def recognised(headers: Sequence[str], remembered: Mapping[str, str]) -> set[Field]:
    """The fields that a row of headings would fill."""
    found: set[Field] = set()
    for written in headers:
        heading = normalised(written)
        if heading in remembered:
            found |= {Field(remembered[heading])} if remembered[heading] else set()
        elif known := _place_of(written):
            found.add(known[0])
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """Which column (counted from 0) holds which field, how that came about, and which other columns would fit too."""

    headers: tuple[str, ...]
    columns: Mapping[Field, int]
    sources: Mapping[Field, Source]
    others: Mapping[Field, tuple[int, ...]] = field(default_factory=dict)

    def with_column(self, one: Field, column: int | None) -> Match:
        """The same with one field chosen by hand; None takes the field out, and a column serves one field only."""
        columns = {known: at for known, at in self.columns.items() if known != one and at != column}
        sources = {known: self.sources[known] for known in columns}
        if column is not None:
            if not 0 <= column < len(self.headers):
                raise ValueError("no such column")
            columns[one], sources[one] = column, Source.CHOSEN
        return replace(self, columns=columns, sources=sources)

    def heading(self, one: Field) -> str:
        """The heading of a field as the file writes it; the field's own name where the file has no such column."""
        return self.headers[self.columns[one]] if one in self.columns else one.label

    def missing(self) -> str:
        """One sentence about what a usable return still needs; empty when nothing is missing."""
        lacking = [self._identity()] if not {Field.STAFF_ID, Field.EMAIL} & set(self.columns) else []
        lacking += [one.label for one in (Field.ROLE_GROUP, Field.START_DATE) if one not in self.columns]
        if not lacking:
            return ""
        return _(
            "No column is chosen yet for: %(fields)s. Without it nobody can be placed. Choose the column below, or add "
            "it to your file and upload it again."
        ) % {"fields": get_text_list(lacking, _("and"))}

    @staticmethod
    def _identity() -> str:
        return _("staff number or e-mail address")

    def to_remember(self) -> dict[str, str]:
        """For `match_columns` next time: heading, normalised, to field, or to nothing for one that is left alone."""
        field_of = {column: one.value for one, column in self.columns.items()}
        return {normalised(heading): field_of.get(at, "") for at, heading in enumerate(self.headers) if heading}


def match_columns(headers: Sequence[str], remembered: Mapping[str, str] | None = None) -> Match:
    """Match headings to fields: as remembered first, then by the field's own name, then by synonym.

    `remembered` is what `Match.to_remember` gave: normalised heading to field, an empty field for a column that is to
    be left alone. Of several columns that fit a field the likeliest is taken and the rest are named in `others`.
    """
    fitting: dict[Field, list[tuple[int, int]]] = {}
    for column, written in enumerate(headers):
        heading = normalised(written)
        if remembered and heading in remembered:
            if remembered[heading]:
                fitting.setdefault(Field(remembered[heading]), []).append((-1, column))
        elif known := _place_of(written):
            fitting.setdefault(known[0], []).append((known[1], column))
    best = {one: min(found) for one, found in fitting.items()}
    return Match(
        tuple(headers),
        {one: best[one][1] for one in Field if one in best},
        {one: _source(best[one][0]) for one in Field if one in best},
        {one: tuple(column for _place, column in sorted(found)[1:]) for one, found in fitting.items() if found[1:]},
    )


def _source(place: int) -> Source:
    return Source.REMEMBERED if place < 0 else Source.SYNONYM if place else Source.EXACT
