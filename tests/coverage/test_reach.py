"""M1 Reach gives the figures of the written definition, and rounds only what is shown."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.coverage.measures.reach import Counts, Rate, pooled

M1 = json.loads((Path(__file__).parent.parent / "measures.json").read_text())["M1_reach"]
COUNTS = Counts(**M1["counts"], current_outside=M1["excluded_with_current_record"])


def test_reach_and_gross_of_the_definition() -> None:
    assert (COUNTS.eligible, COUNTS.current) == (M1["eligible"], M1["current"])
    assert COUNTS.reach.pct == M1["reach_pct"]
    assert round(COUNTS.gross.pct or 0, 1) == M1["gross_pct"]


def test_the_interval_of_the_definition() -> None:
    assert COUNTS.reach.wilson is not None
    assert [round(end, 1) for end in COUNTS.reach.wilson] == M1["wilson95"]


def test_a_network_is_pooled_and_no_mean_of_percentages() -> None:
    rates = [Rate(*pair) for pair in M1["network_pooled"]["orgs"]]
    together = pooled(rates)
    assert round(together.pct or 0, 1) == M1["network_pooled"]["pct"]
    mean = sum(rate.pct or 0 for rate in rates) / len(rates)
    assert round(mean, 1) == M1["network_pooled"]["unweighted_mean_pct"] != M1["network_pooled"]["pct"]


def test_the_mark_is_compared_unrounded() -> None:
    close = Rate(169, 199)
    assert (close.shown_pct, close.meets(), close.missing()) == (85, False, 1)
    assert Rate(85, 100).meets()


def test_how_many_more_reach_the_mark() -> None:
    assert (Rate(331, 412).needed(), Rate(331, 412).missing()) == (351, 20)
    assert Rate(400, 412).missing() == 0


def test_nobody_is_no_percentage() -> None:
    nobody = Rate(0, 0)
    assert (nobody.pct, nobody.shown_pct, nobody.tenths_pct, nobody.wilson) == (None, None, "", None)
    assert not nobody.meets()
    assert not nobody.is_small


@pytest.mark.parametrize(
    ("rate", "whole_pct", "tenths"),
    [
        ((331, 412), 80, "80.3"),
        ((1, 8), 13, "12.5"),
        ((1, 3), 33, "33.3"),
        ((0, 7), 0, "0.0"),
        ((7, 7), 100, "100.0"),
        ((199, 200), 100, "99.5"),
    ],
)
def test_what_is_shown_is_rounded_once(rate: tuple[int, int], whole_pct: int, tenths: str) -> None:
    assert (Rate(*rate).shown_pct, Rate(*rate).tenths_pct) == (whole_pct, tenths)


def test_counts_add_up() -> None:
    assert Counts(1, 2, 3, 4, 5, 6, 7) + Counts(1, 1, 1, 1, 1, 1, 1) == Counts(2, 3, 4, 5, 6, 7, 8)


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_reaching_the_missing_number_is_exactly_enough(part: int, whole: int) -> None:
    part = min(part, whole)
    rate = Rate(part, whole)
    assert Rate(part + rate.missing(), whole).meets()
    if rate.missing():
        assert not Rate(part + rate.missing() - 1, whole).meets()


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_the_interval_holds_the_rate(part: int, whole: int) -> None:
    rate = Rate(min(part, whole), whole)
    assert rate.wilson is not None
    assert rate.pct is not None
    low, high = rate.wilson
    assert 0 <= low <= rate.pct + 1e-9
    assert rate.pct - 1e-9 <= high <= 100
