"""Position titles and staff groups of a file, and the role group that each most likely belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from .cells import text_of
from .columns import Field, Match, normalised
from .tables import Table


class Basis(StrEnum):
    """Why a role group is suggested."""

    EXACT = "exact"
    REMEMBERED = "remembered"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A role group for a title; a guess is for somebody to look at."""

    role_group: str | None
    """None: this partner said before that posts of this title are not in the return."""
    basis: Basis


GUESSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "volunteers": ("volunteer",),
        "leaders": (
            "chief executive", "chief constable", "chief officer", "chief fire officer", "chief nurse", "director",
            "head of", "headteacher", "head teacher", "principal", "superintendent", "commander",
        ),
        "supervisors": (
            "manager", "supervisor", "team leader", "sergeant", "inspector", "matron", "ward manager", "deputy head",
            "watch commander", "crew commander", "coordinator of",
        ),
        "specialist": ("psychologist", "psychotherapist", "psychiatrist"),
        "enhanced": (
            "social worker", "youth justice", "youth offending", "navigator", "camhs", "exploitation", "probation",
            "safeguarding", "family support", "domestic abuse", "mental health practitioner",
        ),
        "frontline_direct": (
            "constable", "pcso", "nurse", "midwife", "health visitor", "paramedic", "doctor", "registrar", "teacher",
            "teaching assistant", "firefighter", "housing officer", "youth worker", "support worker", "healthcare",
            "physiotherapist", "occupational therapist", "custody officer", "prison officer",
        ),
        "public_contact": (
            "receptionist", "reception", "call handler", "call taker", "front desk", "enquiry officer", "librarian",
            "library", "driver", "control room", "switchboard", "customer service", "porter",
        ),
        "corporate": (
            "finance", "payroll", "accountant", "human resources", "hr", "estates", "it", "ict", "catering", "cook",
            "cleaner", "administrator", "administrative", "clerk", "procurement", "communications", "analyst",
        ),
    }
)  # fmt: skip
"""Words of titles that point to one role group, by its code; a title with words of two groups points to none."""


MOST_TITLES = 400
"""More different titles than that nobody matches by hand: a page with a choice for each could not be sent either."""


def title_counts(table: Table, match: Match) -> list[tuple[str, int]]:
    """Every distinct title as it is mostly written, with the number of rows that have it, most frequent first."""
    at = match.columns.get(Field.ROLE_GROUP)
    if at is None:
        return []
    written: Counter[str] = Counter(text_of(cells[at]) for _number, cells in table.rows())
    together: dict[str, Counter[str]] = {}
    for title, count in written.items():
        if key := normalised(title):
            together.setdefault(key, Counter())[title] += count
    counts = [(titles.most_common(1)[0][0], titles.total()) for titles in together.values()]
    return sorted(counts, key=lambda one: (-one[1], one[0].casefold()))


def suggest_role_group(
    title: str, role_groups: Mapping[str, str], remembered: Mapping[str, str | None]
) -> Suggestion | None:
    """What this title most likely is: as chosen before, as the code or title of a role group, or by its words.

    `role_groups` leads from code to title, `remembered` from a title, normalised, to a code or None. None is the
    answer where nothing points to one group alone.
    """
    key = normalised(title)
    if key in remembered and (remembered[key] is None or remembered[key] in role_groups):
        return Suggestion(remembered[key], Basis.REMEMBERED)
    for code, name in role_groups.items():
        if key in (normalised(code), normalised(name)):
            return Suggestion(code, Basis.EXACT)
    guess = _guess(key, role_groups)
    return Suggestion(guess, Basis.GUESS) if guess else None


def _guess(key: str, role_groups: Collection[str]) -> str | None:
    words = f" {key} "
    found = [
        code for code, hints in GUESSES.items() if any(f" {hint} " in words or f" {hint}s " in words for hint in hints)
    ]
    return found[0] if len(found) == 1 and found[0] in role_groups else None
