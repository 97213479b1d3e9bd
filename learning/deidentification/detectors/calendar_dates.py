"""Days of the calendar as written in notes; `date` and `date_of_birth` say what they mean."""

import re
from collections.abc import Iterator
from functools import lru_cache

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
YEAR = r"(?:,? (?:19|20)\d\d|,? ['’]\d\d|[ /.-]\d\d(?![\d:.]))"
NUMERIC = re.compile(
    r"(?<![\d/.£$€,-])(?:\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-\d\d-\d\d)(?![\d/]|[.-]\d)"
)
DAY_MONTH = re.compile(rf"(?<![\w/.:,£-])[0-3]?\d(?:st|nd|rd|th)?(?: of)?[ -]?{MONTH}\b\.?{YEAR}?")
MONTH_DAY = re.compile(
    rf"\b{MONTH}\.? (?:the )?[0-3]?\d(?:st|nd|rd|th)?(?![\w:/%]|[.,]\d| ?(?:am|pm|%|to|–|-))(?:,? (?:19|20)\d\d)?",
)
NAMED_DAY = re.compile(
    r"\b(?:new year['’]?s (?:eve|day)|christmas (?:eve|day)|boxing day|valentine['’]?s day|(?:halloween|bonfire night|"
    r"guy fawkes night)(?= (?:19|20)\d\d))(?: (?:19|20)\d\d)?",
)
# "8/12" is eight months and "4/52" four weeks in a health note: without a year only after a word for a day.
SHORT = re.compile(r"\b(?:on|dated|since|d\.?o\.?b\.?) (?P<day>[0-3]?\d/(?!7\b|52\b)[01]?\d)(?![/\d%]|\s?(?:of|to)\b)")


@lru_cache(maxsize=2)
def days(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each day with its month in lower-case `text`, in no order; they may overlap."""
    return tuple(_days(text))


def _days(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (NUMERIC, DAY_MONTH, MONTH_DAY, NAMED_DAY):
        for match in pattern.finditer(text):
            yield match.start(), match.start() + len(match.group().rstrip(". "))
    for match in SHORT.finditer(text):
        yield match.span("day")
