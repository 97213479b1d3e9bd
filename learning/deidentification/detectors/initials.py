"""Initials of people: at the end of a message, after "updated by", after a role, or those of a name that was found."""

import re
from collections.abc import Iterable, Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import WORD, Note

SIGNED = re.compile(
    r"\b(?i:(?:updated|signed|written|completed|recorded|entered|seen|reviewed|agreed|authorised|noted|logged|done|typed|"
    r"discussed) (?:by|with)|initials?|signed)[ :]{1,2}(?P<initials>[A-Z]\.?[A-Z'’-]{0,4}\.?[A-Z]\.?)(?![\w-])"
)
CLOSING = re.compile(r"(?<=[.!?)”\"] )(?P<initials>[A-Z](?:[A-Z'’-]{0,4}[A-Z])?\.?)[ \t]*(?=\n|$)")
ALONE = re.compile(
    r"(?:^|\n)[ \t]*(?:[-–—~] ?)?(?P<initials>[A-Z](?:[A-Z'’-]{0,4}[A-Z])?\.?(?: ?[xX]{1,3})?)[ \t]*(?=\n|$)"
)
AFTER_ROLE = re.compile(
    r"\b(?:YP|client|patient|pt|child|mum|dad|mother|father|sibling|brother|sister|boy|girl|pupil|student|victim|perp|suspect|"
    r"mentee|tenant|service user|young person|re|worker|SW|keyworker)[ :]{1,2}\(?"
    r"(?P<initials>[A-Z]\.?[A-Z]\.?(?:[A-Z]\.?)?)(?![\w-])"
)
DOTTED = re.compile(r"(?<![\w.])(?P<initials>(?:[A-Z]\. ?){2,3})(?! ?[A-Z][a-z])(?!\w)")
NOT_INITIALS = frozenset({"i", "u", "x", "ok", "no", "yes", "am", "pm"})


def find(note: Note, names: Iterable[str]) -> Iterator[Finding]:
    """Initials in the note; `names` are the full names found so far."""
    everyone = {initials_of(name) for name in names}
    wanted = {initials for initials in everyone if not _ordinary(initials)}
    for pattern, reason, least in (
        (SIGNED, "Initials follow a word for signing.", 2),
        (CLOSING, "Initials end the message.", 1),
        (ALONE, "Initials stand on a line of their own.", 1),
        (AFTER_ROLE, "Initials follow a word for a person.", 2),
        (DOTTED, "These look like initials.", 2),
    ):
        for match in pattern.finditer(note.text):
            initials = match["initials"].rstrip()
            plain = re.sub(r"[^a-z]", "", initials.lower())
            ordinary = _ordinary(plain) and not (plain in everyone or re.search(r"\w['’-]\w", initials))
            if (
                len(plain) >= least
                and not ordinary
                and not (len(plain) == 1 and pattern is CLOSING and initials[-1] != ".")
            ):
                start = match.start("initials")
                yield found(start, start + len(initials), Kind.INITIALS, reason, "[initials]", "medium")
    for word in note.words:
        if word.upper and word.bare in wanted and len(word.bare) >= 2:
            reason = "These are the initials of a name in this text."
            yield found(word.start, word.core_end, Kind.INITIALS, reason, "[initials]", "medium")


def initials_of(name: str) -> str:
    """Lower-case initials of a name of two words or more, with the hyphen of a double name: "mc-a". Else empty."""
    words = WORD.findall(name)
    if len(words) < 2:
        return ""
    return "".join("-".join(part[0] for part in word.split("-") if part) for word in words).lower()


def _ordinary(plain: str) -> bool:
    return (
        plain in vocabulary.ACRONYMS or plain in NOT_INITIALS or (len(plain) > 2 and plain in vocabulary.common_words())
    )
