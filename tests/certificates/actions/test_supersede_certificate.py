import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.audit.models import Event
from learning.certificates.actions.issue_certificate import issue_certificate
from learning.certificates.actions.revoke_certificate import revoke_certificate
from learning.certificates.actions.supersede_certificate import supersede_certificate
from learning.certificates.models import Certificate, State
from learning.workforce.models import Role, User
from tests.certificates.factories import certificate_of, holder_of
from tests.workforce.factories import UserFactory

pytestmark = pytest.mark.django_db

KEY = uuid.UUID("0f6bb9a3-8a05-4a3f-9a55-2a6cf4d2a001")


@pytest.fixture
def administrator() -> User:
    return holder_of(Role.ADMINISTRATOR)


def correct(user: User, certificate: Certificate, name: str = "Samira Oyelaran", key: uuid.UUID = KEY) -> Certificate:
    return supersede_certificate(user, certificate, name=name, reason="Name mistyped.", idempotency_key=key)


def test_the_old_one_steps_down_and_the_new_one_follows_it(administrator: User) -> None:
    old = certificate_of()
    new = correct(administrator, old)
    assert (old.state, new.state) == (State.SUPERSEDED, State.VALID)
    assert new.supersedes == old
    assert new.public_code != old.public_code
    assert new.snapshot["name"]["printed"] == "Samira Oyelaran"
    assert old.snapshot["name"]["printed"] == "Sam Oyelaran"
    assert (new.valid_from, new.valid_until) == (old.valid_from, old.valid_until)
    event = old.events.get(happening="superseded")
    assert (event.by, event.reason) == (administrator, "Name mistyped.")
    assert new.events.get().by == administrator
    assert Event.objects.about(old).get().action == "certificate.replaced"


def test_asked_twice_it_is_done_once(administrator: User) -> None:
    old = certificate_of()
    assert correct(administrator, old) == correct(administrator, old)
    assert Certificate.objects.count() == 2


def test_issuing_again_afterwards_gives_the_new_one(administrator: User) -> None:
    old = certificate_of()
    new = correct(administrator, old)
    assert issue_certificate(old.completion) == new


def test_one_that_no_longer_stands_is_not_replaced(administrator: User) -> None:
    old = certificate_of()
    correct(administrator, old)
    with pytest.raises(ValidationError):
        correct(administrator, old, key=uuid.uuid4())
    withdrawn = certificate_of()
    revoke_certificate(administrator, withdrawn, reason="Taken by somebody else.")
    with pytest.raises(ValidationError):
        correct(administrator, withdrawn, key=uuid.uuid4())


@pytest.mark.parametrize("name", ["", "  ", "\u202e\u200b"])
def test_a_name_is_needed(administrator: User, name: str) -> None:
    with pytest.raises(ValidationError):
        correct(administrator, certificate_of(), name=name)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role != Role.ADMINISTRATOR)])
def test_nobody_else_may(role: Role | None) -> None:
    certificate = certificate_of()
    user = holder_of(role) if role else UserFactory()
    with pytest.raises(PermissionDenied):
        correct(user, certificate)
    certificate.refresh_from_db()
    assert certificate.state == State.VALID
    assert Certificate.objects.count() == 1
