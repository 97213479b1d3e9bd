"""What is needed before a module can be started, and for whom that is so."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from learning.modules.models import Module
from learning.records.actions.correct_completion import correct_completion
from learning.records.actions.start_attempt import start_attempt
from learning.records.before import way_there
from learning.records.models import Attempt, Completion, CompletionSource
from learning.records.refusals import ComesLater
from learning.workforce.actions.merge_people import merge_people
from learning.workforce.models import Person, Role, User
from tests.modules.factories import published
from tests.records.factories import AttemptFactory, CompletionFactory
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, PersonFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = dt.date(2026, 2, 28)


def module(title: str, *needed: Module, helps: tuple[Module, ...] = ()) -> Module:
    found = published(title=title, required_first=list(needed), helps_first=list(helps)).module
    assert found is not None
    return found


@pytest.fixture
def first() -> Module:
    return module("First")


@pytest.fixture
def later(first: Module) -> Module:
    return module("Later", first)


@pytest.fixture
def person() -> Person:
    return PersonFactory(with_login=True)


def user_of(person: Person) -> User:
    return User.objects.select_related("person").get(pk=person.user_id)


def titles(person: Person, module: Module) -> list[str]:
    return [one.title for one in way_there(person, module, TODAY)]


def finished(person: Person, module: Module, **fields: object) -> Completion:
    done: Completion = CompletionFactory(person=person, version=module.current_version, **fields)
    return done


def test_a_start_is_refused_with_the_way_there_and_nothing_is_written(person: Person, later: Module) -> None:
    with pytest.raises(ComesLater) as refused:
        start_attempt(user_of(person), later)
    assert [one.title for one in refused.value.way] == ["First"]
    assert not Attempt.objects.exists()


def test_advice_never_bars(person: Person, first: Module) -> None:
    advised = module("Advised", helps=(first,))
    assert start_attempt(user_of(person), advised).module == advised


def test_the_way_goes_back_to_its_beginning(person: Person, first: Module, later: Module) -> None:
    last = module("Last", later)
    assert titles(person, last) == ["First", "Later"]
    finished(person, first)
    assert titles(person, last) == ["Later"]


def test_whoever_finished_it_starts(person: Person, first: Module, later: Module) -> None:
    finished(person, first)
    assert start_attempt(user_of(person), later).module == later


@pytest.mark.parametrize(
    "how",
    [
        {"valid_until": dt.date(2025, 12, 31)},
        {"source": CompletionSource.RECOGNISED, "attempt": None},
    ],
    ids=["run out since", "recognised from elsewhere"],
)
def test_what_was_learnt_once_is_enough(person: Person, first: Module, later: Module, how: dict[str, object]) -> None:
    finished(person, first, **how)
    assert titles(person, later) == []


def test_it_counts_wherever_it_was_finished(person: Person, first: Module, later: Module) -> None:
    before = EmploymentFactory(
        person=person, organisation=OrganisationFactory(), start=dt.date(2024, 1, 1), left=dt.date(2025, 7, 1)
    )
    finished(person, first)
    EmploymentFactory(person=person, organisation=OrganisationFactory(), start=dt.date(2025, 8, 1))
    assert before.organisation_id
    assert titles(person, later) == []


def test_it_counts_under_a_row_that_was_merged(person: Person, first: Module, later: Module) -> None:
    other = PersonFactory()
    finished(other, first)
    assert titles(person, later) == ["First"]
    administrator = RoleAssignmentFactory(role=Role.ADMINISTRATOR).user
    merge_people(administrator, other, person, "the same person")
    assert titles(person, later) == []


def test_what_was_taken_back_does_not_count(person: Person, first: Module, later: Module) -> None:
    done = finished(person, first)
    administrator = RoleAssignmentFactory(role=Role.ADMINISTRATOR).user
    correct_completion(administrator, done, "a mistake")
    assert titles(person, later) == ["First"]


def test_somebody_elses_learning_does_not_count(person: Person, first: Module, later: Module) -> None:
    finished(PersonFactory(), first)
    assert titles(person, later) == ["First"]


def test_what_nobody_can_take_any_more_stands_in_nobodys_way(person: Person, first: Module, later: Module) -> None:
    Module.objects.filter(pk=first.pk).update(retired_on=TODAY)
    assert start_attempt(user_of(person), later).module == later


def test_whoever_has_begun_goes_on_when_it_is_asked_for_later(person: Person, first: Module) -> None:
    free = module("Free")
    begun = start_attempt(user_of(person), free)
    page = published(title="Free again", slug="free-again")
    assert page.module is not None
    free.prerequisites.create(first=first, is_required=True)
    assert start_attempt(user_of(person), free) == begun


@pytest.mark.parametrize("state", ["not_yet", "passed"])
def test_whoever_took_it_before_takes_it_again(person: Person, later: Module, state: str) -> None:
    AttemptFactory(person=person, version=later.current_version, **{state: True})
    assert start_attempt(user_of(person), later).module == later


def test_whoever_finished_the_module_itself_needs_nothing_more(person: Person, later: Module) -> None:
    finished(person, later, source=CompletionSource.RECOGNISED, attempt=None)
    assert start_attempt(user_of(person), later).module == later


@pytest.mark.parametrize("length", [1, 6])
def test_queries(person: Person, django_assert_num_queries: DjangoAssertNumQueries, length: int) -> None:
    free = last = module("0")
    for number in range(1, length + 1):
        last = module(str(number), last)
    with django_assert_num_queries(1):
        way_there(person, free, TODAY)
    with django_assert_num_queries(2):
        assert len(way_there(person, last, TODAY)) == length
