"""A completion earns its certificate, once, however many ask at the same moment."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from learning.records.models import Completion

from ..models import Certificate, CertificateEvent, Happening
from ..signals import certificate_issued
from ..snapshot import snapshot_of
from ..template import current_template

# The key of a first certificate follows from its completion, so that issuing again is the same request.
NAMESPACE = uuid.UUID("5f3c6a52-9a0e-4f0e-8f9f-6c0f3f1f7a11")


def issue_certificate(completion: Completion) -> Certificate:
    """The live certificate of the completion; issued now if there is none yet.

    Two at once: the second insert meets the constraint, and gets the first one's row.
    A withdrawn certificate stays withdrawn: it is given back, and no new one is made.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                certificate = insert_certificate(
                    completion,
                    name=completion.person.name,
                    idempotency_key=uuid.uuid5(NAMESPACE, str(completion.uuid)),
                )
        except IntegrityError:
            found = Certificate.objects.unreplaced().filter(completion=completion).first()
            if found is None:
                raise
            return found
        CertificateEvent.objects.create(
            certificate=certificate, happening=Happening.ISSUED, reason="The module was finished."
        )
        certificate_issued.send(Certificate, certificate=certificate)
    return certificate


def insert_certificate(
    completion: Completion, *, name: str, idempotency_key: uuid.UUID, supersedes: Certificate | None = None
) -> Certificate:
    """The new row alone, without event and news; raises IntegrityError when the completion has a live one."""
    now = timezone.now()
    return Certificate.objects.create(
        person=completion.person,
        completion=completion,
        version=completion.version,
        template=current_template(),
        snapshot=snapshot_of(completion, name=name),
        issued_at=now,
        issued_on=timezone.localdate(now),
        valid_from=completion.valid_from,
        valid_until=completion.valid_until,
        supersedes=supersedes,
        idempotency_key=idempotency_key,
    )
