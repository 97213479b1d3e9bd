"""Days, dates of birth, exact ages; bands, durations and school years are none of them."""

import pytest

from learning.deidentification import Kind, screen
from learning.deidentification.detectors.date import season
from learning.deidentification.detectors.exact_age import age_band
from tests.deidentification.marked import check

FOUND = [
    (Kind.DATE, "granted [[14/03/2025]], breached"),
    (Kind.DATE, "on [[3 May]] and [[18-11-2025]], [[2025-11-03]] and [[1.2.24]]"),
    (Kind.DATE, "since [[12th of March 2024]]; [[March 3rd]]; [[2 Rhagfyr]]"),
    (Kind.DATE, "stabbed [[New Year's Eve 2022]] there"),
    (Kind.DATE, "seen on [[14/3]] at home"),
    (Kind.DATE_OF_BIRTH, "DoB [[09/11/2008]]"),
    (Kind.DATE_OF_BIRTH, "born on [[3rd Jan 2009]]"),
    (Kind.DATE_OF_BIRTH, "DoB is [[21/6/10]] here but may be [[12/6/10]]"),
    (Kind.EXACT_AGE, "aged [[14]]; a [[15]]-year-old; [[16]]yo; [[17]] y/o"),
    (Kind.EXACT_AGE, "She is [[12]]. He's [[nine]], and they are fine."),
    (Kind.EXACT_AGE, "not seen him since he was [[16]]"),
    (Kind.EXACT_AGE, "in care from [[4]]. A [[six]] month old baby. She turned [[18]] and left."),
    (Kind.EXACT_AGE, "The girl ([[13]]) and her friend, [[14]], came."),
]


@pytest.mark.parametrize(("kind", "marked"), FOUND, ids=[f"{kind}-{number}" for number, (kind, _) in enumerate(FOUND)])
def test_found(kind: Kind, marked: str) -> None:
    check(marked, kind)


@pytest.mark.parametrize(
    "text",
    [
        "In March, last summer, on Monday, in 2024, since Easter, at half term.",
        "May I ask? We may march. Weeks 1, 6 and 12.",
        "A young person between 14 and 16, aged 16 to 18, aged 10-14, over 18, under 5, 16+.",
        "Year 9 pupils, 16 year olds, three weeks, 10 years on, 12 sessions.",
        "The average score was 15. It is 9. There were 4. Step (3), table (2).",
        "For 6 months, every 2 weeks, in 10 days, 3 times, by 5pm, 4 of 7.",
    ],
)
def test_bands_durations_and_counts_are_left_alone(text: str) -> None:
    assert screen(text) == []


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("14/03/2025", "in the spring"),
        ("3rd Jan 2009", "in the winter"),
        ("18-11-2025", "in the autumn"),
        ("2025-07-03", "in the summer"),
        ("New Year's Eve 2022", "in the winter"),
        ("31/31/2025", "around that time"),
        ("2 Rhagfyr", "around that time"),
    ],
)
def test_a_date_is_replaced_by_its_season(date: str, words: str) -> None:
    assert season(date) == words


@pytest.mark.parametrize(
    ("years", "words"),
    [
        *((0, "under two"), (4, "under five"), (10, "eight to ten"), (13, "early teens"), (14, "mid teens")),
        *((19, "late teens"), (20, "twenties"), (34, "thirties"), (81, "eighties"), (99, "nineties")),
    ],
)
def test_an_age_is_replaced_by_its_band(years: int, words: str) -> None:
    assert age_band(years) == words
    (finding,) = screen(f"aged {years}")
    assert finding.replacement == words
