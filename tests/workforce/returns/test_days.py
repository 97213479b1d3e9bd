"""Days as people and spreadsheets write them; what means none says why."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.workforce.returns.cells import Cell, Fault, Formula
from learning.workforce.returns.days import NoDay, Order, order_of, read_day, read_end
from learning.workforce.returns.workbook import SINCE_1904

THE_DAY = dt.date(2026, 3, 3)
DAYS = st.dates(dt.date(1951, 1, 1), dt.date(2049, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        THE_DAY,
        dt.datetime(2026, 3, 3, 23, 59),
        "2026-03-03",
        "2026-03-03T00:00:00",
        "2026-03-03 00:00:00.000",
        "2026-03-03T00:00:00Z",
        "2026/03/03",
        "20260303",
        20260303,
        "03/03/2026",
        "3/3/2026",
        "03-03-2026",
        "3.3.2026",
        "03.03.26",
        "3/3/26",
        " 03/03/2026 00:00 ",
        "03/03/2026 12:00:00 AM",
        "03\u00a0/ 03/2026",
        "3 March 2026",
        "03-Mar-26",
        "03-MAR-2026",
        "3rd March 2026",
        "3 Mar, 2026",
        "Tuesday 3 March 2026",
        "Tue, 3 Mar 2026",
        46084,
        46084.75,
        "46084",
        "46084.0",
    ],
)
def test_one_day_in_many_ways(cell: Cell) -> None:
    assert read_day(cell) == read_end(cell) == THE_DAY


def test_a_number_counts_from_the_day_that_the_workbook_says() -> None:
    assert read_day(44622, SINCE_1904) == read_day("44622", SINCE_1904) == THE_DAY


@pytest.mark.parametrize(("number", "day"), [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01")])
def test_the_leap_year_that_spreadsheets_invented(number: int, day: str) -> None:
    assert read_day(number) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(("text", "year"), [("1/1/49", 2049), ("1/1/50", 1950), ("1/1/99", 1999), ("1/1/00", 2000)])
def test_years_of_two_figures(text: str, year: int) -> None:
    assert read_day(text).year == year


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%y", "%d.%m.%Y", "%Y%m%d"]))
def test_every_day_reads_back(day: dt.date, written: str) -> None:
    assert read_day(day.strftime(written)) == day


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/2026", "February 2026 has 28 days."),
        ("29/02/2025", "February 2025 has 28 days."),
        ("2026-02-30", "February 2026 has 28 days."),
        ("31 April 2026", "April 2026 has 30 days."),
        ("0/3/2026", "March 2026 has 31 days."),
        ("12/31/2025", "There is no month 31; it looks as if the month came first"),
        ("2/29/2024", "it looks as if the month came first"),
        ("13/13/2025", "There is no month 13."),
        ("2025-13-01", "There is no month 13."),
        ("1/1/0000", "There is no year 0."),
        ("3 Merch 2026", "not read as a day"),
        ("March 2026", "not read as a day"),
        ("soon", "not read as a day"),
        ("-", "not read as a day"),
        ("", "not read as a day"),
        ("460844", "not read as a day"),
        (None, "not read as a day"),
        (True, "not read as a day"),
        (0, "not read as a day"),
        (-5, "not read as a day"),
        (float("nan"), "not read as a day"),
        (float("inf"), "not read as a day"),
        (10**12, "not read as a day"),
        (Formula("46084"), "not read as a day"),
        (Fault("#N/A"), "not read as a day"),
    ],
)
def test_what_is_no_day(cell: Cell, reason: str) -> None:
    with pytest.raises(NoDay) as refused:
        read_day(cell)
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        " ",
        "31/12/4712",
        "4712-12-31",
        dt.date(4712, 12, 31),
        "31/12/9999",
        "31/12/2099",
        "-",
        "N/A",
        "current",
    ],
)
def test_what_means_no_end(cell: Cell) -> None:
    assert read_end(cell) is None


def test_an_end_that_is_wrong_is_not_taken_for_none() -> None:
    with pytest.raises(NoDay):
        read_end("31/02/2026")


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.none(), DAYS))
def test_whatever_a_cell_holds_is_a_day_or_says_why(cell: Any) -> None:
    with suppress(NoDay):
        assert isinstance(read_day(cell), dt.date)


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("31/12/2025", Order.DAY),
        ("12/31/2025", Order.MONTH),
        ("3/4/2025", Order.EITHER),
        ("04/4/2025", None),
        ("2025-12-31", None),
        (dt.date(2025, 12, 31), Order.DAY),
        (dt.date(2025, 3, 4), Order.EITHER),
        (46084, None),
        (None, None),
    ],
)
def test_which_of_day_and_month_comes_first(cell: Cell, order: Order | None) -> None:
    assert order_of(cell) == order


@pytest.mark.parametrize("text", ["March 1 2021", "Mar 1st, 2021", "1st of March 2021", "Monday, March 1, 2021"])
def test_months_in_words_wherever_they_stand(text: str) -> None:
    assert read_day(text) == dt.date(2021, 3, 1)


@pytest.mark.parametrize("cell", ["00/00/0000", "0000-00-00", "00.00.0000", "00/01/1900", "0", 0])
def test_what_databases_write_for_no_end_is_none(cell: str | int) -> None:
    assert read_end(cell) is None


@pytest.mark.parametrize("cell", ["0/13/2020", "March 2021", "31 June 2021", "June 31 2021"])
def test_what_means_no_day_is_no_end(cell: str) -> None:
    with pytest.raises(NoDay):
        read_end(cell)
