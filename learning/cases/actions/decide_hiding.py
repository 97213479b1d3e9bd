"""The information-governance lead decides about a hidden learning case, and answers who reported it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..models import CaseReport, Hiding, LearningCasePage
from ..models.hiding import Verdict
from ..refusals import Changed, Unanswered
from ..signals import learning_case_published
from ..words import screened_word
from .end_draft import keep_draft_back
from .withdraw_learning_case import withdraw_learning_case


def decide_hiding(by: User, hiding: Hiding, verdict: Verdict, word: str) -> Hiding:
    """Show the case again, keep it back as a draft, or withdraw it; its reports count as answered.

    Raises:
        PermissionDenied: the user is no information-governance lead of the network.
        Changed: somebody has decided already.
        Unanswered: what readers saw is no longer there to be shown again.
        BadAnswer, OpenFindings: as `screened_word`.
    """
    said, now = screened_word(word), timezone.now()
    with transaction.atomic():
        if not Hiding.objects.visible_to(by, timezone.localdate(now)).filter(pk=hiding.pk).exists():
            raise PermissionDenied
        page = LearningCasePage.objects.select_for_update(of=("self",)).get(pk=hiding.case_id)
        row = Hiding.objects.select_related("revision").get(pk=hiding.pk)
        if row.decided_at is not None:
            raise Changed(_("Somebody has decided about this case already. Look at what they decided."))
        if verdict == Verdict.SHOW_AGAIN:
            _show_again(page, row, by)
        row.verdict, row.word, row.decided_by, row.decided_at = verdict, said, by, now
        row.save(update_fields=["verdict", "word", "decided_by", "decided_at"])
        if verdict == Verdict.WITHDRAW:
            withdraw_learning_case(by, page)
        elif verdict == Verdict.KEEP_BACK:
            keep_draft_back(page)
        for report in CaseReport.objects.filter(case=page, answered_at=None):
            _answered(report)
        record(f"learning_case.{verdict}", by=by, on=page)
    return Hiding.objects.get(pk=hiding.pk)


def answer_report(by: User, report: CaseReport) -> CaseReport:
    """A report that named no case was dealt with; how to reach whoever wrote it is deleted. Raises PermissionDenied."""
    with transaction.atomic():
        visible = CaseReport.objects.visible_to(by, timezone.localdate()).filter(case=None)
        row = visible.select_for_update().filter(pk=report.pk).first()
        if row is None:
            raise PermissionDenied
        if row.answered_at is None:
            _answered(row)
            record("learning_case.report_answered", by=by, on=row)
    return row


def _answered(report: CaseReport) -> None:
    report.answered_at, report.sealed_contact = timezone.now(), b""
    report.save(update_fields=["answered_at", "sealed_contact"])


def _show_again(page: LearningCasePage, row: Hiding, by: User) -> None:
    if row.revision is None:
        raise Unanswered(_("What readers saw is no longer there. Keep it back as a draft, or withdraw it."))
    page.publish_by_action(row.revision, by)
    learning_case_published.send(LearningCasePage, case=LearningCasePage.objects.get(pk=page.pk))
