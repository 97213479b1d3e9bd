"""Who reviews a module before it goes out, and who may act when: pure rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Reviewer(StrEnum):
    """The three kinds of eyes."""

    PEER = "peer"
    LIVED_EXPERIENCE = "lived_experience"
    INFORMATION_GOVERNANCE = "information_governance"


WORKING_DAYS: Final = 2


def reviewers_for(
    body: Sequence[Mapping[str, Any]], content_note: str, *, corrects: bool = False
) -> frozenset[Reviewer]:
    """Who has to agree: a peer always, and all three where it has cases or distressing content.

    A factual correction takes the peer alone, whatever it is in: what is wrong must not stay for want of readers.
    """
    if corrects or not is_heavy(body, content_note):
        return frozenset({Reviewer.PEER})
    return frozenset(Reviewer)


def is_heavy(body: Sequence[Mapping[str, Any]], content_note: str) -> bool:
    """Whether it opens a learning case or warns of what is in it."""
    return bool(to_be_weighed(body, content_note))


def to_be_weighed(body: Sequence[Mapping[str, Any]], content_note: str) -> frozenset[tuple[str, object]]:
    """What in it all three have to read for: each learning case that it opens, and each warning in its words."""
    notes = {content_note, *(section["value"].get("content_note") or "" for section in body)}
    cases = {block["value"]["case"] for block in _blocks(body) if block["type"] == "linked_case"}
    return frozenset({("note", words) for note in notes if (words := " ".join(note.split()))}) | frozenset(
        ("case", case) for case in cases
    )


def _blocks(body: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for section in body:
        yield from section["value"].get("blocks") or ()
        yield from (section["value"].get("alternative") or {}).get("blocks") or ()


@dataclass(frozen=True, slots=True)
class Seat:
    """One review: who is named for it, until when they have it to themselves, and who wrote what is reviewed."""

    reviewer: int | None
    deputy: int | None
    due_on: dt.date
    authors: Collection[int]
    reviewer_is_away: bool = False

    def may_act(self, user: int, day: dt.date) -> bool:
        """Whether this login decides on `day`; nobody decides on what they wrote themselves."""
        if user in self.authors:
            return False
        return user == self.reviewer or (user == self.deputy and self.deputy_may_act(day))

    def deputy_may_act(self, day: dt.date) -> bool:
        """When the reviewer is late or away, is nobody, or wrote it."""
        return self.reviewer is None or self.reviewer in self.authors or self.reviewer_is_away or day > self.due_on

    def held_by(self, day: dt.date) -> int | None:
        """Who has it: the deputy once they may act, else the reviewer; None where both wrote it or nobody is named."""
        deputy = self.deputy if self.deputy not in self.authors else None
        reviewer = self.reviewer if self.reviewer not in self.authors else None
        if deputy is not None and self.deputy_may_act(day):
            return deputy
        return reviewer
