"""Let a login into the page editor when its role works there, and out again when the role ends."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.contrib.auth.models import Group

from learning.modules.actions.grant_editing import ADMINISTRATORS, TRAINERS
from learning.workforce.models import Role, RoleAssignment, User

GROUP_OF: Final = {Role.TRAINER: TRAINERS, Role.ADMINISTRATOR: ADMINISTRATORS}


def follow_roles(user: User, day: dt.date) -> None:
    """Put the login into exactly those of the editor's groups that its roles on `day` give."""
    held = set(RoleAssignment.objects.on(day).filter(user=user).values_list("role", flat=True))
    for role, name in GROUP_OF.items():
        group, _made = Group.objects.get_or_create(name=name)
        if role in held:
            user.groups.add(group)
        else:
            user.groups.remove(group)
