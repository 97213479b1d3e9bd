"""What every page of one return is framed by: whose it is, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..crumbs import crumb
from ..models import ReturnState, WorkforceReturn
from .desk import desk_crumb


@dataclass(frozen=True)
class Step:
    """One knot of the way: `state` is "done", "now" or "todo"."""

    title: str
    state: str


def steps_of(batch: WorkforceReturn, here: str) -> list[Step]:
    """Upload, columns, titles, differences, written; `here` names the page."""
    names = {
        "upload": _("Upload"),
        "columns": _("Match columns"),
        "titles": _("Match titles"),
        "differences": _("Differences"),
        "written": _("Written; undo for 14 days"),
    }
    reached = "written" if batch.state == ReturnState.COMMITTED else here
    at = list(names).index(reached)
    states = ["done"] * at + ["done" if batch.state == ReturnState.COMMITTED else "now"] + ["todo"] * len(names)
    return [Step(title, state) for title, state in zip(names.values(), states, strict=False)]


def frame(batch: WorkforceReturn, here: str) -> dict[str, Any]:
    """The context that the pages of one return share."""
    returns = crumb(_("Returns"), "workforce_returns", organisation=batch.organisation.slug)
    return {
        "organisation": batch.organisation,
        "batch": batch,
        "steps": steps_of(batch, here),
        "crumbs": [desk_crumb(batch.organisation), returns],
    }
