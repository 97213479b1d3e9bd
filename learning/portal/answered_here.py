"""Who reads again what was answered by a follow-up's link: its person, and for a while the browser that sent it.

A link stands in a letter, and letters are passed on. It lets its holder answer; it does not tell what was answered.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from learning.records.models import PracticeFollowUp
from learning.records.querysets import person_of

SECONDS: Final = 30 * 60
"""Long enough to read it over and to name a manager."""
_KEY: Final = "practice_answered"


def remember_answer(request: HttpRequest, follow_up: PracticeFollowUp) -> None:
    """This browser has just sent the answer, which `follow_up` holds."""
    request.session[_KEY] = [str(follow_up.uuid), _moment(follow_up)]


def may_read_answer(request: HttpRequest, follow_up: PracticeFollowUp) -> bool:
    """Whether this visitor is the person who was asked, or has just answered here."""
    person = person_of(request.user)
    if person is not None and person.lasting_id == follow_up.completion.person.lasting_id:
        return True
    if follow_up.answered_at is None or request.session.get(_KEY) != [str(follow_up.uuid), _moment(follow_up)]:
        return False  # nothing is answered, or it was answered anew elsewhere
    return (timezone.now() - follow_up.answered_at).total_seconds() <= SECONDS


def _moment(follow_up: PracticeFollowUp) -> str:
    return follow_up.answered_at.isoformat() if follow_up.answered_at else ""
