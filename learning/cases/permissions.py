"""Who may do what with learning cases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from learning.workforce.models import Role
from learning.workforce.permissions import holds

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

    from .models import LearningCasePage


def may_read_case(user: User | AnonymousUser, case: LearningCasePage, day: dt.date) -> bool:
    """Whether the case is in its reader's library on `day`."""
    return case.is_visible_to(user, day)


def may_edit_cases(user: User | AnonymousUser, day: dt.date) -> bool:
    """Trainers write learning cases and say which modules they teach."""
    return holds(user, Role.TRAINER, day)
