"""What happens after the commit, by a worker that really runs."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from learning.certificates.tasks import make_pdf
from tests.certificates.factories import certificate_of


def test_the_worker_draws_the_file_after_the_commit(file_database: str) -> None:
    certificate = certificate_of()
    assert certificate.pdf_sha256 == ""
    mine = DBTaskResult.objects.filter(task_path=make_pdf.module_path)
    assert mine.count() == 1
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    certificate.refresh_from_db()
    assert len(certificate.pdf_sha256) == 64
    assert mine.get().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_run_twice_it_draws_once() -> None:
    certificate = certificate_of()
    make_pdf.call(certificate_id=certificate.pk)
    certificate.refresh_from_db()
    kept = certificate.pdf_sha256
    make_pdf.call(certificate_id=certificate.pk)
    certificate.refresh_from_db()
    assert certificate.pdf_sha256 == kept
