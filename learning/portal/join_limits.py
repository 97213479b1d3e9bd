"""How often somebody may try a claim code or ask for a letter: enough for people, too little for guessing or flooding.

Counted in Django's cache, as the codes of rooms are; a right code is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds, counted from the first."""

    name: str
    times: int
    seconds: int


MISSED = Limit("missed", 10, 600)
"""Wrong codes from one network address or login."""
MISSED_BY_ALL = Limit("missed-by-all", 300, 600)
ASKED = Limit("asked", 20, 3600)
"""Letters asked for from one network address."""
WRITTEN_TO = Limit("written-to", 3, 24 * 3600)
"""Letters to one e-mail address."""


def is_over(limit: Limit, who: str) -> bool:
    return int(cache.get(_key(limit, who), 0)) >= limit.times


def count(limit: Limit, who: str) -> None:
    key = _key(limit, who)
    cache.add(key, 0, timeout=limit.seconds)
    try:
        cache.incr(key)
    except ValueError:
        # Dropped between the two lines: a full cache counts anew rather than locking anybody out.
        cache.add(key, 1, timeout=limit.seconds)


def has_missed_often(who: str) -> bool:
    """Whether `who` has to wait before the next code, or everybody has."""
    return is_over(MISSED, who) or is_over(MISSED_BY_ALL, "")


def count_miss(who: str) -> None:
    count(MISSED, who)
    count(MISSED_BY_ALL, "")


def _key(limit: Limit, who: str) -> str:
    # The cache holds a digest, never whose address it was.
    return f"join:{limit.name}:{salted_hmac('portal.join_limits', who).hexdigest()[:16]}"
