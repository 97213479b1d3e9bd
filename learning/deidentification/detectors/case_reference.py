"""References: crime, custody, court, PNC, housing, case numbers."""

import re
from collections.abc import Iterator

from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

AFTER_WORD = re.compile(
    r"\b(?P<word>ref|reference|crime|log|urn|crn|cad|niche|occurrence|incident|custody|pnc|pncid|court|tenancy|"
    r"file|mosaic|rio|"
    r"athena|warrant|asn|mrn|nomis|prison|passport|visa|licence|account|claim|client|record|pupil|student|staff|collar|"
    r"shoulder|badge|hospital|case|arn|eduction|invoice|policy|lcs|id|pc|pcso|inc|no|number|num|nos)\b"
    r"[.:#]{0,2}(?: (?:no|num|number|ref|reference|id|is|the)\b[.:#]{0,2}){0,3} {0,2}#?"
    r"(?P<number>(?:[a-z]{2,6} (?=\d{2}))?[a-z]{0,6}[/\-]?\d[\w/*\-]{1,24})(?![\w%])"
)
# "log 718 of 1/12": the number and its day are the reference.
OF_DAY = re.compile(
    r"\b(?:log|incident|inc|cad|urn|crime)\b[.:#]? (?:no\.? |number )?(?P<number>\d{1,4} of "
    r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)"
)
SHAPE = re.compile(r"(?<![\w£$€.,/@:+\-])[A-Za-z]{0,6}[/\-]?\d[\w/*\-]{3,28}(?![\w%/])")
YEARS = re.compile(
    r"(?:19|20)\d\d(?:[/\-](?:(?:19|20)?\d\d))?s?|\d{1,2}[/\-]\d{1,2}(?:[/\-]\d{2,4})?|\d{4}[/\-]\d\d[/\-]\d\d"
)
MEASURE = re.compile(r"\d+(?:mg|mcg|ml|g|kg|km|cm|mm|m|k|hrs?|hours?|mins?|am|pm|x|st|nd|rd|th|s|p|ish)", re.IGNORECASE)
# Blood pressure and marks: "120/80", "17/20".
RATIO = re.compile(r"\d{1,3}/\d{1,3}")
RANGE = re.compile(r"\d{1,4}-\d{1,4}s?(?:-\w+)?")


def find(note: Note) -> Iterator[Finding]:
    for match in AFTER_WORD.finditer(note.lowered):
        number = match["number"].rstrip("/-")
        digits = sum(c.isdigit() for c in number)
        least = 4 if match["word"] in {"id", "case", "no", "number", "policy", "num", "nos"} else 3
        if " " in number and not note.text[match.start("number") : match.start("number") + 2].isupper():
            continue
        if digits >= least and not YEARS.fullmatch(number) and not MEASURE.fullmatch(number):
            start = match.start("number")
            reason = "A number follows a word for a reference."
            yield found(start, start + len(number), Kind.CASE_REFERENCE, reason, "[a reference]")
    for match in OF_DAY.finditer(note.lowered):
        yield found(*match.span("number"), Kind.CASE_REFERENCE, "A log and its day are a reference.", "[a reference]")
    for match in SHAPE.finditer(note.text):
        number = match.group().rstrip("/-")
        digits = sum(c.isdigit() for c in number)
        mixed = any(not c.isdigit() for c in number)
        if digits < (4 if mixed else 6) or any(p.fullmatch(number) for p in (YEARS, MEASURE, RATIO)):
            continue
        if RANGE.fullmatch(number) and not any(c.isupper() for c in number):
            continue
        reason = "This looks like a reference or record number."
        yield found(match.start(), match.start() + len(number), Kind.CASE_REFERENCE, reason, "[a reference]", "medium")
