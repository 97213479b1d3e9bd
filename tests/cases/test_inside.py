import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from learning.cases.inside import DRAWINGS, readings
from learning.cases.models import Audience, LearningCasePage
from learning.workforce.models.organisation import Sector
from tests.workforce.factories import EmploymentFactory, UserFactory

from .factories import TODAY, published

pytestmark = pytest.mark.django_db

GONE = "not shown to you, or no longer"


def test_no_ids_ask_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert readings([], AnonymousUser(), TODAY) == {}


@pytest.mark.parametrize("cases", [1, 5])
def test_any_number_of_cases_is_one_query(django_assert_num_queries: DjangoAssertNumQueries, cases: int) -> None:
    pages = [published(f"Case {n}").pk for n in range(cases)]
    somebody, reader = UserFactory(), UserFactory()
    with django_assert_num_queries(2):  # the second reads what is drawn for the first time
        first = readings(pages, somebody, TODAY)
    with django_assert_num_queries(1):
        drawn = readings(pages, reader, TODAY)
    assert drawn == first
    assert all("A young person waited" in drawn[pk] for pk in pages)


def test_what_changes_in_a_case_is_read_at_once() -> None:
    case, reader = published(), UserFactory()
    assert "A young person waited" in readings([case.pk], reader, TODAY)[case.pk]
    case.what_happened = "<p>A young person was heard.</p>"
    case.save()
    assert "was heard" in readings([case.pk], reader, TODAY)[case.pk]


def test_a_case_that_is_withdrawn_is_gone_at_once() -> None:
    case, reader = published(), UserFactory()
    assert "A young person waited" in readings([case.pk], reader, TODAY)[case.pk]
    LearningCasePage.objects.filter(pk=case.pk).update(live=False)
    assert GONE in readings([case.pk], reader, TODAY)[case.pk]


def test_a_drawing_kept_for_one_reader_is_not_shown_to_one_who_may_not_read_it() -> None:
    health = published(audience=Audience.SECTOR, audience_sector=Sector.HEALTH)
    nurse = EmploymentFactory(organisation__sector=Sector.HEALTH, person__user=UserFactory()).person.user
    assert "A young person waited" in readings([health.pk], nurse, TODAY)[health.pk]
    assert GONE in readings([health.pk], UserFactory(), TODAY)[health.pk]
    network = published("Another", audience=Audience.NETWORK)
    assert "A young person waited" in readings([network.pk], nurse, TODAY)[network.pk]
    assert GONE in readings([network.pk], AnonymousUser(), TODAY)[network.pk]


def test_a_kept_drawing_is_in_the_readers_language() -> None:
    case = published(is_invented=True)
    with override("en-gb"):
        english = readings([case.pk], UserFactory(), TODAY)
    with override("cy"):
        readings([case.pk], UserFactory(), TODAY)
    assert {language for language, _key in DRAWINGS._pieces} == {"en-gb", "cy"}
    with override("en-gb"):
        assert readings([case.pk], UserFactory(), TODAY) == english


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
