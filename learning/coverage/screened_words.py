"""Words about somebody's row, screened before they are stored: the row knows already whom it is about."""

from __future__ import annotations

import re

from learning.deidentification import screen
from learning.deidentification.findings import Kind
from learning.deidentification.resolution import Question, Review, review_direct
from learning.workforce.models import Organisation, RoleGroup, Team

from .refusals import BadReport, NamesSomebody

LONGEST_WORDS = 1_000
# What may be an ordinary word with a capital: whoever wrote it may say that it names nobody. A number never is.
MAY_BE_WORDS = frozenset({Kind.PERSON, Kind.NICKNAME, Kind.INITIALS, Kind.SCHOOL})
OF_HERE = "a name of a team, a role group or the employer"
AS_SAID = "named nobody, as whoever wrote it said"


def screened(words: str, organisation: Organisation, *, names_nobody: bool = False) -> str:
    """The words as they may be stored; two queries where something is found.

    Names of the organisation, of its teams and of role groups are nobody's. `names_nobody`: whoever wrote it has looked
    at what was found, and says so.

    Raises:
        BadReport: nothing written, or more than 1,000 characters.
        NamesSomebody: they hold what says who somebody is. Carries the review.
    """
    words = words.strip()
    if not words or len(words) > LONGEST_WORDS:
        raise BadReport
    findings = screen(words)
    review = review_direct(words, findings, {})
    if review.complete:
        return words
    kept = {question.text: OF_HERE for question in review.open if _is_of_here(question, _words_of(organisation))}
    if names_nobody:
        kept |= {question.text: AS_SAID for question in review.open if question.kind in MAY_BE_WORDS}
    review = review_direct(words, findings, kept)
    if not review.complete:
        raise NamesSomebody(review)
    return words


def may_be_words(review: Review) -> bool:
    """Whether all that is still open may be ordinary words, so that it can be said that they name nobody."""
    return all(question.kind in MAY_BE_WORDS for question in review.open)


def _words_of(organisation: Organisation) -> set[str]:
    teams = Team.objects.filter(organisation=organisation).values_list("name", flat=True)
    groups = RoleGroup.objects.values_list("title", flat=True)
    return {word for name in (organisation.name, *teams, *groups) for word in _split(name)}


def _is_of_here(question: Question, known: set[str]) -> bool:
    return question.kind in MAY_BE_WORDS and _split(question.text) <= known


def _split(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
