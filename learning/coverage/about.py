"""What every file says of its figures: the day, the grade of return and its age, and the rules that made them."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.requirements.facts import Rules
from learning.workforce.models import Organisation

from .ground import Ground


def about(organisation: Organisation, day: dt.date, rules: Rules, ground: Ground) -> list[tuple[str, str]]:
    """Headings and what they say, in the order in which a file shows them."""
    return [
        (_("Organisation"), organisation.name),
        (_("Figures as at"), date_format(day, "j F Y")),
        (_("Grade of return"), str(ground.grade.label)),
        (_("Newest return"), age_in_words(ground, day)),
        *how_counted(rules),
    ]


def how_counted(rules: Rules) -> list[tuple[str, str]]:
    """The rules alone, as headings and what they say."""
    return [
        (_("Rule set"), rules_in_words(rules)),
        (_("Who counts"), _("People in post of whom it is asked, each once; not those in first days, away or exempt.")),
        (_("Percentages"), _("Compared unrounded, and shown with their people.")),
    ]


def age_in_words(ground: Ground, day: dt.date) -> str:
    """Of the newest return when it is, and how much older than the figures."""
    age = ground.age_on(day)
    if ground.return_as_at is None or age is None:
        return _("No file was returned by then; people were recorded by form.")
    words = {"day": date_format(ground.return_as_at, "j F Y"), "age": age}
    said = ngettext("%(day)s, %(age)s day before these figures", "%(day)s, %(age)s days before these figures", age)
    return said % words


def rules_in_words(rules: Rules) -> str:
    said = _("%(version)s, since %(start)s: %(grace)s days to start, %(soon)s days’ notice before the last valid day")
    return said % {
        "version": rules.version,
        "start": date_format(rules.starts_on, "j F Y"),
        "grace": rules.grace_days,
        "soon": rules.due_soon_days,
    }
