"""The words of a case while they are screened: several boxes read as one text, so that a name is found in all of them.

Pure, and in memory alone: nothing here stores or logs a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from learning.deidentification import Finding, Kind, screen
from learning.deidentification.resolution import Question, Review, review_direct

BETWEEN = "\n\n"


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
        """In the offsets of `whole`, in order."""
        return sorted(screen(self.whole))

    @cached_property
    def review(self) -> Review:
        """Which words that name somebody directly are still open."""
        return review_direct(self.whole, self.findings, dict(self.kept))

    @property
    def hints(self) -> list[Question]:
        """Words that could point to somebody with others: nothing has to be done about them. Each once."""
        return list(_hints(self.whole, self.findings))

    def rewritten(self, replaced: Mapping[str, str]) -> Manuscript:
        """The same words with those of `replaced` written otherwise wherever they were found.

        One person has one replacement: a first name goes with the same name in full, and the other way round.
        """
        new = {}
        replaced = self._with_same_people(replaced)
        for name, start, text in self._boxes():
            parts, reached = [], 0
            for finding in self.findings:
                first, last = finding.start - start, finding.end - start
                inside = first >= reached and last <= len(text)
                words = replaced.get(one_line(text[first:last])) if inside else None
                if words is not None:
                    parts += [text[reached:first], words]
                    reached = last
            new[name] = "".join([*parts, text[reached:]])
        return Manuscript(new, self.kept)

    def marked(self) -> Iterator[tuple[str, list[Piece]]]:
        """Each box in pieces: plain words, and words that were found."""
        asked = {question.text: question for question in (*self.review.open, *self.hints)}
        for name, start, text in self._boxes():
            pieces, reached = [], 0
            for finding in self.findings:
                first, last = finding.start - start, finding.end - start
                if first < reached or last > len(text):
                    continue
                question = asked.get(one_line(text[first:last]))
                if question is None:
                    continue
                pieces += [Piece(text[reached:first]), Piece(text[first:last], question)]
                reached = last
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

    def _boxes(self) -> Iterator[tuple[str, int, str]]:
        start = 0
        for name, text in self.words.items():
            yield name, start, text
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


def one_line(text: str) -> str:
    """Words as they are compared: browsers change line ends."""
    return " ".join(text.split())


def _hints(text: str, findings: list[Finding]) -> Iterator[Question]:
    places: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity != "direct":
            places.setdefault(one_line(text[finding.start : finding.end]), []).append(finding)
    # Numbers of their own, behind those of the direct ones on the same page.
    for number, (words, found) in enumerate(places.items(), start=1001):
        first = found[0]
        yield Question(
            number=number,
            text=words,
            kind=first.kind,
            reason=first.reason,
            suggestion=first.replacement,
            findings=tuple(found),
            before=text[max(0, first.start - 40) : first.start],
            after=text[first.end : first.end + 40],
        )
