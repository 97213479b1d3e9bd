"""Pieces of pages that are the same for everybody, kept in this process's memory after they were made once.

Only what follows from its key is kept here: the frozen text of a version, the site's own frame. Nothing that belongs
to a person, no token, and no order of options. Memory rather than the shared cache: that one costs a query.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class Kept:
    """At most `most` pieces, each under its key and the reader's language; what was made first makes room first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._pieces: dict[Hashable, SafeString] = {}
        self._lock = Lock()
        EVERYTHING.append(self)

    def get_or_make(self, key: Hashable, make: Callable[[], SafeString]) -> SafeString:
        """The piece under this key, made by `make` the first time. While DEBUG is on it is made anew each time."""
        full_key = (get_language(), key)
        piece = self._pieces.get(full_key)
        if piece is None:
            piece = make()
            if not settings.DEBUG:
                with self._lock:
                    while len(self._pieces) >= self.most:
                        del self._pieces[next(iter(self._pieces))]
                    self._pieces[full_key] = piece
        return piece

    def forget(self) -> None:
        with self._lock:
            self._pieces.clear()


EVERYTHING: list[Kept] = []
"""All that is kept in this process; tests forget it between one another, as their databases give keys out again."""
