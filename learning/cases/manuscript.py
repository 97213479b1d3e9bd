"""The words of a case while they are screened: several boxes read as one text, so that a name is found in all of them.

Pure, and in memory alone: nothing here stores or logs a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from learning.deidentification import Finding, Kind, screen
from learning.deidentification.resolution import Question, Review, hints, one_line, review_direct, rewritten

BETWEEN = "\n\n"
FIRST_HINT = 1001


@dataclass(frozen=True)
class Manuscript:
    """Words by the name of their box, and the writer's reasons (`kept`) for words that identify nobody."""

    words: Mapping[str, str]
    kept: Mapping[str, str]

    @cached_property
    def whole(self) -> str:
        return BETWEEN.join(self.words.values())

    @cached_property
    def findings(self) -> list[Finding]:
        """In the offsets of `whole`, in order; what was found across two boxes, in each of them."""
        edges = list(self._edges())
        return sorted(
            replace(one, start=max(one.start, first), end=min(one.end, last))
            for one in screen(self.whole)
            for first, last in edges
            if one.start < last and first < one.end
        )

    @cached_property
    def review(self) -> Review:
        """Which words that name somebody directly are still open."""
        return review_direct(self.whole, self.findings, dict(self.kept))

    @cached_property
    def hints(self) -> list[Question]:
        """Words that could point to somebody with others. Each once, numbered behind those of direct findings."""
        return hints(self.whole, self.findings, FIRST_HINT)

    def rewritten(self, replaced: Mapping[str, str]) -> Manuscript:
        """The same words with those of `replaced` written otherwise wherever they were found.

        One person has one replacement: a first name goes with the same name in full, and the other way round.
        """
        everywhere = self._with_same_people(replaced)
        new = {name: rewritten(text, found, everywhere, also_hints=True) for name, text, found in self._boxes()}
        return Manuscript(new, self.kept)

    def marked(self) -> Iterator[tuple[str, list[Piece]]]:
        """Each box in pieces: plain words, and words that were found."""
        asked = {question.text: question for question in (*self.review.open, *self.hints)}
        for name, text, found in self._boxes():
            pieces, reached = [], 0
            for finding in found:
                question = asked.get(one_line(text[finding.start : finding.end]))
                if question is not None and finding.start >= reached:
                    pieces += [Piece(text[reached : finding.start]), Piece(text[finding.start : finding.end], question)]
                    reached = finding.end
            yield name, [piece for piece in (*pieces, Piece(text[reached:])) if piece.words]

    def _with_same_people(self, replaced: Mapping[str, str]) -> dict[str, str]:
        people = {
            one_line(self.whole[finding.start : finding.end])
            for finding in self.findings
            if finding.kind == Kind.PERSON
        }
        found = dict(replaced)
        for words in people - replaced.keys():
            for span in people & replaced.keys():
                if _is_same(words, span):
                    found[words] = replaced[span]
        return found

    def _boxes(self) -> Iterator[tuple[str, str, list[Finding]]]:
        """Each box with its words, and what was found in it in its own offsets."""
        for (name, text), (first, last) in zip(self.words.items(), self._edges(), strict=True):
            inside = [one for one in self.findings if first <= one.start and one.end <= last]
            yield name, text, [replace(one, start=one.start - first, end=one.end - first) for one in inside]

    def _edges(self) -> Iterator[tuple[int, int]]:
        """Where each box begins and ends in `whole`."""
        start = 0
        for text in self.words.values():
            yield start, start + len(text)
            start += len(text) + len(BETWEEN)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a box; with the question that they raise, where they were found."""

    words: str
    question: Question | None = None

    @property
    def is_direct(self) -> bool:
        return self.question is not None and self.question.findings[0].severity == "direct"


def _is_same(one: str, other: str) -> bool:
    """Whether two names may be one person's: the shorter one is how the longer one begins."""
    names = sorted(
        ([part.removesuffix("’s").removesuffix("'s") for part in name.casefold().split()] for name in (one, other)),
        key=len,
    )
    return names[1][: len(names[0])] == names[0]
