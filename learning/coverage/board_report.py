"""The report for a board: what it says, and how it is drawn. Counts alone, never a name of a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone, translation

from learning.certificates.fonts import faces_needed
from learning.certificates.sheets import drawing, laid_out, written
from learning.requirements.statuses import Status
from learning.workforce.network_name import network_name

from .about import age_in_words, how_counted, mixed_note
from .chart import ON_PAPER, PAPER, trend_svg
from .counting import Coverage
from .data_quality import DataQuality, data_quality
from .due import ModuleDue, modules_due, people_due, windows_of
from .learner_hours import Learnt, learnt_by
from .measures.reach import MARK_PCT, Counts
from .people_export import Progress
from .standings import DUE
from .teams import TeamTree, team_tree
from .trend import Trend, trend_of

STYLE = "css/report.css"
PARTS = 5


@dataclass(frozen=True)
class BoardReport:
    """All that the report says of one organisation on one day."""

    coverage: Coverage
    trend: Trend
    teams: TeamTree
    windows: list[int]
    due: dict[str, int]
    modules: list[ModuleDue]
    quality: DataQuality
    learnt: Learnt

    @property
    def everybody(self) -> Counts:
        return self.coverage.everybody

    @property
    def due_rows(self) -> list[dict[str, Any]]:
        """Each module that something is due of: its title, and numbers in the order of the columns."""
        names = [Status.NEVER, Status.EXPIRED, *(f"{DUE}_{days}" for days in self.windows)]
        return [{"title": m.module.title, "numbers": [m.counts[name] for name in names]} for m in self.modules]


def board_report(coverage: Coverage, progress: Progress) -> BoardReport:
    """Some thirty queries, whatever the number of people and teams; `progress` hears of the parts."""
    organisation, day = coverage.organisation, coverage.day
    windows = windows_of(coverage.rules)
    progress(0, PARTS)
    trend = trend_of(organisation, day, coverage.everybody.reach, restate=False)
    teams = team_tree(organisation, day)
    progress(1, PARTS)
    due, modules = people_due(organisation, day, windows), modules_due(organisation, day, windows, coverage.modules)
    progress(2, PARTS)
    quality, learnt = data_quality(organisation, day), learnt_by(organisation, day)
    progress(3, PARTS)
    return BoardReport(coverage, trend, teams, windows, due, modules, quality, learnt)


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
        "how_counted": how_counted(coverage.rules),
        "grade": coverage.ground.grade.label,
        "age": age_in_words(coverage.ground),
        "note": mixed_note(coverage.ground),
    }
