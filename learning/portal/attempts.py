"""Which attempt a page of the player, or a form that came from one, is about."""

from __future__ import annotations

import uuid

from django.http import Http404

from learning.records.latest_attempt import latest_attempt
from learning.records.models import Attempt
from learning.records.querysets import person_of
from learning.workforce.models import User


def attempt_of(user: User, slug: str) -> Attempt | None:
    """The user's attempt on a module that a page shows: the open one, else the last; with its version, one query."""
    person = person_of(user)
    return latest_attempt(person, slug) if person else None


def attempt_or_404(user: User, slug: str) -> Attempt:
    attempt = attempt_of(user, slug)
    if attempt is None:
        raise Http404
    return attempt


def attempt_meant(user: User, slug: str, named: uuid.UUID | None) -> Attempt:
    """The attempt that a form was about, else the one that a page shows now; 404 where it is not the user's own.

    A form names it, so that what waited on a device, or stands in a forgotten tab, never lands in a later try, nor in
    that of the next person who signs in at this browser.
    """
    if named is None:
        return attempt_or_404(user, slug)
    attempt = (
        Attempt.objects.visible_to(user)
        .filter(module__slug=slug, uuid=named)
        .select_related("version", "module")
        .first()
    )
    if attempt is None:
        raise Http404
    return attempt
