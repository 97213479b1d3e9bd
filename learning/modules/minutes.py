"""How long a module takes, computed from what is in it, so that nobody has to guess.

Reading at 200 words a minute: slower than the 238 of adults reading non-fiction for themselves (Brysbaert, 2019,
"How many words do we read per minute?", Journal of Memory and Language 109), because people read this to use it.
A film takes its own minutes; its transcript is read instead of it, so only its title is counted beside them.
A team activity is done with others another day, so its own minutes are not counted, only the reading of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from django.utils.html import strip_tags

WORDS_A_MINUTE = 200

# Seconds beside the reading: to think, to choose, to write, to look.
THINKING_SECONDS: Mapping[str, int] = {
    "check": 30,
    "confidence": 15,
    "image": 15,
    "linked_case": 120,
    "own_words": 120,
    "question": 45,
    "reflection": 180,
    "scenario": 60,
    "true_false": 30,
}
# Keys whose text is an id, a setting or never shown, and not read.
NOT_READ = frozenset({"id", "type", "key", "next", "start", "ending", "moment", "alt", "required", "sources"})


def minutes_of(body: Sequence[Mapping[str, Any]]) -> int:
    """Whole minutes, rounded up, for the main route through the sections of a body; 0 for none."""
    seconds = 0.0
    for section in body:
        value = section["value"]
        seconds += _reading_seconds([value["title"], value.get("content_note", "")])
        seconds += sum(seconds_of(block) for block in value["blocks"])
    return math.ceil(seconds / 60)


def seconds_of(block: Mapping[str, Any]) -> float:
    """Seconds that one block takes, to read, to watch and to do."""
    if block["type"] == "video":
        # A draft may not say yet how long it is.
        return 60.0 * (block["value"].get("minutes") or 0) + _reading_seconds(block["value"].get("title"))
    return _reading_seconds(block["value"]) + THINKING_SECONDS.get(block["type"], 0)


def _reading_seconds(value: Any) -> float:
    return 60 * _words(value) / WORDS_A_MINUTE


def _words(value: Any) -> int:
    if isinstance(value, str):
        return len(unescape(strip_tags(value.replace("<", " <"))).split())
    if isinstance(value, Mapping):
        return sum(_words(part) for key, part in value.items() if key not in NOT_READ)
    if isinstance(value, (list, tuple)):
        return sum(_words(part) for part in value)
    return 0
