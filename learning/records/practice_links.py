"""Signed links that open exactly one follow-up, or one request to a manager, for somebody who is not signed in."""

from __future__ import annotations

import datetime as dt

from django.core import signing

from .models import Corroboration, PracticeFollowUp

LEARNER, WITNESS = "records.practice", "records.practice.witness"
# Longer than anything can be answered: the rows say the exact day.
LONGEST = dt.timedelta(days=90)


def token_of(follow_up: PracticeFollowUp) -> str:
    return signing.dumps(str(follow_up.uuid), salt=LEARNER)


def follow_up_of(token: str) -> PracticeFollowUp | None:
    """The follow-up that the link was made for, answered or not, open or closed; None for no link of ours."""
    uuid = _opened(token, LEARNER)
    rows = PracticeFollowUp.objects.select_related(
        "completion__person", "completion__version", "completion__correction"
    )
    found = rows.defer("completion__version__body").filter(uuid=uuid).first() if uuid else None
    return found if found is not None and found.completion.person.erased_at is None else None


def witness_token_of(corroboration: Corroboration) -> str:
    return signing.dumps(str(corroboration.uuid), salt=WITNESS)


def corroboration_of(token: str) -> Corroboration | None:
    uuid = _opened(token, WITNESS)
    rows = Corroboration.objects.select_related(
        "follow_up__completion__person", "follow_up__completion__version", "follow_up__completion__correction"
    )
    found = rows.defer("follow_up__completion__version__body").filter(uuid=uuid).first() if uuid else None
    return found if found is not None and found.follow_up.completion.person.erased_at is None else None


def _opened(token: str, salt: str) -> str | None:
    try:
        uuid: str = signing.loads(token, salt=salt, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return uuid
