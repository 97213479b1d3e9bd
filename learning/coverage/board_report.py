"""The report for a board: what it says, and how it is drawn. Counts alone, never a name of a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.certificates.fonts import faces_needed
from learning.certificates.sheets import drawing, laid_out, written
from learning.requirements.statuses import Status
from learning.workforce.network_name import network_name

from .about import age_in_words, how_counted, mixed_note
from .chart import ON_PAPER, PAPER, trend_svg
from .counting import Coverage
from .data_quality import DataQuality, data_quality
from .due import ModuleDue, modules_due, windows_of
from .learner_hours import Learnt, learnt_by
from .measures.reach import MARK_PCT, Counts
from .people_export import Progress
from .standings import DUE
from .teams import TeamTree, team_tree
from .trend import Trend, trend_of

STYLE = "css/report.css"
PARTS = 5


@dataclass(frozen=True)
class GroupRow:
    """One line of a headcount: people of a role group as the number of `said_on` says, or of all together."""

    title: str
    counts: Counts
    said_on: dt.date | None = None


@dataclass(frozen=True)
class BoardReport:
    """All that the report says of one organisation on one day; of headcounts neither teams nor what falls due."""

    coverage: Coverage
    trend: Trend
    quality: DataQuality
    learnt: Learnt
    teams: TeamTree = field(default_factory=TeamTree)
    windows: list[int] = field(default_factory=list)
    modules: list[ModuleDue] = field(default_factory=list)

    @property
    def everybody(self) -> Counts:
        return self.coverage.everybody

    @property
    def group_rows(self) -> list[GroupRow]:
        """Each role group of a headcount, and everybody."""
        coverage = self.coverage
        rows = [GroupRow(one.title, coverage.people[one.pk], coverage.said_on[one.pk]) for one in coverage.role_groups]
        return [*rows, GroupRow(_("Everybody"), coverage.everybody)]

    @property
    def module_rows(self) -> list[tuple[str, list[Counts | None]]]:
        """Each module of a headcount: its title, and the counts of each role group of whom it is asked."""
        cells, groups = self.coverage.cells, self.coverage.role_groups
        return [(m.title, [cells.get((m.pk, group.pk)) for group in groups]) for m in self.coverage.modules]

    @property
    def due_rows(self) -> list[dict[str, Any]]:
        """Each module that something is due of: its title, and numbers in the order of the columns."""
        names = [Status.NEVER, Status.EXPIRED, *(f"{DUE}_{days}" for days in self.windows)]
        return [{"title": m.module.title, "numbers": [m.counts[name] for name in names]} for m in self.modules]


def board_report(coverage: Coverage, progress: Progress) -> BoardReport:
    """Some thirty queries, whatever the number of people and teams; `progress` hears of the parts."""
    organisation, day = coverage.organisation, coverage.day
    progress(0, PARTS)
    trend = trend_of(organisation, coverage.ground, coverage.everybody, restate=False)
    progress(1, PARTS)
    quality, learnt = data_quality(organisation, day), learnt_by(organisation, day)
    progress(2, PARTS)
    if coverage.ground.is_headcount:
        return BoardReport(coverage, trend, quality, learnt)
    windows = windows_of(coverage.rules)
    teams = team_tree(organisation, day)
    progress(3, PARTS)
    return BoardReport(
        coverage, trend, quality, learnt, teams, windows, modules_due(organisation, day, windows, coverage.modules)
    )


def drawn(report: BoardReport, now: dt.datetime) -> bytes:
    """The PDF's bytes: A4, PDF/A-3a, tagged, in our own fonts. Raises CannotDrawError."""
    html = render_to_string("coverage/report.html", _context(report, now))
    css = Path(str(finders.find(STYLE))).read_text()
    with drawing():
        return written(laid_out(html, css, faces_needed(html)))


def _context(report: BoardReport, now: dt.datetime) -> dict[str, Any]:
    coverage = report.coverage
    return {
        "report": report,
        "organisation": coverage.organisation,
        "day": coverage.day,
        "language": translation.get_language(),
        "network": network_name(),
        "made_on": timezone.localdate(now),
        "made_at": now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "mark": MARK_PCT,
        "chart": trend_svg(report.trend, ON_PAPER, PAPER, "trend") if report.trend.points else "",
        "how_counted": how_counted(coverage),
        "grade": coverage.ground.grade.label,
        "age": age_in_words(coverage.ground),
        "is_headcount": coverage.ground.is_headcount,
        "said": date_format(said, "j F Y") if (said := coverage.ground.return_as_at) else "",
        "note": mixed_note(coverage.ground),
        "unsaid": ", ".join(group.title for group in coverage.unsaid),
        "outgrown": ", ".join(group.title for group in coverage.outgrown),
    }
