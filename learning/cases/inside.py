"""Learning cases inside a module: what a frozen version names by page, looked up and drawn for one reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import LearningCasePage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


def readings(pages: Iterable[int], user: User | AnonymousUser, day: dt.date) -> dict[int, SafeString]:
    """The cases with these page ids as they read inside a module, by id; one query, none when there are no ids.

    A case that was withdrawn, or is not for this reader on `day`, reads as one sentence that says so.
    """
    wanted = set(pages)
    found = readable(wanted, user, day)
    return {pk: reading(found.get(pk)) for pk in wanted}


def readable(pages: Iterable[int], user: User | AnonymousUser, day: dt.date) -> dict[int, LearningCasePage]:
    """Those of the cases with these page ids that this reader may read on `day`, by id."""
    wanted = set(pages)
    found: dict[int, LearningCasePage] = LearningCasePage.objects.visible_to(user, day).in_bulk(wanted)
    return found


def reading(case: LearningCasePage | None) -> SafeString:
    """One case as it reads inside a module; without a case the sentence that says so."""
    return render_to_string("cases/partials/inside.html", {"case": case})
