"""Why an action of the case desk says no; nothing was written when one of these is raised."""


class Refused(Exception):  # noqa: N818  a refusal is an answer, not a mishap
    """The base of all; `sentence` says what it means and what to do, and is shown as it is."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NobodyChecks(Refused):
    """The author's organisation has nobody who could check the case first."""


class Changed(Refused):
    """Somebody took another step of the case meanwhile, or its words are no longer those that were read."""


class Held(Refused):
    """The case is kept as it is, by a legal hold, and the step would change or delete something of it."""


class Unanswered(Refused):
    """A question that has to be answered before this step was not."""
