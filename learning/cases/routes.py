"""What to do when somebody is at risk now: the routes of the reader's own employers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .models import SafeguardingRoute
from .permissions import employers_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


def routes_for(user: User | AnonymousUser, day: dt.date) -> list[SafeguardingRoute]:
    """One for each partner that the user works for on `day` and that has written its route down."""
    employers = employers_of(user, day)
    return list(SafeguardingRoute.objects.filter(organisation__in=employers).select_related("organisation"))
