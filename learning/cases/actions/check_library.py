from __future__ import annotations

from typing import Final

from django.db import transaction

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind

from ..library_check import Entry, shown
from ..models import LearningCasePage

ABOUT_THE_CHILD: Final = ("age_band",)
"""All that a learning case says of a child apart from its text; a field more belongs here before it is shown."""


def check_library() -> list[LearningCasePage]:
    """Say anew of every published case what may be shown of its child; returns those of which that changed.

    Invented cases stand for nobody: they hide nobody among them either, and are left out. Each change is audited.
    """
    with transaction.atomic():
        cases = (
            LearningCasePage.objects.live().filter(is_invented=False).only("pk", "sector", "shown", *ABOUT_THE_CHILD)
        )
        pages = {page.pk: page for page in cases.only("pk", "sector", "shown", *ABOUT_THE_CHILD)}
        may = shown((entry_of(page) for page in pages.values()), ABOUT_THE_CHILD)
        changed = []
        for key, page in pages.items():
            if (now := sorted(may[key])) != page.shown:
                LearningCasePage.objects.filter(pk=key).update(shown=now)
                record("learning_case.shown", by=ActorKind.SYSTEM, on=page, detail={"before": page.shown, "after": now})
                changed.append(page)
    return changed


def entry_of(page: LearningCasePage) -> Entry:
    """One case as the library check reads it."""
    return Entry(page.pk, {name: getattr(page, name) for name in ABOUT_THE_CHILD}, page.sector)
