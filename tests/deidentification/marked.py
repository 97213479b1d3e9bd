"""Texts with their expected findings marked in place: "Rang [[07700 900143]] twice"."""

import re

from learning.deidentification import Kind, Term, screen
from learning.deidentification.findings import Finding

MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and (start, end) of what they held."""
    text, spans, reached = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[reached : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        reached = match.end()
    return text + marked[reached:], spans


def check(marked: str, *kinds: Kind, lexicon: tuple[str | Term, ...] = ()) -> list[Finding]:
    """Screen the text: findings must be the marked words, all and exactly, and of one of `kinds` where given."""
    text, spans = unmarked(marked)
    findings = screen(text, lexicon=lexicon)
    assert [text[f.start : f.end] for f in findings] == [text[start:end] for start, end in spans]
    assert [(f.start, f.end) for f in findings] == spans
    if kinds:
        assert {f.kind for f in findings} <= set(kinds)
    return findings
