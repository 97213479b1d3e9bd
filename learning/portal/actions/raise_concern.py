from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message
from learning.records.querysets import person_of
from learning.records.screened import screened
from learning.workforce.models import Role, RoleAssignment, User

from ..models import Concern

LONGEST_MESSAGE = 2_000


def raise_concern(
    user: User,
    *,
    title: str,
    address: str,
    kind: str,
    message: str,
    key: uuid.UUID,
    anonymous: bool,
    kept: Mapping[str, str] | None = None,
) -> Concern:
    """Store what a reader says is wrong with a page, once for each `key`, and tell the trainers that something waits.

    `kept`: words that look like somebody's identity → why they are nobody's. With `anonymous` nothing of the user is
    stored, here or in the audit trail, and the message to the trainers says neither who nor what.

    Raises:
        BadAnswer: nothing written, or more than 2,000 characters.
        OpenFindings: the message names somebody; nothing is stored. Carries the review.
    """
    message = screened(message, kept, most=LONGEST_MESSAGE).words
    with transaction.atomic():
        concern, is_new = Concern.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "message": message,
                "title": title[:300],
                "address": address[:300],
                "person": None if anonymous else person_of(user),
            },
        )
        if is_new:
            _tell_the_trainers()
    return concern


def _tell_the_trainers() -> None:
    """At most one message a day to each."""
    today = timezone.localdate()
    held = RoleAssignment.objects.on(today).filter(role=Role.TRAINER)
    trainers = User.objects.filter(is_active=True, pk__in=held.values("user_id"))
    for trainer in trainers:
        queue_message(
            key=f"concern-waits:{trainer.pk}:{today:%Y-%m-%d}",
            to=trainer.email,
            subject=_("Something waits for you"),
            text=_("A reader says that something on a page is wrong or upsetting. Read it, and answer:")
            + f"\n\n{settings.PUBLIC_BASE_URL}{reverse('concerns')}\n",
        )
