"""Let a login into the page editor when its role works there, and out again when the role ends."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.contrib.auth.models import Group

from learning.modules.groups import ADMINISTRATORS, REVIEWERS, TRAINERS
from learning.workforce.models import Role, RoleAssignment, User

GROUPS_OF: Final = {
    TRAINERS: frozenset({Role.TRAINER}),
    ADMINISTRATORS: frozenset({Role.ADMINISTRATOR}),
    REVIEWERS: frozenset({Role.LIVED_EXPERIENCE, Role.IG_LEAD}),
}


def follow_roles(user: User, day: dt.date) -> None:
    """Put the login into exactly those of the editor's groups that its roles on `day` give."""
    held = set(RoleAssignment.objects.on(day).filter(user=user).values_list("role", flat=True))
    for name, roles in GROUPS_OF.items():
        group, _made = Group.objects.get_or_create(name=name)
        if roles & held:
            user.groups.add(group)
        else:
            user.groups.remove(group)
