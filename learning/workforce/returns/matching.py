"""Who is who: listed people beside those who stand, by staff number, then by e-mail address, never by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from .columns import Field
from .people import Listed
from .rows import Problem
from .standing import Standing


@dataclass(slots=True)
class Matched:
    """Pairs of listed and standing people, those who are new, and those who stay as they are."""

    pairs: list[tuple[Standing, Listed]] = field(default_factory=list)
    new: list[Listed] = field(default_factory=list)
    unlisted: list[Standing] = field(default_factory=list)
    kept: int = 0
    problems: list[Problem] = field(default_factory=list)


def match_people(before: Sequence[Standing], listed: Sequence[Listed], keep: Collection[str]) -> Matched:
    """`keep` are keys (see `Problem.keys`) of people about whom a row is a problem: nothing about them changes."""
    return _Matcher(before, keep).match(listed)


class _Matcher:
    def __init__(self, before: Sequence[Standing], keep: Collection[str]) -> None:
        self.before, self.keep = before, frozenset(keep)
        self.by_number: dict[str, tuple[Standing, ...]] = {}
        self.by_email: dict[str, tuple[Standing, ...]] = {}
        for one in before:
            for number in {number.casefold() for number in one.staff_ids if number}:
                self.by_number[number] = (*self.by_number.get(number, ()), one)
            for email in one.emails:
                self.by_email[email] = (*self.by_email.get(email, ()), one)
        self.found = Matched()
        self.touched: set[int] = set()

    def match(self, listed: Sequence[Listed]) -> Matched:
        by_pk: dict[int, list[tuple[Listed, bool]]] = defaultdict(list)
        standing = {one.pk: one for one in self.before}
        for person in listed:
            self._place(person, by_pk)
        for pk, claims in by_pk.items():
            self._settle(standing[pk], claims)
        for one in self.before:
            if one.pk not in self.touched:
                if self.keep & one.keys or one.name.casefold() in self.keep:
                    self.found.kept += 1
                else:
                    self.found.unlisted.append(one)
        return self.found

    def _place(self, person: Listed, by_pk: dict[int, list[tuple[Listed, bool]]]) -> None:
        numbered = self.by_number.get(person.staff_id.casefold(), ()) if person.staff_id else ()
        addressed = self.by_email.get(person.email, ()) if person.email else ()
        self.touched |= {one.pk for one in (*numbered, *addressed)}
        contradiction = _contradiction(person, numbered, addressed)
        if contradiction:
            self.found.problems.append(person.problem(*contradiction))
        elif numbered or addressed:
            by_pk[(numbered or addressed)[0].pk].append((person, bool(numbered)))
        elif self.keep & person.keys:
            self.found.kept += 1
        else:
            self.found.new.append(person)

    def _settle(self, one: Standing, claims: list[tuple[Listed, bool]]) -> None:
        """Several staff numbers of one person are that person; a number that is new beside them is not guessed at."""
        people = [person for person, by_number in claims if by_number]
        if not people and len(claims) == 1:
            people = [claims[0][0]]
        for person, by_number in claims:
            if not by_number and person not in people:
                self.found.problems.append(person.problem(Field.EMAIL, *_of_another()))
        if not people:
            return
        if self.keep & one.keys or any(self.keep & person.keys for person in people):
            self.found.kept += 1
        else:
            self.found.pairs.append((one, _together(people)))


def _contradiction(
    person: Listed, numbered: Sequence[Standing], addressed: Sequence[Standing]
) -> tuple[Field, str, str] | None:
    if len(numbered) > 1:
        message = _("Two of your people have this staff number here, so it is not clear who is meant.")
        return (
            Field.STAFF_ID,
            message,
            _("If it is one person, say so under “One person, or two?” on your desk; else write another number."),
        )
    if numbered and addressed and numbered[0] not in addressed:
        return (Field.EMAIL, *_of_another())
    if not numbered and len(addressed) > 1:
        message = _("Two of your people have this e-mail address here, so it is not clear who is meant.")
        return Field.EMAIL, message, _("Add the staff number to your file, and upload it again.")
    if not numbered and addressed and _is_somebody_else(person, addressed[0]):
        message = _("This address is known here with another staff number and another name.")
        fix = _("If it is one person, write the name or the number that is known here; if not, leave the address out.")
        return Field.EMAIL, message, fix
    return None


def _of_another() -> tuple[str, str]:
    return (
        _("This e-mail address belongs to another of your people here than the staff number."),
        _("Correct one of the two in your file; or, if it is one person, ask to have both records joined."),
    )


def _is_somebody_else(person: Listed, one: Standing) -> bool:
    """Addresses are given away again: one that is known with another number and quite another name is not believed."""
    if not (person.staff_id and one.staff_ids):
        return False
    said, known = (person.first_name, person.last_name), (one.first_name, one.last_name)
    return all(a and b and a.casefold() != b.casefold() for a, b in zip(said, known, strict=True))


def _together(people: list[Listed]) -> Listed:
    """One person whose staff numbers are several; the posts keep the number that each was listed with."""
    first, *others = people
    if not others:
        return first
    everybody = sorted(people, key=lambda person: person.rows)
    absences = {away for person in everybody for away in person.absences}
    return replace(
        everybody[0],
        posts=tuple(post for person in everybody for post in person.posts),
        absences=tuple(sorted(absences, key=lambda away: (away[0], away[1] is None, away[1] or away[0]))),
        rows=tuple(sorted(row for person in everybody for row in person.rows)),
    )
