"""Which column of a file of past completions holds what: headings known by name and by synonym."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.workforce.returns.columns import SYNONYMS, Field, normalised


class PastField(StrEnum):
    """What a row can say of a past completion; a file may use these words as its headings."""

    STAFF_ID = "staff_id"
    EMAIL = "email"
    MODULE = "module"
    VERSION = "version"
    COMPLETED_ON = "completed_on"
    EVIDENCE = "evidence"
    SOURCE = "source"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    PastField.STAFF_ID: gettext_lazy("staff number"),
    PastField.EMAIL: gettext_lazy("e-mail address"),
    PastField.MODULE: gettext_lazy("module"),
    PastField.VERSION: gettext_lazy("version"),
    PastField.COMPLETED_ON: gettext_lazy("day of completion"),
    PastField.EVIDENCE: gettext_lazy("evidence"),
    PastField.SOURCE: gettext_lazy("source"),
}

KNOWN: Mapping[PastField, tuple[str, ...]] = {
    PastField.STAFF_ID: SYNONYMS[Field.STAFF_ID],
    PastField.EMAIL: SYNONYMS[Field.EMAIL],
    PastField.MODULE: (
        "module code",
        "course code",
        "course number",
        "competence code",
        "competency code",
        "learning code",
        "module name",
        "module title",
        "course",
        "course name",
        "course title",
        "competence",
        "competence name",
        "competency",
        "competency name",
        "learning",
        "learning title",
        "training",
        "training course",
        "training name",
        "title",
        "code",
    ),
    PastField.VERSION: ("module version", "course version", "edition"),
    PastField.COMPLETED_ON: (
        "completed",
        "date completed",
        "completion date",
        "completed date",
        "date of completion",
        "date achieved",
        "achieved on",
        "achieved date",
        "attended on",
        "date attended",
        "training date",
        "course date",
        "course end date",
        "date passed",
        "passed on",
        "date",
    ),
    PastField.EVIDENCE: (
        "proof",
        "certificate",
        "certificate number",
        "certificate no",
        "notes",
        "comment",
        "comments",
    ),
    PastField.SOURCE: ("origin", "system", "source system", "provider", "training provider", "recorded in"),
}
"""Headings as systems of record write them, the likeliest first: where two columns fit, the earlier one is taken."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (counted from 0) holds which field, and what its heading says."""

    headings: Sequence[str]
    at: Mapping[PastField, int]

    def heading(self, field: PastField) -> str:
        """As the file writes it; the field's own word where it has no such column."""
        return self.headings[self.at[field]] if field in self.at else field.label

    def lacking(self) -> str:
        """What a usable file still needs, in words; empty when nothing is missing."""
        lacking = []
        if not {PastField.STAFF_ID, PastField.EMAIL} & set(self.at):
            lacking.append(_("staff number or e-mail address"))
        lacking += [one.label for one in (PastField.MODULE, PastField.COMPLETED_ON) if one not in self.at]
        return str(get_text_list(lacking, _("and")))

    def missing(self) -> str:
        """The same as one sentence for whoever has only the headings to mend it by."""
        if not (lacking := self.lacking()):
            return ""
        return _(
            "No heading was found for: %(fields)s. Nothing was read. Name the columns staff_id or email, module and "
            "completed_on, and upload the file again."
        ) % {"fields": lacking}


def find_columns(
    headings: Sequence[str], readable: frozenset[PastField], remembered: Mapping[PastField, str] | None = None
) -> Columns:
    """Match headings to fields; what is not `readable` is not looked at, whatever the file holds.

    `remembered`: the heading that somebody chose for a field before; it comes before every name that is known.
    """
    at: dict[PastField, int] = {}
    written = [normalised(heading) for heading in headings]
    chosen = {field: normalised(heading) for field, heading in (remembered or {}).items()}
    for field in PastField:
        if field in readable:
            column = _column_of((chosen.get(field, ""), normalised(field.value), *KNOWN[field]), written)
            if column is not None:
                at[field] = column
    return Columns(headings, at)


def _column_of(names: Sequence[str], headings: Sequence[str]) -> int | None:
    for name in filter(None, names):
        if name in headings:
            return headings.index(name)
    return None
