"""The words of a learning case page by box, and the mark of words and fields that an approval binds to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from wagtail.rich_text import get_text_for_indexing

from .manuscript import Manuscript

if TYPE_CHECKING:
    from .models import LearningCasePage

PLAIN: Final = ("title", "content_note", "context", "seo_title", "search_description", "anonymisation_basis")
LISTS: Final = ("analysis", "what_helped", "learning_points", "questions", "anonymisation")
CHOSEN: Final = ("slug", "age_band", "sector", "audience", "audience_sector", "is_invented", "kept_words")
BETWEEN: Final = ": "


def words_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """Everything that is written, by the name of its field; of a page, or of a form that is not saved."""
    found = {name: str(fields.get(name) or "") for name in PLAIN}
    found["what_happened"] = get_text_for_indexing(str(fields.get("what_happened") or ""))
    for name in LISTS:
        found[name] = "\n".join(_written(fields.get(name) or ()))
    found["tags"] = ", ".join(sorted(str(tag) for tag in fields.get("tags") or ()))
    return {name: words for name, words in found.items() if words}


def words_of_page(page: LearningCasePage) -> dict[str, str]:
    return words_of({name: getattr(page, name) for name in (*PLAIN, *LISTS, "what_happened")} | {"tags": _tags(page)})


def kept_of(lines: str) -> dict[str, str]:
    """Words that identify nobody, and why, from lines like “May: the month”."""
    parted = (line.partition(BETWEEN) for line in lines.splitlines())
    return {words.strip(): why.strip() for words, colon, why in parted if colon}


def manuscript_of(words: Mapping[str, str], kept_lines: str) -> Manuscript:
    """The words as they are screened, together, with the reasons for those that are kept."""
    return Manuscript(words, kept_of(kept_lines))


def mark_of(page: LearningCasePage) -> str:
    """64 hexadecimal digits of SHA-256 over everything that a reader meets or that says who may read it."""
    said: dict[str, Any] = {name: str(getattr(page, name)) for name in (*PLAIN, *CHOSEN, "what_happened")}
    said |= {name: [str(block.value) for block in getattr(page, name)] for name in LISTS}
    said |= {name: sorted(row.pk for row in getattr(page, name).all()) for name in ("agencies", "headings")}
    said["tags"] = _tags(page)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _tags(page: LearningCasePage) -> list[str]:
    return sorted(str(tag) for tag in page.tags.all())


def _written(blocks: Any) -> Iterator[str]:
    for block in blocks:
        value = block.value
        yield value if isinstance(value, str) else "\n".join(str(part) for part in value.values() if part)
