"""Which sources somebody has to look at again, and whose they are to look at."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.contrib.auth.models import Group

from learning.workforce.models import User

from .groups import TRAINERS
from .models import ModulePage, Source


def all_sources_due(day: dt.date) -> list[Source]:
    """Every source whose day has come by `day`, the oldest first."""
    return list(Source.objects.filter(review_due__lte=day).select_related("owner").order_by("review_due", "title"))


def sources_due(user: User, day: dt.date) -> list[Source]:
    """Those that are this login's to look at."""
    return by_owner(day).get(user.pk, [])


def by_owner(day: dt.date) -> dict[int, list[Source]]:
    """By login, the sources due: to who is named at the source, else to the owners of the modules that name it.

    One that nobody is named for, and that no module names, is everybody's who writes.
    """
    due = all_sources_due(day)
    if not due:
        return {}
    authors = _authors()
    found: dict[int, list[Source]] = defaultdict(list)
    named_by = _owners_of_modules() if any(source.owner_id is None for source in due) else {}
    for source in due:
        if source.owner_id is not None and source.owner_id in authors:
            owners = {source.owner_id}
        else:
            owners = named_by.get(source.pk, set()) & authors or authors
        for owner in owners:
            found[owner].append(source)
    return dict(found)


def _authors() -> set[int]:
    """Logins that write modules today: a role that ended leaves the group, and its sources go to the others."""
    group = Group.objects.filter(name=TRAINERS).first()
    if group is None:
        return set()
    return set(User.objects.filter(groups=group, is_active=True).values_list("pk", flat=True))


def _owners_of_modules() -> dict[int, set[int]]:
    """By source, who owns a module page that names it."""
    found: dict[int, set[int]] = defaultdict(set)
    for page in ModulePage.objects.exclude(owner=None).filter(alias_of=None):
        for key in page.source_keys:
            found[key].add(page.owner_id)
    return found
