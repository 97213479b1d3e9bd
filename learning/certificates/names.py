"""A person's name as a certificate prints it."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
# The first word of Unicode's own name of a letter → the script's subtag in BCP 47.
SCRIPTS = {
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "TAMIL": "Taml",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Kore",
}


def as_printed(name: str) -> str:
    """The name composed (NFC), without control, bidi and zero-width characters, with single spaces.

    The two joiners stay where writing needs them: after a virama (Indic scripts) and between two letters of the
    Arabic script (Persian, Urdu), as RFC 5892, appendix A, allows them in names of hosts.
    """
    composed = unicodedata.normalize("NFC", name)
    kept = [
        character
        for place, character in enumerate(composed)
        if character.isspace()
        or unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
        or (character in JOINERS and _joins(composed, place))
    ]
    return " ".join("".join(kept).split())


def language_of(name: str) -> str:
    """BCP 47 tag that tells a screen reader the script of the name; empty for Latin, which is the page's own."""
    for character in name:
        script = SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0])
        if script:
            return f"und-{script}"
    return ""


def _joins(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not before or not after:
        return False
    return unicodedata.combining(before) == 9 or all(
        unicodedata.name(letter, "").startswith("ARABIC LETTER") for letter in (before, after)
    )
