from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.deidentification import screen
from learning.deidentification.resolution import review_direct
from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import User

from ..models import Concern
from ..permissions import may_answer_concerns

LONGEST_ANSWER = 2_000


def answer_concern(user: User, concern: Concern, answer: str) -> Concern:
    """Close a concern with an answer; whoever put their name to it is told where to read it. Twice changes nothing.

    Raises PermissionDenied, and ValueError for an answer that is empty, too long or names somebody.
    """
    answer = answer.strip()
    if not may_answer_concerns(user):
        raise PermissionDenied
    if not answer or len(answer) > LONGEST_ANSWER or not review_direct(answer, screen(answer), {}).complete:
        raise ValueError("no answer, too long, or somebody named in it")
    with transaction.atomic():
        concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
        if concern.answered_at is not None:
            return concern
        concern.answer, concern.answered_at, concern.answered_by = answer, timezone.now(), user
        concern.save(update_fields=["answer", "answered_at", "answered_by"])
        record("concern.answered", by=user, on=concern)
        _tell_the_writer(concern)
        return concern


def _tell_the_writer(concern: Concern) -> None:
    if concern.person is None or concern.person.user is None or not concern.person.user.is_active:
        return
    queue_message(
        key=f"concern-answered:{concern.uuid}",
        to=concern.person.user.email,
        person_id=concern.person.lasting_id,
        subject=_("An answer to what you wrote"),
        text=_("You wrote that something on a page was wrong or upsetting. Here is the answer:")
        + f"\n\n{settings.PUBLIC_BASE_URL}{reverse('my_concerns')}\n",
    )
