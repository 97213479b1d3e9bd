"""A login and its person come together, and so does that there is none."""

from typing import Any

import pytest

from learning.workforce.models import Person
from learning.workforce.user_with_person import user_with_person
from tests.workforce.factories import PersonFactory, UserFactory


def test_the_person_is_there_without_another_query(db: None, django_assert_num_queries: Any) -> None:
    person = PersonFactory(user=UserFactory())
    with django_assert_num_queries(1):
        user = user_with_person(person.user_id)
        assert user is not None
        assert user == person.user
        assert user.person == person
        assert user.person.user is user
    assert {name: getattr(user.person, name) for name in ("given_name", "family_name", "uuid")} == {
        name: getattr(person, name) for name in ("given_name", "family_name", "uuid")
    }


def test_a_login_without_a_person_says_so_without_another_query(db: None, django_assert_num_queries: Any) -> None:
    key = UserFactory().pk
    Person.objects.filter(user=key).delete()
    with django_assert_num_queries(1):
        user = user_with_person(key)
        assert user is not None
        with pytest.raises(Person.DoesNotExist):
            user.person  # noqa: B018  asking is the test


def test_nobody_has_an_unknown_key(db: None) -> None:
    assert user_with_person(4711) is None
