"""Text as the detectors read it, and the way back to the text as it was written.

Pasted text holds what no eye sees: line ends of three kinds, spaces that do not break, soft hyphens, letters made of
two characters, wide digits. Detectors meet none of that; their findings are moved back to the text that was given.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import replace
from typing import NamedTuple

from learning.deidentification.findings import Finding
from learning.deidentification.shouting import calmed

ODD = re.compile(
    r"(?P<line>\r\n?|[\x0b\x0c\x85\u2028\u2029])"
    r"|(?P<nothing>[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+)"
    r"|(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|(?<=\S) {2,3}(?=[^\s]))"
    r"|(?P<wide>[\uff01-\uff5e\U0001d400-\U0001d7ff])"
    r"|(?P<marked>[^\W\d_][\u0300-\u036f]+)"
)


class Piece(NamedTuple):
    """A stretch of the folded text: letter for letter from `origin` on, or all of it for `origin` to `origin_end`."""

    start: int
    origin: int
    origin_end: int
    copied: bool


class Folded:
    """`text` is what detectors read; `restore` moves a finding in it back to the text that was given."""

    def __init__(self, given: str) -> None:
        self._pieces: list[Piece] = []
        parts: list[str] = []
        reached = length = 0
        for match in ODD.finditer(given):
            plain = _plain(match)
            self._add(length, reached, match.start(), copied=True)
            parts += [given[reached : match.start()], plain]
            length += match.start() - reached
            self._add(length, match.start(), match.end() if plain else match.start(), copied=False)
            length += len(plain)
            reached = match.end()
        self._add(length, reached, len(given), copied=True)
        parts.append(given[reached:])
        self._starts = [piece.start for piece in self._pieces]
        self.text = calmed("".join(parts))

    def _add(self, start: int, origin: int, origin_end: int, *, copied: bool) -> None:
        if origin_end > origin:
            self._pieces.append(Piece(start, origin, origin_end, copied))

    def restore(self, finding: Finding) -> Finding:
        """The finding with the offsets of the text that was given."""
        if len(self._pieces) == 1 and self._pieces[0].copied and self._pieces[0].origin == 0:
            return finding
        first = self._piece_at(finding.start)
        last = self._piece_at(finding.end - 1)
        start = first.origin + (finding.start - first.start if first.copied else 0)
        end = last.origin + (finding.end - last.start) if last.copied else last.origin_end
        return replace(finding, start=start, end=end)

    def _piece_at(self, offset: int) -> Piece:
        return self._pieces[bisect_right(self._starts, offset) - 1]


def _plain(match: re.Match[str]) -> str:
    """What detectors read instead of something odd: at most one character."""
    if match["line"]:
        return "\n"
    if match["space"]:
        return " "
    if match["wide"]:
        return unicodedata.normalize("NFKC", match["wide"])
    if match["marked"]:
        return unicodedata.normalize("NFC", match["marked"])[0]
    return ""
