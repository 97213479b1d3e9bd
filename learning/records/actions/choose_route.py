from __future__ import annotations

from django.db import transaction

from learning.workforce.models import User

from ..body import alternative_blocks
from ..models import Attempt, AttemptState
from ..refusals import NoSuchBlock
from .lock_attempt import lock_attempt


def choose_route(user: User, attempt: Attempt, section_id: str, *, other: bool) -> None:
    """Take a section by its other route, or by the main one again; kept with the attempt and told to nobody."""
    with transaction.atomic():
        attempt = lock_attempt(user, attempt)
        section = next((section for section in attempt.version.body if section["id"] == section_id), None)
        if section is None or not alternative_blocks(section):
            raise NoSuchBlock
        if attempt.state != AttemptState.OPEN:
            return
        routes = [kept for kept in attempt.other_routes if kept != section_id]
        attempt.other_routes = [*routes, section_id] if other else routes
        attempt.place = section_id
        attempt.save(update_fields=["other_routes", "place"])
