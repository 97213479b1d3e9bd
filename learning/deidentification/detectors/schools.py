"""Schools whose name does not say so: by what stands before them, and names that only schools and churches bear."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.capitals import Capitals, Sort
from learning.deidentification.detectors.kinds_of_place import SCHOOL, named
from learning.deidentification.findings import Finding, Kind

CAPITAL = r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’-]{1,24}"
NAME = rf"(?:The |St\.? )?{CAPITAL}(?: (?:(?:of|the|and|in|on|y|yr|&) )?{CAPITAL}){{0,4}}"
# "Y11 at Judge Meadow", "on roll at …", "attends …": what follows is a school.
BEFORE = re.compile(
    r"(?<!\w)(?:on roll at|off roll at|on the roll at|rolled? at|pupil at|student at|teacher at|tutor at|head at|"
    r"ta at|pupils? of|excluded from|suspended from|expelled from|permanently excluded from|enrolled (?:at|in|with)|"
    r"attends?|attended|attending|(?:y|yr|year) ?\d{1,2} (?:at|in)|year (?:seven|eight|nine|ten|eleven) at|"
    r"(?:was|is) at school (?:at|in)|schools?(?: is| are| was|ed at)?[:,]?|(?:goes|went|going|moved|moving|transferred|"
    r"transferring|managed move) to|previously at|formerly at|now at|starts at|started at|place at|timetable at|"
    r"maths at|english at|gcses at|a[- ]levels at|btec at|lessons at|class at|governor at|senco at|dsl at|"
    r"attendance at|college[:,]?|sixth form at|taught at|works at|teaches at|setting[:,]?|nursery[:,]?|"
    r"education[:,]?|schools? ?[–:-]) "
)
NAMED = re.compile(NAME)
SURELY = re.compile(
    r"(?:roll|pupil|student|excluded|enrolled|attends?|year|yr|y ?\d|school|attendance|timetable|tutor|gcse)"
)
WELSH_OR_NURSERY = re.compile(rf"\b(?:Ysgol|Coleg|Meithrin|Scoil|Gaelscoil) {CAPITAL}(?: {CAPITAL}){{0,3}}")
PATRONS = re.compile(
    r"\b(?:(?:Our|Holy) (?:Lady|Trinity|Cross|Family|Redeemer|Rosary|Name|Spirit|Ghost|Saviour|Rood)(?:'s|"
    r"’s)?(?:,? (?:Queen|Star|Mother|Help))?(?: of (?:the )?[A-Z]\w+)?|"
    r"Sacred Hearts?|Immaculate (?:Heart|Conception)|Corpus Christi|Christ (?:Church|the King)|All (?:Saints|"
    r"Souls|Hallows)'?|"
    r"English Martyrs|Good Shepherd|Blessed [A-Z]\w+(?: [A-Z]\w+)?|(?:Cardinal|Bishop|Archbishop|Canon|Sir|Lady|"
    r"Dame|Lord|"
    r"King|Queen|Prince|Princess) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?: (?:of )?[A-Z][\w'’-]+)?)"
    r"(?P<kind>(?: (?:RC|CE|C of E|Catholic|Church of England|Voluntary|Aided|VA|VC))*"
    r"(?: (?:Primary|Secondary|High|Infants?|Juniors?|School|Academy|College|Comp|Comprehensive|Grammar|Sixth Form))*)"
)
SURE_PATRONS = re.compile(
    r"\b(?:Sacred|Immaculate|Corpus|English Martyrs|Good Shepherd|Our Lady|Holy (?!Spirit|Ghost))"
)
OWNED = re.compile(r"(?:King|Queen|Cardinal|Bishop|Archbishop|Lady|Sir) [A-Z][a-z]+['’]s")
UNITS = re.compile(
    rf"\b(?P<name>(?:The )?{CAPITAL}(?: {CAPITAL}){{0,3}}) (?:Pupil Referral Unit|PRU|Short Stay School|Studio "
    r"School|Free School|"
    r"UTC|Poly|Learning Centre|Learning Community|Education Centre|Alternative Provision|AP|Sixth Form|Nursery|"
    r"Pre-?[Ss]chool|"
    r"Special School|Federation|Academy Trust|MAT|Learning Trust|Tutorial College|Children's Centre|Montessori)\b"
)
LOWER = re.compile(
    r"(?<![\w'’-])(?P<name>(?:st )?[a-z][a-z'’]{2,15}(?: [a-z][a-z'’]{2,15})?) "
    r"(?P<kind>academy|primary|high school|comp(?:rehensive)?|grammar|sixth form|infants|juniors|community "
    r"college|college|high)\b"
    r"(?! (?:of|school (?:nurse|teacher|age|day|run|gate|place)s?|risk|levels?|quality|street|visibility|"
    r"standards?|chance|demand))"
)
GENERIC = vocabulary.these(
    "the a an his her their my our your this that local new old same other another different any every each "
    "primary secondary "
    "high special football police youth boxing sports dance drama music art private boarding catholic church "
    "junior infant "
    "state grammar mainstream previous former current next first second last good bad nearest big small nearby "
    "whole their "
    "after before during at in to from of for and or with is was as by on off no not all some both either his a one "
    "attends attending attended started starting starts left leaving leaves finished finishing finish go goes "
    "going went "
    "excluded changed change moved moving moves get gets getting got hates likes loved loves enjoys skips "
    "missing missed "
    "local-authority further higher sixth form tertiary community training day part full time middle lower upper prep "
    "technical late early about mid agricultural city town county royal medical nursing naval army air force "
    "open she he they who "
    "sits sat rated rating very too so pretty quite really risk running runs flying knee feeling still been being "
)
NOT_SCHOOLS = vocabulary.these(
    "court custody hospital a&e ed camhs mash placement police prison mosque church gurdwara temple panel "
    "meeting conference "
    "team service services early help youth group parenting anger counselling therapy"
)


def find(capitals: Capitals) -> Iterator[Finding]:
    text = capitals.note.text
    for match in BEFORE.finditer(capitals.note.lowered):
        if name := NAMED.match(text, match.end()):
            yield from _by_context(capitals, match.group(), name)
    for match in WELSH_OR_NURSERY.finditer(text):
        yield named(*match.span(), Kind.SCHOOL)
    for match in PATRONS.finditer(text):
        owned = OWNED.fullmatch(match.group())
        if (match["kind"] or owned or SURE_PATRONS.match(match.group())) and not capitals.public[match.start()]:
            yield named(*match.span(), Kind.SCHOOL if match["kind"] or owned else Kind.PLACE, "medium")
    for match in UNITS.finditer(text):
        if _distinctive(capitals, match.start("name"), match.end("name")):
            yield named(*match.span(), Kind.SCHOOL, "medium")
    yield from _in_lower_case(text)


def _in_lower_case(text: str) -> Iterator[Finding]:
    """Names in small letters, "rushey hill academy", without a general word that they begin with."""
    for match in LOWER.finditer(text):
        words = match["name"].split()
        if not any(word in GENERIC for word in words):
            yield named(*match.span(), Kind.SCHOOL, "low")
        elif len(words) == 2 and words[1] not in GENERIC and match["kind"] != "high":
            yield named(match.start("name") + len(words[0]) + 1, match.end(), Kind.SCHOOL, "low")


def _by_context(capitals: Capitals, before: str, match: re.Match[str]) -> Iterator[Finding]:
    """The capitalised words after "attends" and its like, unless they are routine or a town."""
    start, end = match.span()
    first = capitals.note.at(start)
    if first is None or not _distinctive(capitals, start, end):
        return
    last = _last(capitals, first, end)
    if last < first:
        return
    kind = Kind.SCHOOL if SURELY.search(before) or _says_school(capitals, first, last) else Kind.PLACE
    words = capitals.note.words
    if kind is Kind.PLACE and last == first:
        return
    yield named(start, words[last].end if words[first].bare == "st" else words[last].core_end, kind, "medium")


def _last(capitals: Capitals, first: int, end: int) -> int:
    """The last word of the name: it ends before a first name or a routine word."""
    last = first
    while last + 1 < len(capitals.note.words) and capitals.note.words[last + 1].end <= end:
        if capitals.note.words[last + 1].capital and capitals.sort(last + 1) in {Sort.TITLE, Sort.KIN, Sort.ACRONYM}:
            break
        last += 1
    return last


def _says_school(capitals: Capitals, first: int, last: int) -> bool:
    return any(capitals.note.words[index].bare in SCHOOL for index in range(first, last + 1))


def _distinctive(capitals: Capitals, start: int, end: int) -> bool:
    first = capitals.note.at(start)
    if first is None:
        return False
    index = first
    while index < len(capitals.note.words) and capitals.note.words[index].end <= end:
        word = capitals.note.words[index]
        if word.capital and not capitals.free(word):
            return False
        index += 1
    words = [w for w in range(first, index) if capitals.note.words[w].capital]
    told = [
        w for w in words if capitals.sort(w) not in {Sort.ROUTINE, Sort.ACRONYM, Sort.TITLE, Sort.KIN, Sort.INITIAL}
    ]
    told = [w for w in told if capitals.note.words[w].bare not in NOT_SCHOOLS | vocabulary.STARTERS | SCHOOL]
    return bool(told)
