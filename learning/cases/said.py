"""What somebody says of a case, as one value: its words, what was ticked, and what the screening does not find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNUSUAL: Final[Mapping[str, Promise]] = {
    "job": _("a rare job, in the family or close to it"),
    "illness": _("a rare illness or disability"),
    "family": _("an unusual family: its size, ages, twins, who lives where"),
    "press": _("something that was in the press or on social media"),
    "event": _("a single event that people would remember"),
    "only_one": _("the only one of their kind here: a language, a faith, a school of one"),
    "order": _("an exact order of days and places"),
    "words": _("words or a habit that people would know somebody by"),
}
"""What no screening finds, asked of the author and of both who check: is it in the text?"""
LONGEST: Final[Mapping[str, int]] = {"key_question": 300, "happening": 4_000, "told": 300}
LONGEST_OTHER: Final = 2_000
MOST_KEPT: Final = 100


@dataclass(frozen=True)
class Said:
    """`words` and `chosen` by the names of `Case`; `kept`: words that look like an identity → why nobody's.

    `unusual`: the keys of `UNUSUAL` that the author says are in the text.
    """

    words: Mapping[str, str]
    chosen: Mapping[str, Any]
    kept: Mapping[str, str] = field(default_factory=dict)
    unusual: tuple[str, ...] = ()


def longest(name: str) -> int:
    """So many characters fit into the box."""
    return LONGEST.get(name, LONGEST_OTHER)
