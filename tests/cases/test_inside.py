import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.cases.inside import readings
from learning.cases.models import Audience
from tests.workforce.factories import UserFactory

from .factories import TODAY, published

pytestmark = pytest.mark.django_db

GONE = "not shown to you, or no longer"


def test_no_ids_ask_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert readings([], AnonymousUser(), TODAY) == {}


@pytest.mark.parametrize("cases", [1, 5])
def test_any_number_of_cases_is_one_query(django_assert_num_queries: DjangoAssertNumQueries, cases: int) -> None:
    pages = [published(f"Case {n}").pk for n in range(cases)]
    user = UserFactory()
    with django_assert_num_queries(1):
        drawn = readings(pages, user, TODAY)
    assert all("A young person waited" in drawn[pk] for pk in pages)


def test_what_is_not_for_the_reader_reads_as_one_sentence() -> None:
    case = published(audience=Audience.NETWORK)
    drawn = readings([case.pk, 999], AnonymousUser(), TODAY)
    assert GONE in drawn[case.pk]
    assert GONE in drawn[999]
    assert case.title not in drawn[case.pk]


def test_the_piece_is_for_who_is_signed_in(client: Client) -> None:
    address = reverse("case_inside", args=[published(audience=Audience.PUBLIC).pk])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert "A young person waited" in client.get(address).content.decode()
    assert client.post(address).status_code == 405


def test_a_number_that_no_database_holds_is_no_case(client: Client) -> None:
    client.force_login(UserFactory())
    assert GONE in client.get(reverse("case_inside", args=[10**25])).content.decode()
