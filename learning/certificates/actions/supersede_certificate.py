"""A certificate with a wrong name is replaced; the old one's public page says so."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..models import Certificate, CertificateEvent, Happening, State
from ..names import as_printed
from ..permissions import may_change_certificates
from ..signals import certificate_issued
from .issue_certificate import insert_certificate


def supersede_certificate(
    user: User, certificate: Certificate, *, name: str, reason: str, idempotency_key: uuid.UUID
) -> Certificate:
    """The new certificate, with `name`, for the same completion and the same days of validity.

    Asked twice with the same key, it gives the same certificate. Raises PermissionDenied, and ValidationError when
    the certificate is no longer the live one or a name or reason is missing.
    """
    if not may_change_certificates(user, timezone.localdate()):
        raise PermissionDenied
    if not as_printed(name) or not reason.strip():
        raise ValidationError(_("Give the name as it should be printed, and why it is corrected."))
    with transaction.atomic():
        old = Certificate.objects.select_for_update().select_related("completion__person").get(pk=certificate.pk)
        again = Certificate.objects.filter(idempotency_key=idempotency_key, supersedes=old).first()
        if again is not None:
            return again
        if old.state != State.VALID:
            raise ValidationError(_("Only a certificate that still stands can be replaced."))
        # First the old one steps down, then the new one may stand: never two at once, never a moment with none seen.
        Certificate.objects.filter(pk=old.pk).update(state=State.SUPERSEDED)
        CertificateEvent.objects.create(
            certificate=old, happening=Happening.SUPERSEDED, by=user, reason=reason.strip()[:240]
        )
        new = insert_certificate(old.completion, name=name, idempotency_key=idempotency_key, supersedes=old)
        CertificateEvent.objects.create(
            certificate=new, happening=Happening.ISSUED, by=user, reason=reason.strip()[:240]
        )
        record("certificate.replaced", by=user, on=old, detail={"by": new.pk})
        certificate_issued.send(Certificate, certificate=new)
    certificate.refresh_from_db()
    return new
