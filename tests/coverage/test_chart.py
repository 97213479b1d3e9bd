"""The drawing of a trend: one accessible picture of exact shares, the same each time, without a style attribute."""

import datetime as dt
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from learning.coverage.chart import NARROW, ON_PAGE, ON_PAPER, PAPER, WIDE, in_words, summary, trend_svg
from learning.coverage.measures.reach import Counts, Rate
from learning.coverage.models import Snapshot
from learning.coverage.trend import Point, Trend

SVG = "{http://www.w3.org/2000/svg}"
DAY = dt.date(2026, 2, 28)


def point(month_end: dt.date, part: int, whole: int, now: tuple[int, int] | None = None) -> Point:
    nobody: dict[str, Any] = dict.fromkeys(("due_soon", "expired", "in_grace", "excluded", "current_outside"), 0)
    snapshot = Snapshot(month_end=month_end, compliant=part, never=whole - part, **nobody)
    return Point(snapshot, Counts(compliant=now[0], never=now[1] - now[0]) if now else None)


def year(*, restated: bool = False) -> Trend:
    ends = [dt.date(2025, 11, 30), dt.date(2025, 12, 31), dt.date(2026, 1, 31)]
    points = [point(end, 40 + 10 * n, 100, (41, 100) if restated and n == 0 else None) for n, end in enumerate(ends)]
    return Trend(points, DAY, Rate(70, 101))


@pytest.fixture(autouse=True)
def drawn_anew() -> None:
    cache.clear()


@pytest.mark.parametrize(("look", "size"), [(ON_PAGE, WIDE), (ON_PAGE, NARROW), (ON_PAPER, PAPER)])
def test_it_is_one_picture_with_a_title_and_a_description(look: Any, size: Any) -> None:
    svg = ElementTree.fromstring(trend_svg(year(), look, size, "one"))  # noqa: S314  our own drawing
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == svg.find(f"{SVG}title").get("id") == "one-title"
    assert svg.get("aria-describedby") == svg.find(f"{SVG}desc").get("id") == "one-desc"
    assert svg.find(f"{SVG}desc").text == summary(year())
    inside = {name for part in svg for node in part.iter() for name in node.attrib}
    assert not [name for name in inside if name.startswith(("aria", "role"))]


@pytest.mark.parametrize("look", [ON_PAGE, ON_PAPER])
def test_it_carries_no_style_and_no_script(look: Any) -> None:
    svg = trend_svg(year(), look, WIDE, "one")
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=|href=", svg)


def test_on_a_page_its_colours_are_those_of_the_theme() -> None:
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', trend_svg(year(), ON_PAGE, WIDE, "one")))
    assert {colour for colour in colours if colour.startswith("#")} == set()
    assert "var(--teal)" in colours


def heights(svg: str, kind: str) -> list[float]:
    """Where the knots of one layer stand, from the top of the plot."""
    layer = svg[svg.index(kind) :]
    return [float(y) for y in re.findall(r'transform="translate\([\d.]+,([\d.]+)\)"', layer[: layer.index("</g>")])]


def test_the_axis_starts_at_nothing_and_shares_are_drawn_unrounded() -> None:
    svg = trend_svg(year(), ON_PAPER, PAPER, "one")
    assert all(f">{share} %</text>" in svg for share in (0, 25, 50, 75, 100))
    knots = [h for h in heights(svg, "mark-symbol") if h]
    assert knots[:3] == pytest.approx([PAPER.height * (1 - share / 100) for share in (40, 50, 60)], abs=0.01)


def test_the_words_at_its_ends_and_at_the_mark_say_how_many_people() -> None:
    svg = trend_svg(year(), ON_PAGE, WIDE, "one")
    for words in (">40 of 100<", ">70 of 101<", ">85 %: 86 of 101<", ">Nov<", ">2025<", ">2026<"):
        assert words in svg


def test_a_diamond_stands_only_where_a_month_is_known_otherwise_now() -> None:
    both, frozen = (trend_svg(year(restated=restated), ON_PAGE, WIDE, "one") for restated in (True, False))
    assert "var(--plum)" in both
    assert "var(--plum)" not in frozen


def test_a_month_with_nobody_to_count_is_a_gap() -> None:
    trend = Trend([point(dt.date(2025, 12, 31), 0, 0), *year().points[2:]], DAY, Rate(1, 4))
    svg = trend_svg(trend, ON_PAGE, WIDE, "one")
    assert "NaN" not in svg
    assert "of 0" not in svg
    assert "from nobody counted on 31 December 2025 to 1 of 4 (25 %)" in summary(trend)


def test_a_day_that_is_frozen_itself_is_drawn_once() -> None:
    trend = Trend(year().points, dt.date(2026, 1, 31), Rate(59, 99))
    svg = trend_svg(trend, ON_PAGE, WIDE, "one")
    assert "60 of 100" in svg
    assert "59 of 99" not in svg
    assert "to 60 of 100 (60 %) on 31 January 2026" in summary(trend)


def test_the_same_figures_are_drawn_once() -> None:
    first = trend_svg(year(), ON_PAGE, WIDE, "one")
    kept = dict(cache._cache)  # type: ignore[attr-defined]
    assert trend_svg(year(), ON_PAGE, WIDE, "one") == first
    assert dict(cache._cache) == kept  # type: ignore[attr-defined]
    assert trend_svg(Trend(year().points, DAY, Rate(71, 101)), ON_PAGE, WIDE, "one") != first


def test_a_share_in_words() -> None:
    assert in_words(Rate(331, 412)) == "331 of 412 (80 %)"
    assert in_words(Rate(0, 0)) == "nobody counted"
