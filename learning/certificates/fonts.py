"""The fonts that a certificate brings along, and which of them a text needs.

One file for each family and weight: see `site/static/fonts/certificate/README.md`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

FOLDER = "fonts/certificate/"


@dataclass(frozen=True)
class Face:
    """One file: a family as the style sheet calls it, in one weight."""

    family: str
    weight: int
    file: str
    css_class: str = ""
    """Class of a name that is set in this family; empty for the ordinary one."""


BASE = (
    Face("Certificate", 400, "atkinson-hyperlegible-next-400.ttf"),
    Face("Certificate", 700, "atkinson-hyperlegible-next-700.ttf"),
)
# In the order in which they stand in for the ordinary family, each for letters that those before it lack.
OTHERS = (
    Face("Certificate Wide", 700, "noto-sans-700.ttf", "other wide"),
    Face("Certificate Arabic", 700, "noto-sans-arabic-700.ttf", "other arabic"),
    Face("Certificate Hebrew", 700, "noto-sans-hebrew-700.ttf", "other hebrew"),
    Face("Certificate Chinese", 700, "noto-sans-sc-700.woff2", "other chinese"),
)


def path_of(face: Face) -> Path:
    """Where the file lies; raises FileNotFoundError when the installation lacks it."""
    found = finders.find(FOLDER + face.file)
    if not found:
        raise FileNotFoundError(f"The font {FOLDER}{face.file} is missing among the static files.")
    return Path(str(found))


@cache
def letters_of(face: Face) -> frozenset[int]:
    """The code points that the file can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(path_of(face), lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def digests() -> dict[str, str]:
    """File → SHA-256, for the template version's record."""
    return {face.file: hashlib.sha256(path_of(face).read_bytes()).hexdigest() for face in (*BASE, *OTHERS)}


def faces_needed(text: str) -> tuple[Face, ...]:
    """The faces beyond the ordinary ones that the text needs, in their order."""
    missing = _drawn(text) - letters_of(BASE[1])
    needed = []
    for face in OTHERS:
        if not missing:
            break
        found = missing & letters_of(face)
        if found:
            needed.append(face)
            missing -= found
    return tuple(needed)


def face_for_name(name: str) -> Face | None:
    """The first face that has every letter of the name, so that one name is never set in two styles.

    None when no single one has: then letter by letter the first that has it, and at last the machine's own fonts.
    """
    letters = _drawn(name)
    return next((face for face in (BASE[1], *OTHERS) if letters <= letters_of(face)), None)


def missing_letters(text: str) -> str:
    """Letters of the text that none of our files has; what the machine's own fonts draw then is not ours to promise."""
    missing = _drawn(text)
    for face in (BASE[1], *OTHERS):
        if not missing:
            break
        missing -= letters_of(face)
    return "".join(map(chr, sorted(missing)))


def face_rules(faces: Iterable[Face]) -> str:
    """The `@font-face` rules for the files."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' src: url("static:{FOLDER}{face.file}"); }}\n'
        for face in faces
    )


def _drawn(text: str) -> frozenset[int]:
    """Code points that leave a mark; spaces and joiners need no glyph."""
    return frozenset(ord(letter) for letter in text if unicodedata.category(letter) not in {"Zs", "Cf", "Cc"})
