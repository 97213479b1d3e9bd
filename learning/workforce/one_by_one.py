"""Go on with several pieces of work so that one that breaks holds up none of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.management.base import CommandError

logger = logging.getLogger(__name__)
Work = tuple[str, Callable[[], object]]
"""What the piece is called in a sentence, and what does it."""


@dataclass
class Resumed:
    """How many pieces were gone on with, and a line for each that broke; its whole story is in the log."""

    done: int = 0
    broken: list[str] = field(default_factory=list)

    def or_complain(self) -> None:
        """Raise CommandError with all that broke, so that cron sends mail and the exit code is not 0."""
        if self.broken:
            head = "These could not be gone on with and will be tried again; the log says what happened where:"
            raise CommandError("\n".join([head, *self.broken]))


def one_by_one(several: Iterable[Work]) -> Resumed:
    """Do each; what one raises is logged and told."""
    resumed = Resumed()
    for name, work in several:
        try:
            work()
        except Exception as error:
            logger.exception("%s could not be gone on with", name)
            resumed.broken.append(f"{name}: {type(error).__name__}: {error}")
        else:
            resumed.done += 1
    return resumed
