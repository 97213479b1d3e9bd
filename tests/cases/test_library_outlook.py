import pytest
from pytest_django import DjangoAssertNumQueries

from learning.cases.library_outlook import outlook
from learning.cases.models import AgeBand

from .factories import draft

pytestmark = pytest.mark.django_db


def real(number: int, age: str = AgeBand.FROM_16):
    case = draft(f"Case {number}", age_band=age, sector=("health", "police")[number % 2], is_invented=False)
    case.publish_by_action(case.latest_revision, None)
    return case


def test_an_invented_case_is_not_counted() -> None:
    assert outlook(draft()) is None


def test_it_says_what_would_be_and_proposes_the_nearest_age() -> None:
    for number in range(3):
        real(number)
    for number in range(3, 5):
        real(number, AgeBand.FROM_13)
    found = outlook(draft("New", age_band=AgeBand.FROM_16, sector="vcs", is_invented=False))
    assert found is not None
    assert not found.shows_age
    assert found.recoding == ("13 to 15", "16 to 17")
    assert found.others == 0


def test_the_fifth_shows_its_age_and_that_of_the_others() -> None:
    for number in range(4):
        real(number)
    found = outlook(draft("New", age_band=AgeBand.FROM_16, is_invented=False))
    assert found is not None
    assert (found.shows_age, found.recoding, found.others) == (True, (), 4)


def test_nothing_is_written(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    new = draft("New", is_invented=False)
    with django_assert_num_queries(1):
        outlook(new)
