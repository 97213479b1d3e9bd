"""Exact ages, in years, months or weeks. Bands and school years are not ages."""

import re
from collections.abc import Iterable, Iterator

from learning.deidentification import vocabulary
from learning.deidentification.findings import Confidence, Finding, Kind, found
from learning.deidentification.note import Note

NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
AGE = (
    rf"(?P<age>\d{{1,2}}(?:½|\.5)?|(?:twenty|{'|'.join(TENS)})(?:[- ](?:{'|'.join(NUMBERS[:9])})\b)?|"
    rf"{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
)
# "14 to 16", "16–24", "16+", "3pm", "15 %" are no exact ages.
NO_BAND = r"(?!\w|[.,:]\d| ?(?:-|–|—|to (?:\d|the age)|and \d|or \d|\+|/|plus\b|%|x\b|am\b|pm\b))"
NOT_IN_BAND = r"\b(?=[\dotfsen])(?<!\d[-–])(?<!\d to )(?<!\d and )(?<!\d or )(?<!\d – )(?<!\d - )(?<![\w.])"
CLAUSE_ENDS = (
    r"(?=\s*(?:[,.;:!?)\n]|$|(?:and|but|when|now|next|last|with|so|in|on|this|at the time|years old|yrs old|man|"
    r"bro|mate|tho|though|btw|innit|or so|ish|odd|but|which|"
    r"who|the first|the last|during|because|cos|w/|lives|living|from|is|has|was|at|since)\b))"
)
AFTER_AGE = r"(?=\s*(?:[,.;:!?)/\n–—]|$|- ))"

NO_TIME = r"(?! (?:week|month|day|year|different|place))"

