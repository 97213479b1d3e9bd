"""Tags for the trend: its section on a page, and its drawing."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..chart import NARROW, ON_PAGE, WIDE, in_words, trend_svg
from ..counting import Coverage
from ..measures.reach import MARK_PCT
from ..trend import Trend, trend_of

register = template.Library()
register.filter("in_words", in_words)


@register.inclusion_tag("coverage/partials/trend_section.html")
def trend_section(coverage: Coverage) -> dict[str, Any]:
    """`{% trend_section coverage %}`: the frozen month ends up to its day; one query."""
    trend = trend_of(coverage.organisation, coverage.ground, coverage.everybody, restate=False)
    return {"organisation": coverage.organisation, "trend": trend, "mark": MARK_PCT}


@register.simple_tag
def trend_chart(trend: Trend) -> SafeString:
    """The drawing twice, for a desk and for a phone; CSS shows one of them, and the other is not there for anybody."""
    wide = trend_svg(trend, ON_PAGE, WIDE, "trend-wide")
    narrow = trend_svg(trend, ON_PAGE, NARROW, "trend-narrow")
    return format_html('<div class="only-wide">{}</div><div class="only-narrow">{}</div>', wide, narrow)
