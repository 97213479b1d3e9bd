"""Which version a row means, by its written rule."""

import datetime as dt

import pytest

from learning.records.past.versions import NoVersion, Version, is_unversioned, version_meant, version_on

FIRST = Version(1, 1, 0, dt.date(2024, 3, 1), 36)
BETTER = Version(2, 1, 2, dt.date(2024, 9, 1), 36)
SECOND = Version(3, 2, 0, dt.date(2025, 6, 1), 24)
ALL = [FIRST, BETTER, SECOND]


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        (dt.date(2019, 1, 1), FIRST),
        (dt.date(2024, 2, 29), FIRST),
        (dt.date(2024, 3, 1), FIRST),
        (dt.date(2024, 8, 31), FIRST),
        (dt.date(2024, 9, 1), BETTER),
        (dt.date(2025, 5, 31), BETTER),
        (dt.date(2025, 6, 1), SECOND),
        (dt.date(2030, 1, 1), SECOND),
    ],
)
def test_unversioned_means_what_was_current_and_before_that_the_first(day: dt.date, meant: Version) -> None:
    assert version_on(day, ALL) == version_on(day, ALL[::-1]) == meant
    assert version_meant("Unversioned", day, ALL) == meant


def test_of_two_versions_of_one_day_the_higher_was_current() -> None:
    twin = Version(9, 2, 1, SECOND.since, 24)
    assert version_on(SECOND.since, [*ALL, twin]) == twin


@pytest.mark.parametrize("written", ["1.2", "v1.2", "V 1.2", "Version 1.2"])
def test_a_number_means_that_version(written: str) -> None:
    assert version_meant(written, dt.date(2026, 1, 1), ALL) == BETTER


def test_a_spreadsheet_loses_the_nought() -> None:
    assert version_meant("2", dt.date(2026, 1, 1), ALL) == SECOND


@pytest.mark.parametrize("written", ["1.3", "7", "latest", "1.2.0", "01/02/2026"])
def test_what_is_no_version_is_refused(written: str) -> None:
    with pytest.raises(NoVersion) as refused:
        version_meant(written, dt.date(2026, 1, 1), ALL)
    assert refused.value.found is None


def test_no_version_is_finished_before_it_came_out() -> None:
    assert version_meant("2.0", SECOND.since, ALL) == SECOND
    with pytest.raises(NoVersion) as refused:
        version_meant("2.0", SECOND.since - dt.timedelta(1), ALL)
    assert refused.value.found == SECOND


@pytest.mark.parametrize("written", ["", "-", "unversioned", "UNKNOWN", "n/a"])
def test_words_for_nobody_knows(written: str) -> None:
    assert is_unversioned(written)
    assert not is_unversioned("1.0")
