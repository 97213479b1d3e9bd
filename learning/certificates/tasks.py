"""Work that waits for a worker."""

from __future__ import annotations

from django_tasks import task

from .models import Certificate
from .pdf import kept_pdf


@task()
def make_pdf(certificate_id: int) -> None:
    """Draw and keep the PDF of a certificate; drawn already, nothing happens."""
    kept_pdf(Certificate.objects.select_related("template").get(pk=certificate_id))
