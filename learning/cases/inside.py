"""Learning cases inside a module: what a frozen version names by page, looked up and drawn for one reader.

Who may read a case is asked at each request. Its drawing is the same for everybody and stays in memory under
everything that it is drawn from, so that what changes in the case, or ends, shows at the next request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from learning.blocks.kept import Kept
from learning.workforce.compiled import Compiled

from .models import LearningCasePage
from .seen import seen_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

DRAWN_FROM = (
    "title",
    "slug",
    "content_note",
    "is_invented",
    "context",
    "what_happened",
    Cast("analysis", TextField()),
    Cast("what_helped", TextField()),
)
"""All that `cases/partials/inside.html` reads, as it is stored."""
FOUND = Compiled(
    lambda *pages: (
        LearningCasePage.objects.live().filter(pk__in=pages).order_by().values_list("pk", "audience", *DRAWN_FROM)
    )
)
DRAWINGS = Kept(500)


def readings(pages: Iterable[int], user: User | AnonymousUser, day: dt.date) -> dict[int, SafeString]:
    """The cases with these page ids as they read inside a module, by id; none are no query.

    A case that was withdrawn, or is not for this reader on `day`, reads as one sentence that says so.
    """
    wanted = set(pages)
    found = readable(wanted, user, day)
    return {pk: found.get(pk) or reading(None) for pk in wanted}


def readable(pages: Iterable[int], user: User | AnonymousUser, day: dt.date) -> dict[int, SafeString]:
    """Those of the cases with these page ids that this reader may read on `day`, drawn, by id.

    One query; one more where a case is for some of those who sign in, and another where one is drawn anew.
    """
    wanted = sorted(set(pages))
    rows = {row[0]: row for row in FOUND.rows(*wanted)} if wanted else {}
    seen = seen_by(user, day, {pk: row[1] for pk, row in rows.items()})
    return _drawn([row for pk, row in rows.items() if pk in seen])


def _drawn(rows: Iterable[tuple[Any, ...]]) -> dict[int, SafeString]:
    anew: dict[int, LearningCasePage] = {}

    def draw(pk: int) -> SafeString:
        if not anew:
            anew.update(LearningCasePage.objects.in_bulk([row[0] for row in rows]))
        return reading(anew.get(pk))

    return {row[0]: DRAWINGS.get_or_make(row, partial(draw, row[0])) for row in rows}


def reading(case: LearningCasePage | None) -> SafeString:
    """One case as it reads inside a module; without a case the sentence that says so."""
    if case is None:
        return DRAWINGS.get_or_make("no case", lambda: render_to_string("cases/partials/inside.html", {"case": None}))
    return render_to_string("cases/partials/inside.html", {"case": case})
