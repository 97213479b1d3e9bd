"""What the database itself holds to."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from learning.certificates.actions.issue_certificate import insert_certificate
from learning.certificates.models import Certificate, CertificateEvent, State, TemplateVersion
from learning.certificates.template import current_template
from tests.certificates.factories import certificate_of, completion_of, sam
from tests.workforce.factories import PersonFactory

pytestmark = pytest.mark.django_db

MAY_CHANGE = {"id", "state", "pdf_sha256"}


def refused(rows: models.QuerySet[Any], **changes: Any) -> None:
    with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
        rows.update(**changes)


def test_every_column_but_state_and_file_is_held_by_trigger() -> None:
    certificate = certificate_of()
    rows = Certificate.objects.filter(pk=certificate.pk)
    other = certificate_of()
    tried = {
        "uuid": other.idempotency_key,
        "person": other.person,
        "completion": other.completion,
        "version": other.version,
        "template": TemplateVersion.objects.create(html="x", css="x", engine="x", content_hash="x"),
        "public_code": "2" * 16,
        "snapshot": {**certificate.snapshot, "minutes": 1},
        "issued_at": other.issued_at,
        "issued_on": other.valid_from,
        "valid_from": other.issued_on,
        "valid_until": None,
        "supersedes": other,
        "idempotency_key": other.uuid,
    }
    assert {field.name for field in Certificate._meta.fields} == tried.keys() | MAY_CHANGE
    for name, value in tried.items():
        refused(rows, **{name: value})
    rows.update(state=State.REVOKED, pdf_sha256="f" * 64)


def test_a_certificate_is_never_deleted() -> None:
    certificate = certificate_of()
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        certificate.delete()
    with pytest.raises(IntegrityError, match="is never deleted"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk)._raw_delete("default")


def test_events_and_templates_are_never_changed() -> None:
    certificate_of()
    refused(CertificateEvent.objects.all(), reason="Another reason.")
    refused(TemplateVersion.objects.all(), css="")


@pytest.mark.parametrize("owner", ["person", "completion", "version", "template"])
def test_what_a_certificate_stands_on_cannot_go(owner: str) -> None:
    assert Certificate._meta.get_field(owner).remote_field.on_delete is models.PROTECT


def test_a_completion_has_one_live_certificate() -> None:
    certificate = certificate_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_certificate(certificate.completion, name="Sam", idempotency_key=certificate.uuid)
    Certificate.objects.update(state=State.REVOKED)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_certificate(certificate.completion, name="Sam", idempotency_key=certificate.uuid)
    Certificate.objects.update(state=State.SUPERSEDED)
    insert_certificate(certificate.completion, name="Sam", idempotency_key=certificate.uuid)


def test_an_event_says_why() -> None:
    certificate = certificate_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateEvent.objects.create(certificate=certificate, happening="revoked", reason="")


def test_a_template_version_is_one_row_as_long_as_nothing_changes() -> None:
    assert current_template() == current_template()
    kept = current_template()
    assert "Certificate" in kept.css
    assert set(kept.fonts) >= {"noto-sans-700.ttf", "img/certificate-border.svg"}
    assert kept.engine.startswith("WeasyPrint ")


def test_certificates_are_found_under_every_merged_row() -> None:
    lasting, merged = sam(), PersonFactory()
    certificate_of(lasting)
    certificate_of(merged)
    merged.merged_into, merged.merge_reason = lasting, "The same human being."
    merged.save()
    assert Certificate.objects.of(lasting).count() == Certificate.objects.of(merged).count() == 2
    assert Certificate.objects.of(PersonFactory()).count() == 0


def test_a_completion_that_ends_never_makes_a_certificate_without_end() -> None:
    assert certificate_of(valid_until=None).snapshot["valid_until"] is None
    completion = completion_of()
    assert certificate_of(completion.person).valid_until == completion.valid_until
