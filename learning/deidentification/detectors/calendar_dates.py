"""Days of the calendar as written in notes; `date` and `date_of_birth` say what they mean."""

import re
from collections.abc import Iterator
from functools import lru_cache

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|"
    r"rhagfyr)"
)
YEAR = r"(?:,? (?:19|20)\d\d|,? ['’]\d\d|[ /.-]\d\d(?![\d:.]))"
NUMERIC = re.compile(
    r"(?<![\d/.£$€,-])(?:\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:(?:19|20)\d\d|\d\d)|(?:19|"
    r"20)\d\d(?P<mark2>[/.-])\d\d(?P=mark2)\d\d)(?![\d/]|[.-]\d)"
)
DAY_MONTH = re.compile(rf"(?<![\w/.:,£-])[0-3]?\d(?:st|nd|rd|th)?(?: of)?[ -]?{MONTH}\b\.?{YEAR}?")
MONTH_DAY = re.compile(
    rf"\b{MONTH}\.? (?:the )?[0-3]?\d(?:st|nd|rd|th)?(?![\w:/%]|[.,]\d| ?(?:am|pm|%|to\b|[–-] ?\d))(?:,? (?:19|"
    r"20)\d\d)?",
)
NAMED_DAY = re.compile(
    r"\b(?:new year['’]?s (?:eve|day)|christmas (?:eve|day)|boxing day|valentine['’]?s day|halloween|bonfire "
    r"night|good friday|easter (?:sunday|monday)|"
    r"guy fawkes night|mother['’]?s day|father['’]?s day|st (?:patrick|george|david)['’]?s day|pancake day|"
    r"eid(?: al[- ]\w+)?|diwali|"
    r"ash wednesday|nos galan|shrove tuesday)(?:,? (?:19|20)\d\d)?\b",
)
# Without a year only where something happened on it: "stabbed on Boxing Day", not "closed Christmas Day and Eid".
HAPPENED = re.compile(r"\b(?:on|since|last|until) (?:the (?:night|evening|morning|day) of )?$")
# "8/12" is eight months and "4/52" four weeks in a health note: without a year only after a word for a day.
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
SHORT = re.compile(
    rf"\b(?:on|dated|since|d\.?o\.?b\.?|{WEEKDAY}|w/c|w/e|wc|date|by|due|from|until|before|review|reviewed|next|"
    r"appt|appointment|"
    r"hearing|court|meeting|visit|seen|last seen|released?|born|bday|birthday|booked(?: for)?|incident|"
    r"assessment|adjourned to|adj to|"
    r"bailed to|rtb|conference|icpc|rcpc|strat|cp|lac review|pep|assaulted|attacked|arrested|admitted|discharged|"
    r"visited|moved|charged|sentenced|reported|returned|stabbed|attended|issued|signed|completed|sent|rec['’]?d|"
    r"received|referred|core group|group|panel|strategy|disch|interview|report|call|handover|last|first|opened|"
    r"closed|contact|started|ended|died|passed|d\.|d/c)[:,]? (?:the )?"
    r"(?P<day>[0-3]?\d/(?!7\b|52\b)[01]?\d)(?![/\d%]|\s?(?:of|to)\b)"
)
# "from the 4th to 9th October": the first of two days shares its month.
FIRST_OF_TWO = re.compile(
    r"(?<![\w/.:,£-])(?P<day>[0-3]?\d(?:st|nd|rd|th)?) ?(?:to|and|or|until|till|–|-|&|/) ?(?:the "
    rf")?[0-3]?\d(?:st|nd|rd|th)?(?: of)? {MONTH}\b"
)
# "missing from Fri 14th": whoever writes in the same week leaves the month out.
WEEKDAY_AND_DAY = re.compile(rf"\b{WEEKDAY} (?:the )?(?P<day>[0-3]?\d(?:st|nd|rd|th))\b")
# "11/12, 2pm", "3.2 at 10am": a day because a time follows.
WITH_TIME = re.compile(
    r"(?<![\w/.£,-])(?P<day>(?:[0-2]?\d|3[01])[/.](?:0?[1-9]|1[0-2]))(?=,? (?:(?:@|at )?\d{1,2}(?:[.:]?\d\d)? "
    r"?(?:am|pm|hrs)\b|[0-2]\d[0-5]\d\b|@ ?\d{1,2}\b|(?:@|at )\d{1,2}[.:]\d\d\b))"
)
# A dotted day at the head of a line or after a weekday: "27.10 – home visit", "Mon 3.11".
DOTTED = re.compile(
    rf"(?:(?:^|(?<=\n))[ \t•*-]{{0,3}}|\b{WEEKDAY} )(?P<day>(?:0?[1-9]|[12]\d|3[01])[./](?:0[1-9]|1[0-2]|"
    r"[1-9]))(?=[ :]? ?[:–-] | [a-z(])"
)

# Lines that begin "22.15" or "00.20": so the one that begins "02.10" says an hour too.
HOURS = re.compile(r"(?:^|\n)[ \t•*-]{0,3}[0-2]?\d[.:](?:00|1[3-9]|[2-5]\d)\b(?!\.)")


@lru_cache(maxsize=2)
def days(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each day with its month in lower-case `text`, in no order; they may overlap."""
    return tuple(_days(text))


def _days(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (NUMERIC, DAY_MONTH, MONTH_DAY):
        for match in pattern.finditer(text):
            yield match.start(), match.start() + len(match.group().rstrip(". "))
    for match in NAMED_DAY.finditer(text):
        if match.group()[-1].isdigit() or HAPPENED.search(text, max(0, match.start() - 30), match.start()):
            yield match.span()
    for match in FIRST_OF_TWO.finditer(text):
        yield match.span("day")
    by_the_clock = HOURS.search(text) is not None
    for pattern in (SHORT, WEEKDAY_AND_DAY, WITH_TIME, *(() if by_the_clock else (DOTTED,))):
        for match in pattern.finditer(text):
            yield match.span("day")