WITH_WORD = [
    re.compile(pattern)
    for pattern in (
        (
            rf"{NOT_IN_BAND}{AGE}(?:[ -]?(?:years?|yrs?|months?|mths?|mos?|weeks?|wks?|days?)[ -]old\b(?!s)| "
            r"?(?:y/?o|y\.o\.?)(?!\w)"
            r"| and a (?:half|bit)\b(?! ?(?:hours?|weeks?|months?|years? (?!old)|miles|per|thousand|million))"
            r"|(?:st|nd|rd|th) (?:birthday|b-?day|bday)\b)"
        ),
        rf"\b(?:aged?|age of|age is|age was)[ :]{{1,3}}{AGE}\b{NO_BAND}",
        r"\bsince (?P<age>[5-9]|1\d) (?:s?he|they|i)\b",
        r"\((?:then )?(?P<age>[3-9]|[1-9]\d)(?:, ?(?:m|f|male|female|y(?:ea)?r? ?\d{1,2})\b|(?<=then \d\d)\))",
        rf"{NOT_IN_BAND}{AGE}[ -]y-o\b",
        (
            rf"\b(?:drinking|smoking|using|carrying|running|offending|shoplifting|alone) from (?:about |"
            rf"around )?{AGE}\b{NO_BAND}"
        ),
        (
            r"(?:^|[.!?;(\n] ?)(?P<age>1\d) (?:in|next|this) (?:january|february|march|april|may|june|july|august|"
            r"september|october|november|december|month|week|year)\b"
        ),
        rf"\bat (?P<age>1[3-9]|{'|'.join(NUMBERS[12:19])}),? (?:s?he|they|i)\b",
        rf"\bhad (?:him|her|me|them|\w+) at (?P<age>{'|'.join(NUMBERS[12:19])})\b",
        rf"\b(?:baby|infant|newborn) of {AGE} (?:weeks|months|days)\b",
        (
            rf"\b(?:s?he|they) (?:must|might|could|may|should) be (?:about |around |like |"
            rf"nearly )?{AGE}\b{NO_BAND}{CLAUSE_ENDS}"
        ),
        (
            r"(?:^|\n|(?:male|female|lad|man|woman|boy|girl|youth), )(?:about|approx|around|circa|"
            r"c\.?) ?(?P<age>[1-6]\d)(?=, )"
        ),
        rf"\baged (?:c\.?|circa) ?{AGE}\b{NO_BAND}",
        (
            r"\b(?:mum|dad|mother|father|nan|gran|grandad|uncle|aunt|carer|partner) (?P<age>[2-9]\d)(?= (?:is|was|"
            r"has|who|works|lives)\b)"
        ),
        r"(?<![\w/-])f(?P<age>1\d)(?![\w/.:-])",
        rf"\bby (?P<age>{'|'.join(NUMBERS[9:17])}),? (?:s?he|they|i) (?:was|were|had)\b",
        rf"\b(?:age|dob)\b[^\n.]{{0,20}}?\b(?:approx|circa|about|around) {AGE}\b{NO_BAND}",
        r"\bnow (?P<age>1\d)(?= (?:he|she|they|and|with|wants?|lives?)\b)",
        r"(?:^|\n)(?P<age>1\d|2\d), (?=[a-z]{2})",
        r"\b(?:his|her|their) (?P<age>1\d|2[01])(?:st|th)(?= (?:last|next|this|in|on|party|soon)\b|[,.])",
        rf"{NOT_IN_BAND}{AGE} (?:years?|yrs?),? (?:and )?(?:\d{{1,2}}|{'|'.join(NUMBERS[:11])}) (?:months?|mths?)\b",
        rf"\b(?:hes|shes|he['’]s|she['’]s|he is|she is|is|was) {AGE},? (?:nearly|almost|going on|coming up|soon)\b",
        r"(?<![\w£.,/:+-])(?P<age>\d{1,2}) ?(?:yr?s?|years?) ?(?:and )?\d{1,2} ?(?:m|mths?|months?)\b",
        rf"\b(?:turn(?:ed|ing|s)?|nearly|just gone|only just|just turned|nearly turned) {AGE}\b{NO_BAND}{CLAUSE_ENDS}",
        (
            r"\b(?:from the age of|at the age of|by the age of|age|aged about|aged approx|aged approximately|"
            r"aged only|aged just) "
            rf"{AGE}\b{NO_BAND}"
        ),
        (
            r"\b(?:says|said|saying|claims|claimed|claiming|reckons?|thinks|thought|looks|looked|given as|give "
            r"as|put at|put him at|"
            r"put her at|assessed as|assessed at|stated|gave age as|states|dispute\w* as|say)(?: (?:to be|"
            r"(?:s?he|they)(?: is|['’]s|s| was)?|"
            rf"about|around|maybe|approx|like|only)\b){{0,3}} (?P<age>[89]|[1-2]\d)\b{NO_BAND}{AFTER_AGE}"
        ),
        (
            r"\b(?:hes|shes|theyre|im|i['’]m|he is|she is|they are|who['’]s|whos|kid['’]s|is like|was like|"
            r"looks about)"
            rf"(?: (?:only|just|like|about|maybe|now|still|bout|nearly|approx|a)\b){{0,2}} (?P<age>[4-9]|"
            rf"[1-9]\d)\b{NO_BAND}"
            r"(?=\s*(?:[,.;:!?)\n]|$|(?:man|bro|mate|tho|though|odd|ffs|smh|n|btw|innit|ish|or so|but|and|now|"
            r"years old)\b))(?! and a half hours)"
        ),
        rf"\b(?:s?he|they|i|who)(?:['’]ll| will| would|['’]d) be {AGE}\b{NO_BAND}{CLAUSE_ENDS}",
        (
            r"\bat (?P<age>[3-9]|1\d),? (?:s?he|they|i) (?:was|were|had|went|came|left|got|moved|lost|saw|"
            r"started|began|found)\b"
        ),
        rf"\b(?:man|woman|boy|girl|lad|child|person|male|female|lady|gentleman|bloke) of {AGE}\b{NO_BAND}",
        r"\b(?:now|both|both aged|already) (?P<age>[3-9]|[1-9]\d)(?=, (?!\d))",
        (
            r"\b(?:would have been|must have been|will have been|can(?:not|['’]t) have been|would be) (?:about |"
            rf"only |just )?{AGE}\b{NO_BAND}{AFTER_AGE}"
        ),
        (
            r"\b(?:seen|attended|school|smoked|smoking|used|using|lived|there|here|missing|drinking|"
            rf"self-harm\w*|care) since (?:about )?(?P<age>[5-9]|1\d)\b{NO_BAND}{AFTER_AGE}"
        ),
        rf"\bhad (?:him|her|me|them|\w+) at (?P<age>1\d)\b{NO_BAND}",
        r"(?<!\w)[mf]/(?P<age>\d{1,2})(?![\w/.:])",
        (
            rf"\b(?:baby|toddler|infant|puppy|youngest|he|she|bub|bubba) (?:is|was|now|just|only|at) {AGE} "
            r"?(?:months?|mths?|weeks?|wks?|days|m)\b"
            rf"(?! (?:into|late|early|behind|sober|clean|in|on|away|pregnant|gone|off|overdue))"
        ),
        (
            r"\b(?:started|began|left|came|arrived|died|moved|lost|removed|adopted|stabbed|shot|expelled|"
            r"excluded|kicked out|"
            r"first \w+|pregnant|a mother|a mum|a dad|orphaned|married|diagnosed|raped|smoking|using|"
            rf"drinking)(?: \w+){{0,2}} at "
            r"(?:just |only |about |around "
            r")?(?P<age>1\d(?=\s*(?:[,.;)\n]|$))|[5-9](?=[,;)])|"
            rf"{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\b{NO_BAND}(?! (?:o['’]clock|thirty|"
            r"in the|am|pm))"
        ),
        (
            r"\b(?:boy|girl|lad|child|baby|son|daughter|yp|male|female|man|woman|brother|sister|bro|sis|cousin|"
            r"nephew|niece|grandson|"
            rf"granddaughter|toddler|infant|youngest|eldest|oldest|sibling),? \(?{AGE} ?(?:yrs?|years?|y|mths?|"
            r"months?|m|wks?|weeks?|days)?\b"
            r"(?! ?(?:ago|later|after|before|in|into|with|without|on|off|of|x|times|hours|mins|minutes|am|pm|%|"
            r"per))(?![\w/:-]|[.,]\d)"
            r"(?=\)?\s*(?:[,.;:!?)\n–—]|$|and\b|old\b))"
        ),
        r"(?:^|[.;(|\n] ?)(?P<age>[1-9]|1\d|2[0-5]) ?(?:yrs?|years|y/?o)\b(?= ?(?:[.;,)|\n]|$|old))(?![.,] ?\d)",
        rf"\b(?:since|when|until|till|as|that|if) (?:s?he|they|i|we|you) (?:was|were|is) (?:only )?{AGE}\b{NO_BAND}",
        rf"\b(?:in care|alone|pregnant|arrested|excluded|adopted|homeless) (?:from|since|at) {AGE}\b{NO_BAND}{NO_TIME}",
    )
]
# "kids are 3, 5 and 9", "two boys, 7 and 10", "aged 3 and 5": each of them, unless "between" stands before.
LISTED = re.compile(
    r"(?<!between )\b(?:(?:kids?|children|boys|girls|sons|daughters|brothers|sisters|siblings|sibs|twins|lads|"
    r"cousins|triplets|"
    r"grandchildren|grandsons|nephews|nieces|dependants|minors|two|three|four|five|both)(?: (?:are|were|is|aged?|"
    r"of))*,?:? ?\(?|(?:aged?|ages):? )"
    r"(?P<ages>\d{1,2}(?:(?:, ?| ?& ?| and |, and )\d{1,2}){1,6})\b(?!\w|[./:-]\d| ?(?:%|x\b|years? (?:of|on|in)|"
    r"weeks (?:of|on)|times|"
    r"sessions|months (?:of|on)|days (?:of|on)))"
)
EACH = re.compile(r"\d{1,2}")
SOMEBODY = vocabulary.KIN | vocabulary.these(
    "he she they who i you we hes shes gentleman lady boy girl lad man woman child brother sister son daughter "
    "cousin mum mother "
    "dad father patient pt client victim yp"
)
# Whose age it is stands before, and case matters there: a capital makes it the age of somebody.
IS = re.compile(
    r"(?:['’](?:s|re|m)| is| was| are| were| am)"
    rf"(?: now| only| just| nearly| almost| about| around| approx)? {AGE}\b{NO_BAND}{CLAUSE_ENDS}"
)
WHO = re.compile(r"(?<![\w'’-])(?P<name>[^\W\d_][\w'’-]{0,30})$")
AFTER_NAME = re.compile(
    r"(?<![\w'’-])(?P<name>[^\W\d_][\w'’-]{0,30})\)?(?P<mark>, | \((?:[mfMF],? )?)(?P<age>\d{1,2})"
    r"(?:\?|[mfMF]\b)?(?=[,;)]|\. [A-Z]|$)"
)
SENTENCE = re.compile(r"(?<=[a-z.)A-Z][.:] )(?P<age>[1-9]\d)\. (?=[A-Z])")
LETTERED = re.compile(
    r"(?<![\w-])(?P<age>1\d) ?[MF](?![\w/])|(?<![\w-])(?:[MF]|[A-Z]J) (?P<second>1\d|[2-9]\d)(?=[,.;)]| [A-Z])"
)
BORN = re.compile(r"\bborn (?:in )?(?:\w{1,12} )?(?P<age>(?:19|20)\d\d)\b")
NOT_BEFORE_AGE = vocabulary.ROUTINE_CAPITALS | vocabulary.words("not_before_age")


