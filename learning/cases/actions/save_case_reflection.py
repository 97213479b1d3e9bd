from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.modules.models import Module
from learning.records.permissions import may_learn
from learning.records.written import sealed
from learning.workforce.models import Person, User

from ..models import CaseReflection, LearningCasePage


def save_case_reflection(
    user: User,
    case_id: int,
    text: str,
    *,
    elsewhere: bool = False,
    kept: Mapping[str, str] | None = None,
    module: Module | None = None,
) -> CaseReflection | None:
    """Save what the user takes from a learning case, sealed, with the day on which they first did.

    `kept` and the refusals are those of a reflection (`records.written.sealed`). The text given last stands; an empty
    one that is not `elsewhere` takes the note back, and nothing of it is left: then None.

    Raises:
        PermissionDenied: the login has no record to write to, or may not read the case today.
        BadAnswer, OpenFindings: see `records.refusals`; nothing is stored.
    """
    words = sealed(text, kept or {})
    with transaction.atomic():
        now = timezone.now()
        case = LearningCasePage.objects.visible_to(user, timezone.localdate(now)).filter(pk=case_id).first()
        if case is None or not may_learn(user):
            raise PermissionDenied
        # Two first clicks wait for each other here.
        Person.objects.select_for_update(no_key=True).get(pk=user.person.lasting_id)
        written = CaseReflection.objects.of(user.person).filter(case=case).first()
        if not words and not elsewhere:
            if written is not None:
                written.delete()
            return None
        if written is None:
            written = CaseReflection(person=user.person, case=case, module=module, reflected_on=timezone.localdate(now))
        written.sealed_text, written.elsewhere, written.written_at = words, elsewhere, now
        written.save()
        return written
