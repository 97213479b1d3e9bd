"""Initials of people: at the end of a message, after "updated by", after a role, or those of a name that was found."""

import re
from collections.abc import Iterable, Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import WORD, Note

SIGNED = re.compile(
    r"\b(?i:(?:updated|signed|written|completed|recorded|entered|seen|reviewed|agreed|authorised|noted|logged|"
    r"done|typed|"
    r"discussed) (?:by|with)|initials?|signed)[ :]{1,2}(?P<initials>[A-Z]\.?[A-Z'’-]{0,4}\.?[A-Z]\.?)(?![\w-])"
)
CLOSING = re.compile(
    r"(?:(?<=[.!?)”\"] )|(?<= [—–-])|(?<= [—–-] ))(?P<initials>[A-Z](?:[A-Z'’-]{0,4}[A-Z])?\.?)[ \t]*(?=\n|$)"
)
ALONE = re.compile(
    r"(?:^|\n)[ \t]*(?:[-–—~] ?)?(?P<initials>[A-Z](?:[A-Z'’-]{0,4}[A-Z])?\.?(?: ?[xX]{1,3})?)[ \t]*(?=\n|$)"
)
AFTER_ROLE = re.compile(
    r"\b(?:YP|client|patient|pt|child|mum|dad|mother|father|sibling|brother|sister|boy|girl|pupil|student|victim|"
    r"perp|suspect|"
    r"mentee|tenant|service user|young person|re|worker|SW|keyworker|lead|officer|nurse|manager|vol|volunteer|"
    r"staff|author|"
    r"case of|d/w|D/W|spoke to|discussion with|met with|call with|known as|clinician|practitioner|supervisee|"
    r"supervisor|seen by|wkr|kw|son|daughter|resident|prisoner|learner)(?: ?[:=–-] ?|:? \(?)"
    r"(?P<initials>[A-Z]\.?[A-Z]\.?(?:[A-Z]\.?)?)(?![\w-])"
)
# "Lorraine/DM", "(PK, 15)": beside a name, or with an age.
BESIDE = re.compile(
    r"(?<=[a-z]/)(?P<initials>[A-Z]{2})(?![\w/-])|(?<![\w/-])(?P<second>[A-Z]{2,3})(?= \(?1[0-7]\b[), ])"
)
DOTTED = re.compile(r"(?<![\w.])(?P<initials>(?:[A-Z]\. ?){2,3})(?! ?[A-Z][a-z])(?!\w)")
# "NE to visit", "w/ PG": letters that do or accompany, where they fit a name.
DOES = re.compile(
    r"(?<![\w.-])(?:(?P<first>[A-Z]{2,3}|[A-Z](?:\.[A-Z]){1,2}\.?)(?= (?:to|will|has|had|said|says|rang|agreed|"
    r"asked|is|was|and|"
    r"feels|felt|reported|told|left|came|went)\b|['’]s )"
    r"|(?<=w/ )(?P<second>[A-Z]{2,3})(?![\w-]))"
)
WITH_JAY = frozenset({"aj", "bj", "cj", "jj", "kj", "lj", "oj", "rj", "tj", "vj", "jd", "kd", "jt"})
# "JB attended", "told KM", "Met R. at school": letters that do what people do, or to whom it is done.
ACTING = re.compile(
    r"(?<![\w./&-])(?:(?P<does>[A-Z]{2})(?= (?:attended|said|says|told|asked|rang|texted|feels|felt|reported|disclosed|"
    r"stated|agreed|came|went|left|cried|wants|wanted|thinks|refused|denied|lives|arrived|did not|didn['’]t)\b|"
    r"['’]s (?:mum|"
    r"dad|mother|father|brother|sister|nan|gran|aunt|uncle|cousin|friend|mate|partner|carer|family|school|room|"
    r"phone)\b)"
    r"|(?:(?<=told )|(?<=asked ))(?P<told>[A-Z]{2})(?![\w/&-])"
    r"|(?:(?<=[Mm]et )|(?<=saw ))(?P<met>[A-Z]{2})(?![\w/&-])"
    r"|(?:(?<=[Dd]iscussed )|(?<=[Ss]upported ))(?P<talked>[A-Z]{2})(?![\w/&-])"
    r"|(?:(?<=[Mm]et )|(?<=saw ))(?P<dot>[A-Z]\.)(?= [a-z])|(?:(?<=told )|(?<=with ))(?P<dotted>[A-Z]\.)(?= [a-z]))"
)
NOT_INITIALS = frozenset({"i", "u", "x", "ok", "no", "yes", "am", "pm"})


def find(note: Note, names: Iterable[str]) -> Iterator[Finding]:
    """Initials in the note; `names` are the full names found so far."""
    everyone = {form for name in names for form in (initials_of(name), initials_of(name).replace("-", ""))}
    everyone |= {re.sub(r"[^a-z]", "", match["initials"].lower()) for match in DOTTED.finditer(note.text)}
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
    yield from _by_themselves(note)
    for match in DOES.finditer(note.text):
        initials = match["first"] or match["second"]
        if re.sub(r"[^a-z-]", "", initials.lower()) in everyone:
            reason = "These are the initials of a name in this text."
            yield found(
                *match.span("first" if match["first"] else "second"), Kind.INITIALS, reason, "[initials]", "medium"
            )
    for word in note.words:
        if word.upper and word.bare in wanted and len(word.bare) >= 2:
            reason = "These are the initials of a name in this text."
            yield found(word.start, word.core_end, Kind.INITIALS, reason, "[initials]", "medium")


def _by_themselves(note: Note) -> Iterator[Finding]:
    """Letters that people go by, or that stand beside a name or an age."""
    for word in note.words:
        if word.bare in WITH_JAY and (word.upper or word.text.islower()):
            reason = "Two letters that people go by."
            yield found(word.start, word.core_end, Kind.INITIALS, reason, "[initials]", "low")
    for match in ACTING.finditer(note.text):
        group = match.lastgroup or "does"
        if not _ordinary(match[group].lower().rstrip(".")):
            yield found(*match.span(group), Kind.INITIALS, "Initials stand where names stand.", "[initials]", "low")
    for match in BESIDE.finditer(note.text):
        group = "initials" if match["initials"] else "second"
        if not _ordinary(match[group].lower()):
            yield found(
                *match.span(group), Kind.INITIALS, "Initials stand beside a name or an age.", "[initials]", "low"
            )


def initials_of(name: str) -> str:
    """Lower-case initials of a name of two words or more, with the hyphen of a double name: "mc-a". Else empty."""
    words = WORD.findall(name)
    if len(words) < 2:
        return ""
    return "".join("-".join(part[0] for part in word.split("-") if part) for word in words).lower()


def _ordinary(plain: str) -> bool:
    return (
        plain in vocabulary.ACRONYMS
        or plain in vocabulary.TITLES
        or plain in NOT_INITIALS
        or (len(plain) > 2 and plain in vocabulary.common_words())
    )