BEFORE_NUMBER, AFTER_NUMBER = 45, 30
SMALL_NUMBER = re.compile(rf"(?<![\d/.:£-])\d{{1,2}}(?![\d/:])|\b(?:{'|'.join((*NUMBERS, *TENS))})\b")


def find(note: Note) -> Iterator[Finding]:
    yield from _with_word(note.lowered)
    yield from _of_somebody(note)
    for match in LISTED.finditer(note.lowered):
        for each in EACH.finditer(note.text, *match.span("ages")):
            band = age_band(int(each.group()))
            yield found(*each.span(), Kind.EXACT_AGE, "This is an exact age; a band says enough.", band, "medium")
    for pattern in (SENTENCE, LETTERED):
        for match in pattern.finditer(note.text):
            yield _age(match, "medium")
    for match in BORN.finditer(note.lowered):
        yield found(*match.span("age"), Kind.EXACT_AGE, "A year of birth tells the age.", "[a year]", "medium")


def _with_word(text: str) -> Iterator[Finding]:
    for start, end in _near_numbers(text):
        for pattern in WITH_WORD:
            for match in pattern.finditer(text, start, end):
                yield _age(match)


def _of_somebody(note: Note) -> Iterator[Finding]:
    """Ages of whom the word before names: "Tyrell is 15", "the girl (13)"."""
    for match in IS.finditer(note.lowered):
        who = WHO.search(note.text, max(0, match.start() - 32), match.start())
        if who and _is_somebody(who["name"]):
            yield _age(match)
    for match in AFTER_NAME.finditer(note.text):
        if _after_name(note.text, match):
            yield _age(match)


