"""What every file says of its figures: the day, the grade of return and its age, and the rules that made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.requirements.facts import Rules
from learning.workforce.ground import Ground

from .counting import Coverage

NOTE = "note"


def about(coverage: Coverage) -> list[tuple[str, str]]:
    """Headings and what they say, in the order in which a file shows them."""
    ground = coverage.ground
    return [
        (_("Organisation"), coverage.organisation.name),
        (_("Figures as at"), date_format(coverage.day, "j F Y")),
        (_("Grade of return"), str(ground.grade.label)),
        (_("Newest return"), age_in_words(ground)),
        *([(_("Note"), note)] if (note := mixed_note(ground)) else []),
        *how_counted(coverage),
    ]


def how_counted(coverage: Coverage) -> list[tuple[str, str]]:
    """The rules alone, as headings and what they say."""
    who = _("People in post of whom it is asked, each once; not those in first days, away or exempt.")
    if coverage.ground.is_headcount:
        who = _("As many as the headcount says; current are those of them who registered, in a confirmed post.")
    return [
        (_("Rule set"), rules_in_words(coverage.rules)),
        (_("Who counts"), who),
        (_("Percentages"), _("Compared unrounded, and shown with their people.")),
    ]


def age_in_words(ground: Ground) -> str:
    """Of the newest return when it is and when it was written, and how much older than the figures."""
    if ground.return_as_at is None or ground.age is None:
        return (
            _("No headcount by then.")
            if ground.is_headcount
            else _("No file was returned by then; people were recorded by form.")
        )
    age = ground.age
    words = {"day": date_format(ground.return_as_at, "j F Y"), "age": age}
    said = ngettext("%(day)s, %(age)s day before these figures", "%(day)s, %(age)s days before these figures", age)
    written = _("; written on %(day)s") % {"day": date_format(ground.written_on, "j F Y")} if ground.written_on else ""
    return said % words + written


def mixed_note(ground: Ground) -> str:
    """One sentence while a return is being worked in; nothing otherwise."""
    if ground.following is None:
        return ""
    return _("A new return is being worked in: some figures are new already and some are still those of before.")


def noted(ground: Ground, headings: Sequence[str], rows: Iterable[list[Any]]) -> tuple[list[str], Iterable[list[Any]]]:
    """The table as it is, or while a return is being worked in with a last column that says so in each row."""
    note = mixed_note(ground)
    return ([*headings, NOTE], ([*row, note] for row in rows)) if note else ([*headings], rows)


def rules_in_words(rules: Rules) -> str:
    said = _("%(version)s, since %(start)s: %(grace)s days to start, %(soon)s days’ notice before the last valid day")
    return said % {
        "version": rules.version,
        "start": date_format(rules.starts_on, "j F Y"),
        "grace": rules.grace_days,
        "soon": rules.due_soon_days,
    }
