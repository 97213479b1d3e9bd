"""“This may be about me or my child”: said by anybody, without proof; the learning case is hidden at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.notices.actions.queue_message import queue_message
from learning.records.encryption import seal
from learning.workforce.models import User

from ..models import CaseReport, LearningCasePage
from ..models.case_report import About
from ..permissions import network_ig_leads
from ..words import screened_word
from .hide_learning_case import hide_learning_case


@dataclass(frozen=True)
class Reported:
    """`words` are screened, `contact` is not: it is a way to reach the reporter, and stored encrypted."""

    about: About
    words: str = ""
    contact: str = ""


def report_learning_case(by: User | None, case: LearningCasePage | None, said: Reported, key: uuid.UUID) -> CaseReport:
    """Store it once for each `key`, hide the case, and tell the network's information-governance leads.

    `case`: one that the reporter may read; none where they could not say which. Raises BadAnswer and OpenFindings for
    the words; then nothing is stored and nothing is hidden.
    """
    words = screened_word(said.words, is_needed=False)
    with transaction.atomic():
        known = CaseReport.objects.filter(key=key).first()
        if known is not None:
            return known
        written = CaseReport.objects.create(
            key=key, case=case, about=said.about, words=words, reported_by=by,
            sealed_contact=seal(said.contact.strip()) if said.contact.strip() else b"",
        )  # fmt: skip
        if case is not None:
            hide_learning_case(case)
        record("learning_case.reported", by=by or ActorKind.PUBLIC, on=written)
        _tell(written)
    return written


def _tell(written: CaseReport) -> None:
    for user in network_ig_leads(timezone.localdate()):
        queue_message(
            key=f"case-reported:{written.pk}:{user.pk}",
            to=user.email,
            subject=_("A learning case was reported: please decide within two working days"),
            text=_("Somebody says that a learning case may be about them, or that somebody can be recognised.")
            + " "
            + _("If it was named it is hidden. The clock of 72 hours for a breach of personal data has begun.")
            + f"\n\n{settings.PUBLIC_BASE_URL}{reverse('case_desk')}\n",
        )
