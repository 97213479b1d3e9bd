"""The certificate's file: drawn once, kept in the private storage, and known by its SHA-256."""

from __future__ import annotations

import hashlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from .drawing import draw
from .models import Certificate, CertificateEvent, Happening

logger = logging.getLogger(__name__)


def kept_pdf(certificate: Certificate) -> bytes:
    """The bytes of the file; drawn and kept now if that has not happened yet. Several may ask at once.

    A file that is lost or damaged is drawn again. If that gives other bytes (another engine), an event says so.
    """
    kept = _read(certificate)
    if kept is not None:
        return kept
    drawn = draw(certificate)
    sha256 = hashlib.sha256(drawn).hexdigest()
    _write(certificate, drawn)
    before = certificate.pdf_sha256
    with transaction.atomic():
        changed = Certificate.objects.filter(pk=certificate.pk, pdf_sha256=before).exclude(pdf_sha256=sha256)
        if changed.update(pdf_sha256=sha256) and before:
            logger.error(
                "The file of certificate %s was lost and came out differently when drawn again", certificate.pk
            )
            CertificateEvent.objects.create(
                certificate=certificate,
                happening=Happening.REDRAWN,
                reason=f"The kept file was lost. SHA-256 before: {before}; now: {sha256}",
            )
    certificate.pdf_sha256 = sha256
    return drawn


def _name(certificate: Certificate) -> str:
    return f"certificates/{certificate.uuid}.pdf"


def _read(certificate: Certificate) -> bytes | None:
    """The kept file, if it is there and whole."""
    if not certificate.pdf_sha256:
        return None
    try:
        with storages["private"].open(_name(certificate)) as file:
            found: bytes = file.read()
    except FileNotFoundError:
        return None
    return found if hashlib.sha256(found).hexdigest() == certificate.pdf_sha256 else None


def _write(certificate: Certificate, pdf: bytes) -> None:
    storage, name = storages["private"], _name(certificate)
    # What lies there is half written or damaged, else it would have been read.
    storage.delete(name)
    saved = storage.save(name, ContentFile(pdf))
    if saved != name:
        # Somebody else kept the same bytes at the same moment.
        storage.delete(saved)
