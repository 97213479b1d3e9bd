"""How often the public check page may be asked: enough for people, too little for guessing.

Counted in Django's cache, which in production all processes share (`CACHE_URL`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """So many requests in each window of so many seconds."""

    name: str
    times: int
    seconds: int = 60


PER_ADDRESS = Limit("address", 60)
OVERALL = Limit("overall", 1200)


def is_allowed(address: str) -> bool:
    """Whether one more request from this network address may be answered; it is counted by asking."""
    # The cache holds a digest, never whose address it was.
    who = salted_hmac("certificates.throttle", address).hexdigest()[:16]
    return _counted(PER_ADDRESS, who) <= PER_ADDRESS.times and _counted(OVERALL, "") <= OVERALL.times


def _counted(limit: Limit, who: str) -> int:
    window = int(time.time()) // limit.seconds
    key = f"certificates:{limit.name}:{who}:{window}"
    cache.add(key, 0, timeout=2 * limit.seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # Dropped between the two lines: a full cache counts anew rather than locking everybody out.
        return 1
