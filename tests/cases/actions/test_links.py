"""A case teaches in at most four modules at a time, each link says what for, and none is ever lost."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from learning.cases.actions.end_link import end_link
from learning.cases.actions.link_case_to_module import link_case_to_module
from learning.cases.models import LearningCasePage, ModuleLink
from learning.workforce.models import Role
from tests.requirements.factories import ModuleFactory
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

from ..factories import TODAY, published

TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def case(db: None) -> LearningCasePage:
    return published()


def test_a_link_says_what_for_since_when_and_by_whom(case: LearningCasePage) -> None:
    trainer = RoleAssignmentFactory(role=Role.TRAINER).user
    link = link_case_to_module(case, ModuleFactory(), "  Choice in a corridor ", TODAY, by=trainer)
    assert (link.learning_point, link.linked_on, link.ended_on, link.place) == ("Choice in a corridor", TODAY, None, 1)
    assert link.recorded_by == trainer


@pytest.mark.parametrize("point", ["", "   "])
def test_a_link_without_a_learning_point_is_refused(case: LearningCasePage, point: str) -> None:
    with pytest.raises(ValidationError):
        link_case_to_module(case, ModuleFactory(), point, TODAY)
    assert not ModuleLink.objects.exists()


def test_the_same_module_is_not_linked_twice(case: LearningCasePage) -> None:
    module = ModuleFactory()
    link_case_to_module(case, module, "One", TODAY)
    with pytest.raises(ValidationError, match="already teaches"):
        link_case_to_module(case, module, "Two", TODAY)


def test_a_fifth_link_is_refused_until_one_ends(case: LearningCasePage) -> None:
    links = [link_case_to_module(case, ModuleFactory(), "A point", TODAY) for _ in range(4)]
    assert [link.place for link in links] == [1, 2, 3, 4]
    with pytest.raises(ValidationError, match="four modules at most"):
        link_case_to_module(case, ModuleFactory(), "A point", TODAY)
    end_link(links[1], TODAY)
    assert link_case_to_module(case, ModuleFactory(), "A point", TODAY).place == 2


def test_ending_keeps_both_what_was_believed_and_what_is(case: LearningCasePage) -> None:
    link = link_case_to_module(case, ModuleFactory(), "A point", TODAY)
    ended = end_link(link, TOMORROW)
    link.refresh_from_db()
    assert link.superseded_at is not None
    assert (ended.ended_on, ended.linked_on, ended.learning_point) == (TOMORROW, TODAY, "A point")
    assert list(ModuleLink.objects.on(TODAY)) == [ended]
    assert not ModuleLink.objects.on(TOMORROW).exists()


def test_a_link_is_not_there_before_its_day(case: LearningCasePage) -> None:
    link_case_to_module(case, ModuleFactory(), "A point", TOMORROW)
    assert not ModuleLink.objects.on(TODAY).exists()


def test_a_link_ends_once(case: LearningCasePage) -> None:
    link = link_case_to_module(case, ModuleFactory(), "A point", TODAY)
    end_link(link, TODAY)
    with pytest.raises(ValidationError, match="ended already"):
        end_link(link, TOMORROW)


def test_a_link_does_not_end_before_it_began(case: LearningCasePage) -> None:
    link = link_case_to_module(case, ModuleFactory(), "A point", TODAY)
    with pytest.raises(ValidationError, match="before the day"):
        end_link(link, TODAY - dt.timedelta(days=1))


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR, Role.NETWORK_LEAD, Role.COORDINATOR])
def test_only_trainers_link_and_end(case: LearningCasePage, role: Role | None) -> None:
    other = RoleAssignmentFactory(role=role).user if role else UserFactory(is_superuser=True)
    link = link_case_to_module(case, ModuleFactory(), "A point", TODAY)
    with pytest.raises(PermissionDenied):
        link_case_to_module(case, ModuleFactory(), "A point", TODAY, by=other)
    with pytest.raises(PermissionDenied):
        end_link(link, TODAY, by=other)


def test_a_trainer_of_yesterday_links_nothing(case: LearningCasePage) -> None:
    gone = RoleAssignmentFactory(role=Role.TRAINER, ended_on=TODAY).user
    with pytest.raises(PermissionDenied):
        link_case_to_module(case, ModuleFactory(), "A point", TODAY, by=gone)


@pytest.mark.parametrize(
    "wrong",
    [
        {"learning_point": ""},
        {"place": 5},
        {"place": 0},
        {"ended_on": TODAY - dt.timedelta(days=1)},
    ],
)
def test_the_database_holds_the_rules_too(case: LearningCasePage, wrong: dict[str, object]) -> None:
    row = {"case": case, "module": ModuleFactory(), "place": 1, "learning_point": "A point", "linked_on": TODAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        ModuleLink.objects.create(**(row | wrong))


def test_the_database_gives_a_place_once(case: LearningCasePage) -> None:
    link_case_to_module(case, ModuleFactory(), "A point", TODAY)
    row = {"case": case, "module": ModuleFactory(), "learning_point": "A point", "linked_on": TODAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        ModuleLink.objects.create(place=1, **row)


def test_a_case_and_a_module_with_a_link_are_not_deleted(case: LearningCasePage) -> None:
    link = link_case_to_module(case, ModuleFactory(), "A point", TODAY)
    for linked in (case, link.module):
        with pytest.raises(ProtectedError), transaction.atomic():
            linked.delete()


@pytest.mark.usefixtures("file_database")
def test_racing_links_never_make_a_fifth() -> None:
    case = published()
    modules = [ModuleFactory() for _ in range(8)]
    gate = threading.Barrier(len(modules))

    def race(module) -> None:
        gate.wait()
        try:
            link_case_to_module(case, module, "A point", TODAY)
        except (ValidationError, IntegrityError):
            pass
        finally:
            connection.close()

    racers = [threading.Thread(target=race, args=[module]) for module in modules]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(ModuleLink.objects.values_list("place", flat=True)) == [1, 2, 3, 4]
