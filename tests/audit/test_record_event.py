"""What is recorded, what is refused, and that nothing recorded can be unsaid."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from learning.audit import append_only
from learning.audit.actions.record_event import record
from learning.audit.models import ActorKind, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> Any:
    return get_user_model().objects.create_user(email="ayesha@example.org", password="long enough")


def test_an_event_says_who_did_what_on_which_row_of_which_organisation(user: Any, clock: Any) -> None:
    event = record("person.seen", by=user, on=user, organisation_id=7, detail={"fields": ["status"], "count": 1})
    event.refresh_from_db()
    assert (event.actor_kind, event.actor_id, event.action) == (ActorKind.USER, user.pk, "person.seen")
    assert (event.object_kind, event.object_id) == ("workforce.user", str(user.pk))
    assert (event.organisation_id, event.detail) == (7, {"fields": ["status"], "count": 1})
    assert event.at.isoformat() == "2026-02-28T09:30:00+00:00"
    assert str(event) == f"2026-02-28 09:30 person.seen workforce.user {user.pk}"


@pytest.mark.parametrize("kind", [ActorKind.PUBLIC, ActorKind.SYSTEM])
def test_somebody_without_login_and_the_product_itself_act_too(kind: ActorKind) -> None:
    event = record("snapshot.frozen", by=kind)
    assert (event.actor_kind, event.actor_id, event.object_kind) == (kind, None, "")


@pytest.mark.parametrize("action", ["", "seen", "Person.seen", "person seen", "person.", "a.b\n", "x" * 81 + ".a"])
def test_an_action_that_is_not_named_like_one_is_refused(action: str) -> None:
    with pytest.raises(ValidationError):
        record(action, by=ActorKind.SYSTEM)


def test_unsaved_rows_and_people_not_signed_in_are_refused(user: Any) -> None:
    with pytest.raises(ValueError, match="saved"):
        record("person.seen", by=user, on=get_user_model()())
    with pytest.raises(ValueError, match="PUBLIC"):
        record("person.seen", by=get_user_model()())


def test_an_event_is_never_changed_and_never_deleted(user: Any) -> None:
    event = record("person.seen", by=user)
    event.action = "person.forgotten"
    for change in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(actor_id=1)):
        with pytest.raises(IntegrityError, match="an audit event is never"), transaction.atomic():
            change()
    assert Event.objects.get().action == "person.seen"
    assert "audit_event" in append_only.protected_tables(connection)


def test_a_user_without_id_and_an_id_without_user_are_refused_by_the_database() -> None:
    for kind, actor in ((ActorKind.USER, None), (ActorKind.SYSTEM, 3)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.create(actor_kind=kind, actor_id=actor, action="person.seen")


def test_what_is_rolled_back_was_never_done(user: Any) -> None:
    def cause_that_fails() -> None:
        with transaction.atomic():
            record("person.seen", by=user)
            raise KeyError

    with pytest.raises(KeyError):
        cause_that_fails()
    assert not Event.objects.exists()


def test_finding_events_again(user: Any) -> None:
    seen = record("person.seen", by=user, on=user, organisation_id=1)
    merged = record("person.merged", by=ActorKind.SYSTEM, on=user, organisation_id=2)
    other = record("personal.note", by=user)
    assert set(Event.objects.about(user)) == {seen, merged}
    assert set(Event.objects.by(user)) == {seen, other}
    assert set(Event.objects.in_organisations([1, 3])) == {seen}
    assert set(Event.objects.of("person")) == {seen, merged}
    assert set(Event.objects.of("person.seen", "personal")) == {seen, other}
    assert list(Event.objects.of()) == []
    assert list(Event.objects.all()) == [other, merged, seen]
