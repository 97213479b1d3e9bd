"""Why an action of the ledger says no; nothing was written when one of these is raised."""

from learning.deidentification.resolution import Review
from learning.modules.models import Module


class Refused(Exception):  # noqa: N818  a refusal is an answer, not a mishap
    """The base of all: the caller shows what it means and what to do next."""


class NotOffered(Refused):
    """The module has no version that can be started now."""


class ComesLater(Refused):
    """Other modules are needed first; `way` names those that are not finished, in the order in which to take them."""

    def __init__(self, way: list[Module]) -> None:
        super().__init__()
        self.way = way


class AttemptClosed(Refused):
    """The attempt has ended, and this block was not answered in it."""


class NoSuchBlock(Refused):
    """The version holds no such section or block, or it is of another kind."""


class BadAnswer(Refused):
    """The answer does not fit the block: no option, one that is not its own, too many, or too long."""


class KeyReused(Refused):
    """The idempotency key was used for another block of the same attempt."""


class OpenFindings(Refused):
    """The text holds direct identifiers that nobody has resolved; it is not stored."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review


class AlreadyCorrected(Refused):
    """The completion has a correction; there is one at most."""
