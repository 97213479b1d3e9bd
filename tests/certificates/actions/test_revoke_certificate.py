import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.audit.models import Event
from learning.certificates.actions.issue_certificate import issue_certificate
from learning.certificates.actions.revoke_certificate import revoke_certificate
from learning.certificates.models import Certificate, State
from learning.records.actions.correct_completion import correct_completion
from learning.workforce.models import Role, User
from tests.certificates.factories import certificate_of, holder_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return holder_of(Role.ADMINISTRATOR)


def test_it_no_longer_stands_and_says_who_and_why(administrator: User) -> None:
    certificate = certificate_of()
    revoke_certificate(administrator, certificate, reason="Taken by somebody else.")
    assert certificate.state == State.REVOKED
    event = certificate.events.get(happening="revoked")
    assert (event.by, event.reason) == (administrator, "Taken by somebody else.")


def test_asked_twice_it_is_done_once(administrator: User) -> None:
    certificate = certificate_of()
    for _ in range(2):
        revoke_certificate(administrator, certificate, reason="Taken by somebody else.")
    assert certificate.events.filter(happening="revoked").count() == 1
    assert Event.objects.about(certificate).get().action == "certificate.withdrawn"


def test_a_withdrawn_one_is_never_issued_anew(administrator: User) -> None:
    certificate = certificate_of()
    revoke_certificate(administrator, certificate, reason="Taken by somebody else.")
    assert issue_certificate(certificate.completion) == certificate
    assert Certificate.objects.count() == 1


def test_a_corrected_completion_withdraws_its_certificate(administrator: User) -> None:
    certificate, other = certificate_of(), certificate_of()
    correct_completion(administrator, certificate.completion, "Recorded for the wrong person.")
    certificate.refresh_from_db()
    other.refresh_from_db()
    assert (certificate.state, other.state) == (State.REVOKED, State.VALID)
    event = certificate.events.get(happening="revoked")
    assert (event.by, event.reason) == (administrator, "Recorded for the wrong person.")


def test_a_reason_is_needed(administrator: User) -> None:
    certificate = certificate_of()
    with pytest.raises(ValidationError):
        revoke_certificate(administrator, certificate, reason="  ")
    assert certificate.state == State.VALID


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_may(role: Role) -> None:
    certificate = certificate_of()
    with pytest.raises(PermissionDenied):
        revoke_certificate(holder_of(role), certificate, reason="Because.")
    certificate.refresh_from_db()
    assert certificate.state == State.VALID
