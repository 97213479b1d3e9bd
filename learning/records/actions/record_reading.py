from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from ..body import number_of
from ..models import Attempt, AttemptState, Completion, Reading
from ..refusals import NoSuchBlock
from .lock_attempt import lock_attempt
from .settle_attempt import settle_attempt


def record_reading(user: User, attempt: Attempt, section_id: str) -> Completion | None:
    """Record that the user went through a section, by the route that is chosen for it, and goes on to the next.

    Twice is once; reading again by the other route is what then counts. In a closed attempt nothing changes.
    Returns the completion if this was the last thing to do.
    """
    with transaction.atomic():
        attempt = lock_attempt(user, attempt)
        number = number_of(attempt.version.body, section_id)
        if number is None:
            raise NoSuchBlock
        if attempt.state != AttemptState.OPEN:
            return None
        now = timezone.now()
        by_other = section_id in attempt.other_routes
        reading, is_new = Reading.objects.get_or_create(
            attempt=attempt, section_id=section_id, defaults={"by_alternative": by_other, "read_at": now}
        )
        if not is_new and reading.by_alternative != by_other:
            reading.by_alternative = by_other
            reading.save(update_fields=["by_alternative"])
        following = attempt.version.body[min(number, len(attempt.version.body) - 1)]
        return settle_attempt(attempt, now, place=following["id"])
