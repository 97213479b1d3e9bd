"""What somebody typed into a search box, as words that every search backend takes as words."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def search_words(text: str, longest: int = 100) -> str:
    """Letters and digits with what joins them, cut to `longest` characters; empty when there is nothing to look for.

    Quotation marks and brackets are left out: SQLite's full-text search reads them as its own language and refuses
    what is no sentence of it.
    """
    return " ".join(_WORD.findall(text[:longest]))
