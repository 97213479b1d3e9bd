"""What a return would do to the figures, in words: whom it asks for what and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.modules.models import Module
from learning.records.models import PastCompletion
from learning.requirements.facts import Rules, rules_on
from learning.requirements.network import rule_book
from learning.requirements.why import NO_BREAK
from learning.workforce.models import ChangeKind, RoleGroup, WorkforceReturn
from learning.workforce.models.level_map import Level

from .counting import fingerprint
from .forecast import Forecast, NewlyAsked, NoLongerAsked

MOST_NAMED = 3
"""So many modules are named; of more there is the number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who, what, by when, and how many of them hold it already (empty where nobody does)."""

    who: str
    what: str
    when: str = ""
    held: str = ""


def shown(batch: WorkforceReturn, forecast: Forecast, today: dt.date) -> dict[str, Any]:
    """What the template needs; six queries."""
    groups = dict(RoleGroup.objects.values_list("pk", "title"))
    lines: list[NewlyAsked | NoLongerAsked] = [*forecast.newly, *forecast.no_longer]
    keys = {module for line in lines for module in line.module_ids}
    titles = dict(Module.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "title"))
    rules = rules_on(rule_book(), forecast.day)
    waiting = PastCompletion.objects.in_queue().filter(batch__organisation=batch.organisation_id)
    return {
        "forecast": forecast,
        "rules": rules,
        "groups": [(groups[pk], now, after) for pk, now, after in forecast.posts if pk in groups],
        "newly": [_newly(line, groups, titles, forecast.day, rules) for line in forecast.newly],
        "newly_people": sum(line.people for line in forecast.newly),
        "no_longer": [_no_longer(line, groups, titles) for line in forecast.no_longer],
        "no_longer_people": sum(line.people for line in forecast.no_longer),
        "is_past": forecast.day != today or forecast.mark != fingerprint(batch.organisation),
        "completions_wait": waiting.exists(),
    }


def _newly(line: NewlyAsked, groups: Mapping[int, str], titles: Mapping[int, str], day: dt.date, rules: Rules) -> Line:
    words = {"n": line.people, "group": groups.get(line.role_group_id, "")}
    if line.kind == ChangeKind.JOINER:
        who = ngettext("%(n)s person who joins as %(group)s", "%(n)s people who join as %(group)s", line.people)
    elif line.kind == ChangeKind.MOVER:
        who = ngettext("%(n)s person who moves to %(group)s", "%(n)s people who move to %(group)s", line.people)
    else:
        who = ngettext("%(n)s person in %(group)s", "%(n)s people in %(group)s", line.people)
    levels = get_text_list([str(Level(number).label) for number in line.levels if number in Level], _("and"))
    held = line.people - line.to_learn
    return Line(
        who % words,
        f"{levels}: {_modules(line.module_ids, titles)}" if levels else _modules(line.module_ids, titles),
        _by_when(line, day, rules),
        ngettext("%(n)s holds all of it already", "%(n)s hold all of it already", held) % {"n": held} if held else "",
    )


def _no_longer(line: NoLongerAsked, groups: Mapping[int, str], titles: Mapping[int, str]) -> Line:
    words = {"n": line.people, "group": groups.get(line.role_group_id, "")}
    if line.kind == ChangeKind.LEAVER:
        who = ngettext("%(n)s person who leaves as %(group)s", "%(n)s people who leave as %(group)s", line.people)
    elif line.kind == ChangeKind.MOVER:
        who = ngettext("%(n)s person who moves from %(group)s", "%(n)s people who move from %(group)s", line.people)
    else:
        who = ngettext("%(n)s person in %(group)s until now", "%(n)s people in %(group)s until now", line.people)
    return Line(who % words, _modules(line.module_ids, titles))


def _modules(keys: Iterable[int], titles: Mapping[int, str]) -> str:
    names = [titles[key] for key in keys if key in titles]
    if len(names) > MOST_NAMED:
        return ngettext("%(n)s module", "%(n)s modules", len(names)) % {"n": len(names)}
    said = ngettext("%(n)s module, %(names)s", "%(n)s modules, %(names)s", len(names))
    return said % {"n": len(names), "names": get_text_list([f"“{name}”" for name in names], _("and"))}


def _by_when(line: NewlyAsked, day: dt.date, rules: Rules) -> str:
    if line.first_due is None or line.last_due is None:
        return ""
    words = {
        "first": date_format(line.first_due, "j F Y"),
        "last": date_format(line.last_due, "j F Y"),
        "grace": (ngettext("%(n)s day", "%(n)s days", rules.grace_days) % {"n": rules.grace_days}).replace(
            " ", NO_BREAK
        ),
    }
    if line.last_due < day:
        said = _("their first %(grace)s are over, so they count at once")
    elif line.first_due < day:
        said = _("by %(last)s at the latest; for some the first %(grace)s are over")
    elif line.first_due == line.last_due:
        said = _("by %(last)s (%(grace)s)")
    else:
        said = _("between %(first)s and %(last)s (%(grace)s each)")
    return said % words
