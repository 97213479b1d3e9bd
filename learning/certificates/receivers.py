"""What certificates do when they hear news."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from learning.records.models import Completion, CompletionSource, Correction
from learning.records.signals import (
    completion_corrected,
    completion_recorded,
    completions_imported,
    completions_withdrawn,
)

from .actions.issue_certificate import issue_certificate
from .actions.revoke_certificate import revoke_for_correction
from .models import Certificate
from .signals import certificate_issued
from .tasks import make_pdf


@receiver(completion_recorded)
def issue(sender: Any, completion: Completion, **_: Any) -> None:
    """In the completion's own transaction. What was learned elsewhere has its own proof."""
    if completion.source != CompletionSource.RECOGNISED:
        issue_certificate(completion)


@receiver(completions_imported)
def issue_what_was_asked_for(sender: Any, completions: list[Completion], with_certificates: bool, **_: Any) -> None:
    """What an employer reports earns no certificate unless whoever reported it asked for them."""
    if with_certificates:
        for completion in completions:
            issue_certificate(completion)


@receiver(completions_withdrawn)
def withdraw_together(sender: Any, corrections: list[Correction], **_: Any) -> None:
    for correction in corrections:
        revoke_for_correction(correction)


@receiver(completion_corrected)
def withdraw(sender: Any, correction: Correction, **_: Any) -> None:
    revoke_for_correction(correction)


@receiver(certificate_issued)
def draw_soon(sender: Any, certificate: Certificate, **_: Any) -> None:
    """The worker draws the PDF. Robust: without a queue the first download draws it."""
    transaction.on_commit(partial(make_pdf.enqueue, certificate_id=certificate.pk), robust=True)