def _near_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of lower-case `text` around its small numbers: the many patterns need look nowhere else."""
    start = end = 0
    for match in SMALL_NUMBER.finditer(text):
        if end and match.start() - BEFORE_NUMBER > end:
            yield start, end
            start = match.start() - BEFORE_NUMBER
        elif not end:
            start = max(0, match.start() - BEFORE_NUMBER)
        end = min(len(text), match.end() + AFTER_NUMBER)
    if end:
        yield start, end


def _is_somebody(name: str) -> bool:
    """True for "she", "mum" and "Tyrell", not for "GCSE", "Room" and "score"."""
    if name.lower() in SOMEBODY:
        return True
    if len(name) == 1:
        return name.isupper() and name not in "ABIQ"
    return name[0].isupper() and not name[1:2].isupper() and len(name) > 1 and name.lower() not in NOT_BEFORE_AGE


def _after_name(text: str, match: re.Match[str]) -> bool:
    """Whether "…, 18," or "… (34)" is an age: after a name, or between two commas."""
    if match["name"].lower() in NOT_BEFORE_AGE - SOMEBODY or int(match["age"]) == 0:
        return False
    return match["name"][0].isupper() or match["mark"] != ", " or text[match.end() : match.end() + 1] == ","


def _age(match: re.Match[str], confidence: Confidence = "high") -> Finding:
    group = "age" if match["age"] is not None else "second"
    years = _years(match[group].lower())
    unit = match.group()[match.end(group) - match.start() :].lower().lstrip(" -")
    band = "a baby" if unit.startswith(("mo", "mth", "we", "wk", "da")) else age_band(years)
    if unit and match.string[match.end(group)].isalpha():
        band += " "  # "14yrs", "15F"
    return found(*match.span(group), Kind.EXACT_AGE, "This is an exact age; a band says enough.", band, confidence)


def _years(written: str) -> int:
    """The number that is written in figures or in words."""
    if digits := re.match(r"\d+", written):
        return int(digits.group())
    tens, _, ones = written.replace("-", " ").partition(" ")
    if ones:
        return TENS.get(tens, 20) + NUMBERS.index(ones) + 1
    return TENS[tens] if tens in TENS else NUMBERS.index(tens) + 1


def beside_names(note: Note, names: Iterable[Finding]) -> Iterator[Finding]:
    """Ages right after a name that was found: "Kelly 18,", "Luca 14 weeks", "Tayla Reddish, 16 yrs"."""
    for name in names:
        match = BESIDE_NAME.match(note.text, name.end)
        if match and int(match["age"]) > 0:
            yield _age(match)


BESIDE_NAME = re.compile(
    r"[\"”’)]?(?:[,.;:]? ?[(\[]?| - | – )(?:[mfMF],? ?|age |aged )?(?P<age>\d{1,2})(?!\d)(?![/:]\d|[.]\d)"
    r"(?: ?(?:yrs?|years?|y/?o|y\.o\.|y|mths?|months?|m|wks?|weeks?|days|f|F|M)\b(?! (?:ago|later|after|on|in|of|"
    r"inside)))?"
    r"(?=['’]?s?\??[)\]]?(?:\s*(?:[,.;:!?)\]\n/|–—&]|$|\t)| (?:and|but|who|is|has|was|w/|with|from|lives|at|in|"
    r"on|came|went|said|says|told|has|had|attended|rang|preg\w*|known|yr\w*)\b| [(–-]))"
)
BANDS = (
    *((2, "under two"), (5, "under five"), (8, "five to seven"), (11, "eight to ten")),
    *((14, "early teens"), (16, "mid teens"), (20, "late teens"), (30, "twenties"), (40, "thirties"), (50, "forties")),
    *((60, "fifties"), (70, "sixties"), (80, "seventies"), (90, "eighties")),
)


def age_band(years: int) -> str:
    """Words for an age that do not tell it: "early teens", "forties"."""
    return next((words for limit, words in BANDS if years < limit), "nineties")
