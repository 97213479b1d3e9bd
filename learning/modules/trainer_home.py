"""A trainer's first screen in the editor: what waits for them, and their modules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import TaskState

from learning.workforce.models import User

from .draft_state import DraftState, draft_state, name_of
from .models import CataloguePage, ModulePage, ReviewState
from .permissions import may_write_modules
from .source_reviews import sources_due


@dataclass(frozen=True, slots=True)
class Waiting:
    """One draft that this login is to decide on."""

    title: str
    step: str
    sent_by: str
    due_on: dt.date | None
    is_late: bool
    address: str


@dataclass(frozen=True, slots=True)
class Own:
    """One module page of this login."""

    page: ModulePage
    state: DraftState

    @property
    def version(self) -> str:
        version = self.page.module.current_version if self.page.module else None
        return version.number if version else ""


@dataclass(frozen=True, slots=True)
class TrainerHome:
    """The whole screen; `catalogue`: where a new module would stand, for those who may write one."""

    waiting: list[Waiting]
    modules: list[Own]
    sources_due: int
    catalogue: CataloguePage | None

    @property
    def sent_back(self) -> list[Own]:
        return [own for own in self.modules if own.state.kind == "changes"]


def trainer_home(user: User, day: dt.date) -> TrainerHome:
    """Everything that the screen shows this login on `day`."""
    writes = may_write_modules(user)
    return TrainerHome(
        waiting_for(user, day),
        _modules_of(user, day),
        len(sources_due(user, day)) if writes else 0,
        CataloguePage.objects.first() if writes else None,
    )


def waiting_for(user: User, day: dt.date) -> list[Waiting]:
    """Reviews that this login may decide on today, what is due first."""
    states = ReviewState.objects.filter(
        pk__in=TaskState.objects.reviewable_by(user).values_list("pk", flat=True)
    ).select_related("task", "workflow_state__requested_by", "revision")
    found = [
        Waiting(
            title=state.revision.object_str,
            step=state.task.name,
            sent_by=name_of(state.workflow_state.requested_by),
            due_on=state.due_on,
            is_late=state.due_on is not None and day > state.due_on,
            address=reverse("module_review", args=[state.pk]),
        )
        for state in states
    ]
    return sorted(found, key=lambda waiting: (waiting.due_on or day, waiting.title))


def _modules_of(user: User, day: dt.date) -> list[Own]:
    pages = (
        ModulePage.objects.filter(owner=user, alias_of=None)
        .defer_streamfields()
        .select_related("module__current_version")
        .order_by("-latest_revision_created_at")
    )
    found = [Own(page, draft_state(page, day)) for page in pages]
    return sorted(found, key=lambda own: _ACT_FIRST.get(own.state.kind, 9))


_ACT_FIRST = {"changes": 0, "review": 1, "draft": 2, "scheduled": 3, "published": 4, "retired": 5}
