"""How often somebody may miss the code of a room: enough for a hurried hand, too little for guessing.

Counted in Django's cache, as the public check page counts; a right code is never counted.
"""

from __future__ import annotations

from django.core.cache import cache

MOST_MISSED = 10
SECONDS = 600


def has_missed_often(user_id: int, session_id: int) -> bool:
    """Whether this login has to wait before it tries this room's code again."""
    return int(cache.get(_key(user_id, session_id), 0)) >= MOST_MISSED


def count_miss(user_id: int, session_id: int) -> None:
    """Remember one wrong code; ten minutes after the first all are forgotten."""
    key = _key(user_id, session_id)
    cache.add(key, 0, timeout=SECONDS)
    try:
        cache.incr(key)
    except ValueError:
        # Dropped between the two lines: a full cache counts anew rather than locking anybody out.
        cache.add(key, 1, timeout=SECONDS)


def _key(user_id: int, session_id: int) -> str:
    return f"room-code:{session_id}:{user_id}"
