"""Everything about oneself, and nothing about anybody else."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from learning.cases.life_cycle import State
from learning.cases.models import Contribution
from learning.portal.own_data import NOT_THEIRS, TABLES, everything_about
from learning.records.encryption import seal
from learning.records.models import Attempt, Reflection
from learning.workforce.models import Person, User
from tests.cases.case_factories import case_in, desk
from tests.certificates.factories import certificate_of, sam
from tests.records.factories import AttemptFactory
from tests.workforce.factories import EmploymentFactory, PersonEmailFactory, PersonFactory

pytestmark = pytest.mark.django_db


def taken(person: Person) -> dict[str, Any]:
    user = User.objects.select_related("person").get(pk=person.user_id)
    found: dict[str, Any] = json.loads(json.dumps(everything_about(user, timezone.now()), cls=DjangoJSONEncoder))
    return found


def test_whatever_points_to_a_person_is_in_the_file_or_named_as_left_out() -> None:
    listed = {table.model for table in TABLES} | {apps.get_model(label) for label in NOT_THEIRS}
    theirs = {Person, Attempt}
    pointing = {
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.many_to_one and field.related_model in theirs
    }
    assert pointing - listed == set()


def test_rounds_of_cases_are_in_it_without_their_case() -> None:
    people = desk()
    case = case_in(State.IN_CONSULTATION, people)
    seat = case.rounds.get().seats.get(user=people["consultant"])
    Contribution.objects.create(key=uuid.uuid4(), seat=seat, kind="view", words="From a ward we know this.")
    found = taken(people["consultant"].person)
    assert [row["organisation_name"] for row in found["case_consultations"]] == ["Third"]
    assert [row["kind"] for row in found["written_in_case_consultations"]] == ["view"]
    everything = json.dumps(found)
    for word in (str(case.uuid), case.number, "From a ward", case.key_question):
        assert word not in everything


def test_what_was_done_and_written_is_in_it() -> None:
    person = sam()
    EmploymentFactory(person=person, staff_id="204417")
    PersonEmailFactory(person=person, email="sam@example.org")
    certificate = certificate_of(person)
    Reflection.objects.create(
        attempt=certificate.completion.attempt, block_id="r1", sealed_text=seal("I was not sure, and I asked.")
    )
    found = taken(person)
    assert found["person"][0]["given_name"] == "Sam"
    assert found["employments"][0]["staff_id"] == "204417"
    assert [one["email"] for one in found["emails"]] == ["sam@example.org"]
    assert found["reflections"][0]["text"] == "I was not sure, and I asked."
    assert "sealed_text" not in found["reflections"][0]
    assert found["certificates"][0]["public_code"] == certificate.public_code
    assert found["completions"][0]["completed_on"] == "2026-02-27"
    assert found["words"]["q1"]["asked"]
    assert set(found["words"]["q1"]["options"]) >= {"a"}


def test_nothing_of_anybody_else_is_in_it() -> None:
    me, other = sam(), PersonFactory(given_name="Grace", family_name="Holt", with_login=True)
    for person in (me, other):
        EmploymentFactory(person=person, staff_id=f"of-{person.pk}")
        PersonEmailFactory(person=person, email=f"mail{person.pk}@example.org")
        certificate_of(person)
    text = json.dumps(taken(me))
    for theirs in ["Grace", "Holt", f"of-{other.pk}", f"mail{other.pk}@", str(other.uuid)]:
        assert theirs not in text
    assert all(len(rows) == 1 for name, rows in taken(me).items() if name in {"completions", "certificates", "emails"})


def test_every_merged_row_is_in_it() -> None:
    me, before = sam(), PersonFactory(given_name="Samuel")
    AttemptFactory(person=before)
    before.merged_into, before.merge_reason = me, "The same human being."
    before.save()
    found = taken(me)
    assert [row["given_name"] for row in found["person"]] == ["Sam", "Samuel"]
    assert len(found["attempts"]) == 1


def test_a_reflection_whose_key_is_gone_does_not_stop_the_file() -> None:
    person = sam()
    attempt = AttemptFactory(person=person, started_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    Reflection.objects.create(attempt=attempt, block_id="r1", sealed_text=b"sealed with another key")
    assert taken(person)["reflections"][0]["text"] is None
