"""How often something public may be asked or sent: enough for people, too little for guessing or for mischief.

Counted in Django's cache, which in production all processes share (`CACHE_URL`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Throttle:
    """So many requests in each window of so many seconds, of one network address and of all together."""

    name: str
    per_address: int
    overall: int
    seconds: int = 60

    def is_allowed(self, address: str) -> bool:
        """Whether one more request from this network address may be answered; it is counted by asking."""
        # The cache holds a digest, never whose address it was.
        who = salted_hmac(f"{self.name}.throttle", address).hexdigest()[:16]
        return self._counted(f"address:{who}") <= self.per_address and self._counted("overall") <= self.overall

    def _counted(self, what: str) -> int:
        window = int(time.time()) // self.seconds
        key = f"{self.name}:{what}:{window}"
        cache.add(key, 0, timeout=2 * self.seconds)
        try:
            return cache.incr(key)
        except ValueError:
            # Dropped between the two lines: a full cache counts anew rather than locking everybody out.
            return 1
