"""Tags for the pieces of the look: icons, statuses, shares, days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from learning.certificates.code import in_fours
from learning.workforce.grouped import Grouped

from ..words_of_forms import OF_THE_MISSING

register = template.Library()
register.filter(in_fours)

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Shown:
    """How a status is shown: the shape, the word and the colour that say the same."""

    shape: str
    word: Promise
    kind: str


CURRENT = Shown("status-current", _("current"), "ok")
NOT_YET = Shown("status-not-yet", _("not yet"), "none")
NOT_ASKED = Shown("status-not-asked", _("not asked of you"), "none")
AWAY = Shown("status-away", _("not asked just now"), "none")

STATUSES: dict[str, Shown] = {
    "current": CURRENT,
    "compliant": CURRENT,
    "due_soon": Shown("status-due-soon", _("due soon"), "soon"),
    "not_yet": NOT_YET,
    "never": NOT_YET,
    "expired": Shown("status-expired", _("expired"), "gone"),
    "in_grace": Shown("status-new", _("newly asked"), "none"),
    "not_asked": NOT_ASKED,
    "not_required": NOT_ASKED,
    "not_in_post": Shown("status-not-asked", _("not in post"), "none"),
    "exempt": AWAY,
    "excluded": AWAY,
    "away": AWAY,
}


@register.simple_tag
@lru_cache
def icon(name: str, classes: str = "icon") -> SafeString:
    """`{% icon "check" %}`: a symbol of img/icons.svg, hidden from screen readers: the words beside it must do."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        classes,
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("partials/status.html")
def status(value: Any, word: str = "", tag: bool = True, count: int | None = None) -> dict[str, Any]:
    """`{% status "due_soon" %}`: shape, word and colour of one of `STATUSES`.

    `word` says it otherwise (HR does not read "of you"); `tag=False` leaves out the pill; `count` puts a number first
    and hides the word from sight, for cells of a table with a legend.
    """
    return {"shown": STATUSES[str(value)], "word": word, "tag": tag, "count": count}


@register.simple_tag
def meter(part: int, whole: int) -> SafeString:
    """`{% meter 331 412 %}`: the share as a line, for the eye alone; the numbers stand beside it in words."""
    share = 100 * part / whole if whole else 0
    return format_html(
        '<svg class="meter" aria-hidden="true" focusable="false"><rect width="{}%" height="100%"/></svg>',
        f"{share:.1f}",
    )


@register.filter
def many(value: Any) -> Any:
    """`{{ people|many }}`: 1,461; nothing for none. Made for `count total=people|many` as well; words stay words."""
    if value is None:
        return ""
    return Grouped(value) if isinstance(value, int) else value


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """`{{ completed_on|day }}`: 3 March 2026, kept on one line; nothing for no day."""
    return date_format(value, "j F Y").replace(" ", NO_BREAK) if value else ""


@register.filter
def is_choice_list(field: Any) -> bool:
    """Whether the bound field is drawn as a list of choices, each with its own box."""
    return getattr(field.field.widget, "input_type", "") in {"radio", "checkbox"} and field.field.widget.use_fieldset


@register.filter
def is_tick(field: Any) -> bool:
    """Whether the bound field is one box to tick, with its label behind it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.field.widget.use_fieldset


@register.filter
def said_of(error: Any, field: Any) -> str:
    """An error of a field in words that stand alone: "This needs an answer." does not say which."""
    said = str(error)
    if said in {str(words) for words in OF_THE_MISSING}:
        return f"{str(field.label).rstrip('?:.')}: {said[:1].lower()}{said[1:]}"
    return said


@register.filter
def page_numbers(paginator: Any, number: int) -> Any:
    """The numbers worth showing around page `number`, with an ellipsis between."""
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
