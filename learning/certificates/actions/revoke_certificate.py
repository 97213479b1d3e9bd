"""A certificate is withdrawn: it was issued, and it no longer stands."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind
from learning.records.models import Correction
from learning.workforce.models import User

from ..models import Certificate, CertificateEvent, Happening, State
from ..permissions import may_change_certificates
from ..signals import certificate_revoked


def revoke_certificate(user: User, certificate: Certificate, *, reason: str) -> None:
    """Withdraw a certificate for good. Once withdrawn, asking again changes nothing.

    Raises PermissionDenied, and ValidationError when no reason is given or the certificate was already replaced.
    """
    if not may_change_certificates(user, timezone.localdate()):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why the certificate is withdrawn."))
    with transaction.atomic():
        if not _revoke(certificate, by=user, reason=reason.strip()):
            certificate.refresh_from_db()
            if certificate.state == State.SUPERSEDED:
                raise ValidationError(_("This certificate was replaced already. Withdraw the one that replaced it."))
    certificate.refresh_from_db()


def revoke_for_correction(correction: Correction) -> None:
    """Withdraw what proves a completion that no longer counts; who corrected it had the right to."""
    with transaction.atomic():
        for certificate in Certificate.objects.live().filter(completion=correction.completion_id):
            _revoke(certificate, by=correction.recorded_by, reason=correction.reason)


def _revoke(certificate: Certificate, *, by: User | None, reason: str) -> bool:
    """Whether the certificate stood until now; two at once withdraw it once."""
    if not Certificate.objects.live().filter(pk=certificate.pk).update(state=State.REVOKED):
        return False
    event = CertificateEvent.objects.create(
        certificate=certificate, happening=Happening.REVOKED, by=by, reason=reason[:240]
    )
    record("certificate.withdrawn", by=by or ActorKind.SYSTEM, on=certificate)
    certificate_revoked.send(Certificate, certificate=certificate, event=event)
    return True
