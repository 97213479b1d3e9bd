"""Whom a coordinator can invite to a round: people by role and partner, never by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from learning.workforce.models import Employment, Organisation, Role, RoleAssignment, User

from .models import Case

INVITED: Final = (
    Role.FACILITATOR,
    Role.TRAINER,
    Role.AGENCY_REVIEWER,
    Role.NETWORK_REVIEWER,
    Role.LIVED_EXPERIENCE,
    Role.TEAM_MANAGER,
)


@dataclass(frozen=True)
class Group:
    """Those who hold one role for one organisation; each is invited for that organisation."""

    role: Role
    organisation: Organisation
    users: tuple[User, ...]

    @property
    def key(self) -> str:
        return f"{self.role}:{self.organisation.pk}"


def invitable(case: Case, day: dt.date) -> list[Group]:
    """Who could be invited to a round about this case on `day`, by organisation and role; three queries.

    Its author sits there in any case, and is counted like everybody else: a group without them would say who they are.
    Among those who could lead they are not.
    """
    roles = RoleAssignment.objects.on(day).filter(role__in=INVITED, user__is_active=True)
    roles = roles.exclude(user=case.author_id, role=Role.FACILITATOR)
    held = list(roles.select_related("user", "organisation").order_by("user__pk", "pk"))
    employers = employers_by_login({one.user_id for one in held}, day)
    network = Organisation.objects.filter(kind=Organisation.NETWORK_KIND).order_by("pk").first()
    found: dict[tuple[str, str], tuple[Organisation, dict[int, User]]] = {}
    for one in held:
        organisation = one.organisation or employers.get(one.user_id) or (network if one.team_id is None else None)
        if organisation is not None:
            _same, users = found.setdefault((organisation.name, one.role), (organisation, {}))
            users[one.user_id] = one.user
    order = [role.value for role in INVITED]
    ordered = sorted(found.items(), key=lambda item: (item[0][0].casefold(), order.index(item[0][1])))
    return [Group(Role(role), organisation, tuple(users.values())) for (_name, role), (organisation, users) in ordered]


def employers_by_login(users: Iterable[int], day: dt.date) -> dict[int, Organisation]:
    """For each of these logins one partner that it holds a confirmed post with; of several, the longest held."""
    keys = set(users)
    columns = ("person__user", "person__merged_into__user", "person__merged_from__user")
    theirs = Q(*((f"{column}__in", keys) for column in columns), _connector=Q.OR)
    posts = Employment.objects.in_post(day).confirmed().filter(theirs).select_related("organisation")
    found: dict[int, Organisation] = {}
    organisations: dict[int, Organisation] = {}
    for row in posts.order_by("start", "pk"):
        organisations[row.organisation_id] = row.organisation
    for organisation, *logins in posts.order_by("start", "pk").values_list("organisation_id", *columns):
        for login in logins:
            if login in keys:
                found.setdefault(login, organisations[organisation])
    return found
