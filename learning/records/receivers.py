"""What the ledger does when the catalogue or the workforce has news."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from learning.modules.criteria import by_attendance
from learning.modules.models import ModuleVersion
from learning.modules.signals import version_published
from learning.workforce.models import Employment, PersonEmail
from learning.workforce.signals import people_changed

from .models import LiveSession, PastCompletion
from .tasks import match_arrivals


@receiver(version_published)
def teach_the_newest(sender: Any, version: ModuleVersion, **kwargs: Any) -> None:
    """Sessions that have not begun teach the version that is current when they do."""
    if by_attendance(version.criteria):
        coming = LiveSession.objects.filter(starts_at__gt=timezone.now(), cancelled_at=None)
        coming.filter(version__module=version.module_id, version__language=version.language).update(version=version)


@receiver(people_changed)
def look_for_rows_that_wait(sender: Any, person_ids: set[int], **kwargs: Any) -> None:
    """Past completions that waited for somebody are matched soon after the person arrives where they were reported."""
    posts = Employment.objects.standing().confirmed().filter(person__in=person_ids)
    waiting = PastCompletion.objects.in_queue().filter(batch__organisation__in=posts.values("organisation"))
    rows = list(waiting.values_list("batch__organisation_id", "staff_id", "email"))
    if not rows:
        return
    numbers = {(here, number.casefold()) for here, number in posts.values_list("organisation_id", "staff_id")}
    emails = set(PersonEmail.objects.filter(person__in=person_ids).values_list("email", flat=True))
    for organisation_id in {
        here for here, number, email in rows if (here, number.casefold()) in numbers or email in emails
    }:
        transaction.on_commit(partial(match_arrivals.enqueue, organisation_id))
