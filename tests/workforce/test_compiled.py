"""A question compiled once answers as its queryset does, on both databases."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext

from learning.workforce.compiled import Compiled
from learning.workforce.models import Person
from tests.workforce.factories import PersonFactory


def named(key: int, family_name: str) -> QuerySet[Person, Any]:
    found = Person.objects.filter(pk=key, family_name=family_name)
    return found.values_list("uuid", "given_name", "is_invented", "erased_at")


def answers_as_its_queryset() -> None:
    people = [PersonFactory(family_name=name) for name in ("Ward", "Khan")]
    question = Compiled(named)
    for person in people:
        assert list(question.rows(person.pk, person.family_name)) == list(named(person.pk, person.family_name))
    assert list(question.rows(people[0].pk, "Khan")) == []


def test_it_answers_as_its_queryset(db: None) -> None:
    answers_as_its_queryset()


@pytest.mark.postgres
def test_it_answers_as_its_queryset_on_postgres(postgres_database: str) -> None:
    answers_as_its_queryset()


def test_it_asks_one_query_with_the_values_as_parameters(db: None) -> None:
    question = Compiled(named)
    with CaptureQueriesContext(connection) as asked:
        assert list(question.rows(1, "'; DROP TABLE workforce_person; --")) == []
    assert len(asked) == 1
    assert Person.objects.count() == 0, "the table is there"


def test_a_moment_comes_back_as_one(db: None) -> None:
    moment = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)
    person = PersonFactory(erased_at=moment)
    assert [row[3] for row in Compiled(named).rows(person.pk, person.family_name)] == [moment]


def test_a_value_that_no_condition_uses_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="each of its parameters"):
        list(Compiled(lambda _key: Person.objects.values_list("pk", Value(1))).rows(7))
