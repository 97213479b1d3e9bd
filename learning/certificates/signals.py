"""News of the certificates; each is sent inside the transaction that wrote it."""

from django.dispatch import Signal

# certificate: Certificate just issued, for a completion or in place of an earlier one.
certificate_issued = Signal()
# certificate: Certificate just withdrawn; event: its CertificateEvent.
certificate_revoked = Signal()
