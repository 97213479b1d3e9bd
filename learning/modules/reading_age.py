"""How old somebody must be to read a text with ease, by the Flesch-Kincaid grade level. Pure, for English alone.

Grade = 0.39 × words a sentence + 11.8 × syllables a word - 15.59 (Kincaid, Fishburne, Rogers and Chissom, 1975,
"Derivation of New Readability Formulas for Navy Enlisted Personnel", Naval Technical Training Command, Research
Branch Report 8-75). An age is the grade plus five years, as American grade 1 begins at six. It counts lengths alone: a
text of short, unknown words scores low and is still hard.
"""

from __future__ import annotations

import re
from typing import Final

SHORTEST: Final = 100
"""Words below which a figure says nothing."""

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")


def reading_age(text: str) -> int | None:
    """Whole years; None for a text too short to say. A line of its own is a sentence: lists are read so."""
    words = _WORD.findall(text)
    if len(words) < SHORTEST:
        return None
    sentences = [piece for piece in _SENTENCE_END.split(text) if _WORD.search(piece)]
    each = len(words) / max(1, len(sentences))
    grade = 0.39 * each + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(5, round(grade + 5))


def syllables(word: str) -> int:
    """About how many are heard: groups of vowels, without a silent e at the end; at least one."""
    word = word.lower().replace("’", "'").split("'")[0]
    found = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and found > 1:
        found -= 1
    if word.endswith("es") and not word.endswith(("ses", "zes", "ces", "ges", "shes", "ches", "xes")) and found > 1:
        found -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and found > 1:
        found -= 1
    return max(1, found)
