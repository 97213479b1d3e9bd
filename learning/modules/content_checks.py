"""What is worth a second look in a draft before it goes out: advice to its author, none of it a bar. Pure.

Each finding names the block that it is about, so that the editor can lead there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .minutes import NOT_READ, seconds_of
from .reading_age import reading_age

LONGEST_SECTION: Final = 10
"""Minutes: what fits between two conversations."""
OLDEST_READER: Final = 13
"""Years. Professional words are long; beyond this whole sentences are as well."""
LONGER_BY: Final = 1.2
"""The right option gives itself away when it is longer than every other by a fifth."""

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: in which section (its title), what, and the id of the block."""

    section: str
    says: str
    block_id: str


def content_checks(body: Sequence[Block]) -> list[Finding]:
    """Everything found, in the order of the module."""
    found: list[Finding] = []
    for section in body:
        value = section["value"]
        title = value.get("title") or ""
        for block in _blocks(value):
            found += [Finding(title, says, str(block.get("id") or "")) for says in _of_block(block)]
        found += [Finding(title, says, str(section.get("id") or "")) for says in _of_section(value)]
    found += _always_longest(body)
    return found


def _blocks(value: Mapping[str, Any]) -> Iterator[Block]:
    yield from value.get("blocks") or ()
    yield from (value.get("alternative") or {}).get("blocks") or ()


def _of_block(block: Block) -> Iterator[str]:
    check = _CHECKS.get(block["type"])
    if check is not None and isinstance(block["value"], Mapping):
        yield from check(block["value"])


def _of_image(value: Mapping[str, Any]) -> Iterator[str]:
    if not value.get("alt") and not value.get("decorative"):
        yield _("The image does not say what it shows. People who do not see it miss it.")


def _of_video(value: Mapping[str, Any]) -> Iterator[str]:
    if not value.get("captions"):
        yield _("The video has no captions. People who do not hear it, or watch on a bus, miss it.")


def _of_sourced(value: Mapping[str, Any]) -> Iterator[str]:
    if not value.get("sources"):
        yield _("No source: it reads as advice from practice. If it is more than that, name where it comes from.")


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]]] = {
    "image": _of_image,
    "key_point": _of_sourced,
    "question": _of_sourced,
    "video": _of_video,
}


def _of_section(value: Mapping[str, Any]) -> Iterator[str]:
    blocks = value.get("blocks") or ()
    minutes = sum(seconds_of(block) for block in blocks) / 60
    if minutes > LONGEST_SECTION:
        yield ngettext(
            "This section takes about %(n)s minute. Divide it: ten is what people have.",
            "This section takes about %(n)s minutes. Divide it: ten is what people have.",
            math.ceil(minutes),
        ) % {"n": math.ceil(minutes)}
    age = reading_age("\n".join(words for block in blocks for words in _texts(block["value"])))
    if age is not None and age > OLDEST_READER:
        yield _("Reading age %(age)s. Shorter sentences and plainer words bring it down; 11 is good.") % {"age": age}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        broken = value.replace("</p>", "\n").replace("</li>", "\n").replace("</h2>", "\n").replace("</h3>", "\n")
        yield unescape(strip_tags(broken))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in NOT_READ:
                yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


def _always_longest(body: Sequence[Block]) -> list[Finding]:
    """A finding where, of three questions or more, every one is answered right by choosing the longest option."""
    questions = [
        (section["value"].get("title") or "", block)
        for section in body
        for block in _blocks(section["value"])
        if block["type"] == "question"
    ]
    if len(questions) < 3 or not all(_right_is_longest(block["value"]) for _title, block in questions):
        return []
    title, first = questions[0]
    says = _("In every question the right option is the longest one. Whoever sees that need not read.")
    return [Finding(title, says, str(first.get("id") or ""))]


def _right_is_longest(value: Mapping[str, Any]) -> bool:
    options = [item["value"] for item in value.get("options") or ()]
    right = [len(option.get("text") or "") for option in options if option.get("correct")]
    wrong = [len(option.get("text") or "") for option in options if not option.get("correct")]
    return len(right) == 1 and bool(wrong) and right[0] > LONGER_BY * max(wrong)
