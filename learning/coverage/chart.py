"""Draws a trend as SVG: a line from 0 to 100 %, knots at the month ends, the mark, and the numbers at both ends.

The same drawing serves page and paper: on a page its colours are those of the theme, on paper they are given. It has no
style attribute, which the content policy would drop. Whoever cannot see it has `summary` and the table beside it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from learning.workforce.grouped import Grouped

from .measures.reach import MARK_PCT, Rate
from .trend import Trend

if TYPE_CHECKING:
    import altair as alt

KEPT_SECONDS = 30 * 24 * 60 * 60
ROOM_PCT = 15
"""Below a knot as low as this there is no room for words."""
BESIDE = 20
"""Pixels from a knot to its words."""


@dataclass(frozen=True)
class Look:
    """Colours as SVG takes them, the font, and the size in pixels of the text it is drawn with."""

    ink: str
    soft: str
    line: str
    thread: str
    mark: str
    other: str
    card: str
    font: str
    text: float


# A presentation attribute may name a token: the browser looks it up, in light and in dark.
ON_PAGE = Look(
    ink="var(--ink)",
    soft="var(--ink-soft)",
    line="var(--line)",
    thread="var(--teal)",
    mark="var(--amber)",
    other="var(--plum)",
    card="var(--card)",
    font="Atkinson Next",
    text=14,
)
ON_PAPER = Look("#16262e", "#47565d", "#b9bdb9", "#0b5d63", "#16262e", "#47565d", "#ffffff", "Certificate", 11)


@dataclass(frozen=True)
class Size:
    """Of the plot itself, in pixels; labels stand outside it. Every `step`-th month is named."""

    width: int
    height: int
    step: int = 1


WIDE, NARROW, PAPER = Size(900, 210), Size(260, 160, step=3), Size(600, 132)


def trend_svg(trend: Trend, look: Look, size: Size, key: str) -> SafeString:
    """The drawing, kept by all that it is made of; `key` tells its title from that of another one on the page.

    Drawing takes some 20 ms, and half a second more for the first one of a process.
    """
    said, data = summary(trend), _data(trend, size.step)
    made_of = {"look": asdict(look), "size": asdict(size), "key": key, "said": said, "data": data}
    mark = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()
    svg: str | None = cache.get(f"chart:{mark}")
    if svg is None:
        svg = _accessible(_drawn(data, look, size), said, key)
        cache.set(f"chart:{mark}", svg, KEPT_SECONDS)
    return mark_safe(svg)  # noqa: S308  drawn here, from numbers and names of months


def summary(trend: Trend) -> str:
    """The drawing in one sentence."""
    first, last = trend.points[0], trend.points[-1]
    day, reach = (last.day, last.frozen) if trend.ends_frozen else (trend.day, trend.reach)
    share = _("Gross share of people current") if trend.is_gross else _("Share of people current")
    said = _("%(share)s at each month end: from %(first)s on %(first_day)s to %(last)s on %(last_day)s.")
    return said % {
        "share": share,
        "first": in_words(first.frozen),
        "first_day": date_format(first.day, "j F Y"),
        "last": in_words(reach),
        "last_day": date_format(day, "j F Y"),
    }


def in_words(rate: Rate) -> str:
    """A share with its people, as in "331 of 412 (80 %)"."""
    if not rate.whole:
        return _("%(part)s, no share") % {"part": Grouped(rate.part)} if rate.part else _("nobody counted")
    words = {"part": Grouped(rate.part), "whole": Grouped(rate.whole), "pct": rate.shown_pct}
    return _("%(part)s of %(whole)s (%(pct)s %%)") % words


def _data(trend: Trend, step: int) -> dict[str, Any]:
    """All that is drawn: knots by their place on the axis, names of places, and the words at both ends."""
    frozen = [(place, point.frozen) for place, point in enumerate(trend.points)]
    again = [(place, point.restated) for place, point in enumerate(trend.points) if point.differs and point.restated]
    days = [point.day for point in trend.points]
    now = [] if trend.ends_frozen else [(len(days), trend.reach)]
    places = days if trend.ends_frozen else [*days, trend.day]
    line = [*frozen, *now]
    named = range(len(places) - 1, -1, -step)[::-1]
    return {
        "frozen": _knots(frozen),
        "now": _knots(now),
        "thread": _knots(line),
        "restated": _knots(again),
        "ends": [_end(line[0]), _end(line[-1])] if step == 1 and len(line) > 1 else [],
        "places": list(range(len(places))),
        "named": list(named),
        "names": [_name(places, place, place - step, whole=place < len(days)) for place in range(len(places))],
        "needed": "" if trend.is_gross else _needed(line[-1][1]),
    }


def _needed(rate: Rate) -> str:
    """What it takes to reach the mark, in words; a gross share has none to reach."""
    words = {"mark": MARK_PCT, "needed": Grouped(rate.needed()), "whole": Grouped(rate.whole)}
    return _("%(mark)s %%: %(needed)s of %(whole)s") % words


def _knots(rates: list[tuple[int, Rate]]) -> list[dict[str, Any]]:
    """Only what has a percentage: a day with nobody to count is a gap."""
    return [{"place": place, "pct": rate.pct} for place, rate in rates if rate.whole]


def _end(knot: tuple[int, Rate]) -> dict[str, Any]:
    place, rate = knot
    words = _("%(part)s of %(whole)s") % {"part": Grouped(rate.part), "whole": Grouped(rate.whole)}
    return {"place": place, "pct": rate.pct or 0, "words": words if rate.whole else ""}


def _name(days: list[dt.date], place: int, before: int, *, whole: bool) -> list[str]:
    """The month, or the day of one that is not over; below it the year where what is named before is of another one."""
    day = days[place]
    year = str(day.year) if before < 0 or day.year != days[before].year else ""
    return [date_format(day, "M" if whole else "j M"), year]


def _drawn(data: dict[str, Any], look: Look, size: Size) -> str:
    import altair as alt
    import vl_convert

    folder = finders.find("fonts/certificate")
    vl_convert.register_font_directory(str(folder))
    layers = [*_mark(data, look), *_lines(data, look), *_words(data, look, size)]
    chart = (
        alt.layer(*layers)
        .properties(width=size.width, height=size.height, padding=4, background="transparent")
        .configure(aria=False, font=look.font)
        .configure_view(stroke=None)
    )
    svg: str = vl_convert.vegalite_to_svg(_with_axes(chart, data, look, size))
    return svg


def _with_axes(chart: alt.LayerChart, data: dict[str, Any], look: Look, size: Size) -> dict[str, Any]:
    """The whole drawing as Vega-Lite reads it."""
    import altair as alt

    months = alt.Axis(
        labelExpr=f"{json.dumps(data['names'])}[datum.value]",
        values=data["named"],
        title=None,
        labelAngle=0,
        labelColor=look.soft,
        labelFontSize=look.text,
        labelPadding=8,
        domain=False,
        ticks=False,
    )
    shares = alt.Axis(
        values=[0, 25, 50, 75, 100] if size.step == 1 else [0, 50, 100],
        labelExpr="datum.value + ' %'",
        title=None,
        labelColor=look.soft,
        labelFontSize=look.text,
        labelPadding=8,
        gridColor=look.line,
        domain=False,
        ticks=False,
    )
    where = alt.X("place:O", axis=months, scale=alt.Scale(type="point", padding=0.4, domain=data["places"]))
    how_much = alt.Y("pct:Q", axis=shares, scale=alt.Scale(domain=[0, 100], nice=False))
    return chart.encode(x=where, y=how_much).to_dict()


def _lines(data: dict[str, Any], look: Look) -> list[alt.Chart]:
    """The thread and its knots: filled where frozen, open where not; a diamond where a month is known otherwise now."""
    import altair as alt

    def of(name: str) -> alt.Chart:
        return alt.Chart(alt.InlineData(values=data[name]))

    return [
        of("thread").mark_line(color=look.thread, strokeWidth=3, strokeJoin="round", strokeCap="round"),
        of("frozen").mark_point(
            filled=True, size=110, opacity=1, color=look.thread, stroke=look.card, strokeWidth=2, shape="circle"
        ),
        of("now").mark_point(fill=look.card, stroke=look.thread, strokeWidth=3, size=170, opacity=1, shape="circle"),
        of("restated").mark_point(
            fill=look.card, stroke=look.other, strokeWidth=2, size=70, opacity=1, shape="diamond"
        ),
    ]


def _mark(data: dict[str, Any], look: Look) -> list[alt.Chart]:
    """The line of the mark, over the whole width, with what it takes to reach it; nothing where there is none."""
    import altair as alt

    if not data["needed"]:
        return []
    rule = alt.Chart(alt.InlineData(values=[{"pct": MARK_PCT}])).encode(x=alt.value(0), x2=alt.value("width"))
    words = alt.Chart(alt.InlineData(values=[{"pct": MARK_PCT}])).encode(x=alt.value(6))
    return [
        rule.mark_rule(color=look.mark, strokeWidth=2, strokeDash=[2, 5], strokeCap="round"),
        words.mark_text(
            text=data["needed"], align="left", dy=-10, color=look.ink, fontSize=look.text, fontWeight="bold"
        ),
    ]


def _words(data: dict[str, Any], look: Look, size: Size) -> list[alt.Chart]:
    """The people of the first and the last knot, above or below it: where neither the line nor the mark is."""
    import altair as alt

    def of(end: dict[str, Any], align: Literal["left", "right"], dy: float) -> alt.Chart:
        return alt.Chart(alt.InlineData(values=[end])).mark_text(
            text=end["words"],
            align=align,
            dx=-6 if align == "left" else 6,
            dy=dy,
            color=look.ink,
            fontSize=look.text,
            fontWeight="bold",
        )

    if not data["ends"]:
        return []
    first, last = data["ends"]
    rises = last["pct"] > first["pct"] and first["pct"] > ROOM_PCT
    if last["pct"] < MARK_PCT / 2:
        return [of(first, "left", BESIDE if rises else -BESIDE), of(last, "right", -BESIDE)]
    # The words reach back to the knot before: they go below that one as well.
    drop = max(0, last["pct"] - data["thread"][-2]["pct"]) * size.height / 100 if len(data["thread"]) > 1 else 0
    return [of(first, "left", BESIDE if rises else -BESIDE), of(last, "right", BESIDE + drop)]


_OPENING = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>")
_NOISE = re.compile(r' (?:role|aria-[a-z]+|pointer-events)="[^"]*"')


def _accessible(svg: str, said: str, key: str) -> str:
    """One picture with a title and a description, and nothing inside it that a screen reader would stop at."""
    found = _OPENING.match(svg)
    assert found is not None, "vl-convert draws an SVG element with a viewBox"  # noqa: S101  its contract, not input
    inside = _NOISE.sub("", svg[found.end() :])
    title, described = f"{key}-title", f"{key}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="{found[1]}" '
        f'aria-labelledby="{title}" aria-describedby="{described}">'
        f'<title id="{title}">{escape(_("Trend of the share who are current"))}</title>'
        f'<desc id="{described}">{escape(said)}</desc>{inside}'
    )
