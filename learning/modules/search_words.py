"""What somebody typed into a search box, as words that every search backend takes as the same words."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’]")


def search_words(text: str, longest: int = 100) -> str:
    """Letters and digits alone, cut to `longest` characters; empty when there is nothing to look for.

    Databases take words apart differently at hyphens and apostrophes, so that is done here: "well-being" is two words,
    and "children’s" is "children". Quotation marks and brackets are left out as well: SQLite's full-text search reads
    them as its own language and refuses what is no sentence of it.
    """
    return " ".join(part for word in _WORD.findall(text[:longest]) for part in _parts(word))


def _parts(word: str) -> list[str]:
    """The word where it has no apostrophe, else its parts without a single letter behind one, as in "don’t"."""
    first, *rest = _APOSTROPHE.split(word)
    return [first, *(part for part in rest if len(part) > 1)]
