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


class SessionOver(Refused):
    """The live session was cancelled, has begun or is over: what was asked is for before that."""


class TooEarly(Refused):
    """The register is kept from half an hour before the session on."""


class RegisterClosed(Refused):
    """The register was closed: what it says is the ledger's, and only a correction changes it."""


class TooFewPlaces(Refused):
    """More people have a place than the session would have; `taken` says how many."""

    def __init__(self, taken: int) -> None:
        super().__init__()
        self.taken = taken


class NotTheirEmployer(Refused):
    """The person holds no confirmed post there on the day of the session."""


class NobodyKnown(Refused):
    """No one person is known by this address or came by this code."""


class AlreadyThere(Refused):
    """The register has this person already."""


class AnsweredAlready(Refused):
    """Somebody has answered, and whoever answers now may not answer over them."""


class LinkOver(Refused):
    """The last day of a signed link has passed, or what it asks about no longer counts."""


class ImportRefused(Refused):
    """Something about a file of past completions, or a download, cannot be done now; `sentence` is shown as it is."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
