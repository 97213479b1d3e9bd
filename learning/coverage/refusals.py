"""Why an action of coverage says no; nothing was written when one of these is raised."""

from learning.deidentification.resolution import Review


class Refused(Exception):  # noqa: N818  a refusal is an answer, not a mishap
    """The base of all: the caller shows what it means and what to do next."""


class BadReport(Refused):
    """No such kind or outcome, no words, or too many of them."""


class NobodyListed(Refused):
    """The employer returns headcounts alone, so there is no list of its people."""


class NamesSomebody(Refused):
    """The words hold what says who somebody is; carries the review."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review

    @property
    def words(self) -> str:
        """What is to be left out, in the quotation marks of a sentence."""
        return ", ".join(f"“{question.text}”" for question in self.review.open)
