"""Days with their month: together with what happened they tell which event it was."""

import re
from collections.abc import Iterator

from learning.deidentification.detectors.calendar_dates import MONTH, days
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

SEASONS = {
    **dict.fromkeys((12, 1, 2), "in the winter"),
    **dict.fromkeys((3, 4, 5), "in the spring"),
    **dict.fromkeys((6, 7, 8), "in the summer"),
    **dict.fromkeys((9, 10, 11), "in the autumn"),
}
AFTER = re.compile(r"\b(?:on|by|from|since|until|till|before|after|to|for|of|is|was|between|and|the|dated)(?: the)? $")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def find(note: Note) -> Iterator[Finding]:
    for start, end in days(note.lowered):
        words = season(note.text[start:end])
        # "on 14/03/2025" becomes "on a day in the spring", "granted 14/03/2025" becomes "granted in the spring".
        if AFTER.search(note.lowered, max(0, start - 20), start):
            words = f"a day {words}"
        yield found(start, end, Kind.DATE, "This is an exact date.", words)


def season(date: str) -> str:
    """What to write instead of `date`: its season, or "around that time" where the month is not clear."""
    month = 0
    if numbers := re.fullmatch(r"(\d+)[/.-](\d+)(?:[/.-](\d+))?", date):
        month = int(numbers[2])
    elif word := re.search(MONTH, date, re.IGNORECASE):
        month = MONTHS.index(word.group()[:3].lower()) + 1 if word.group()[:3].lower() in MONTHS else 0
    elif re.match(r"new year|christmas|boxing", date, re.IGNORECASE):
        month = 12
    return SEASONS.get(month, "around that time")
