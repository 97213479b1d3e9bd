"""Which of some live cases a reader may read, where their audiences are known already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .models import Audience, LearningCasePage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


def seen_by(user: User | AnonymousUser, day: dt.date, audiences: Mapping[int, str]) -> set[int]:
    """The keys of those live cases that the user may read on `day`; `audiences`: by key of a case.

    The same as `visible_to`, which is asked about those cases alone that are for some of the people who sign in.
    """
    everybodys = {Audience.PUBLIC, Audience.NETWORK} if user.is_authenticated else {Audience.PUBLIC}
    of_some = {case for case, audience in audiences.items() if audience not in everybodys}
    if not of_some:
        return set(audiences)
    mine = LearningCasePage.objects.visible_to(user, day).filter(pk__in=of_some)
    return set(audiences) - of_some | set(mine.values_list("pk", flat=True))
