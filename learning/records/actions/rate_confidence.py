from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from learning.workforce.models import User

from ..body import find
from ..models import Attempt, ConfidenceRating
from ..refusals import BadAnswer, NoSuchBlock
from .lock_attempt import lock_attempt, sequence_in


def rate_confidence(
    user: User, attempt: Attempt, block_id: str, value: int, sequence: int | None = None
) -> ConfidenceRating:
    """Save how sure the user feels, 1 to 5. The latest rating stands; it decides nothing and can be left out.

    The rating at the end may come after the attempt has closed: the finish screen asks for it.
    """
    with transaction.atomic():
        attempt = lock_attempt(user, attempt)
        found = find(attempt.version.body, block_id)
        if found is None or found.block["type"] != "confidence":
            raise NoSuchBlock
        if not 1 <= value <= 5:
            raise BadAnswer("a rating is from 1 to 5")
        now = timezone.now()
        order = sequence_in(attempt, sequence, now)
        asked = found.block["value"]
        rating, is_new = ConfidenceRating.objects.get_or_create(
            attempt=attempt,
            block_id=block_id,
            defaults={
                "about": asked["about"],
                "moment": asked["moment"],
                "value": value,
                "client_sequence": order,
                "rated_at": now,
            },
        )
        if not is_new and order >= rating.client_sequence:
            rating.value, rating.client_sequence, rating.rated_at = value, order, now
            rating.save(update_fields=["value", "client_sequence", "rated_at"])
        attempt.place, attempt.saved_at = block_id, now
        attempt.save(update_fields=["place", "saved_at"])
        return rating
