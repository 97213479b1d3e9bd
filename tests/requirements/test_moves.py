"""Somebody changes role or employer: what they finished goes with them, and what is no longer asked stops nagging."""

import datetime as dt

import pytest

from learning.modules.models import Module
from learning.requirements.actions.rebuild_statuses import differences, rebuild_everybody
from learning.requirements.asked import asked_of
from learning.requirements.models import StatusSpan
from learning.workforce.actions.merge_people import merge_people
from learning.workforce.actions.record_statement import end_statement, record_statement
from learning.workforce.models import Employment, Person
from tests.requirements.factories import RequirementFactory, RuleSetFactory, completed
from tests.workforce.factories import (
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
MOVE = dt.date(2026, 1, 15)
DONE, UNTIL = dt.date(2025, 6, 1), dt.date(2028, 5, 31)
BEFORE = MOVE - dt.timedelta(1)


@pytest.fixture
def modules() -> dict[str, Module]:
    """Everybody is asked for the first, supervisors for the second as well; corporate staff are at level 1."""
    RuleSetFactory()
    for slug, level in (("frontline_direct", 1), ("supervisors", 2), ("corporate", 1)):
        LevelMapFactory(role_group=RoleGroupFactory(slug=slug), level=level)
    return {"first": RequirementFactory(level=1).module, "second": RequirementFactory(level=2).module}


def statuses(person: Person, day: dt.date = T) -> dict[tuple[str, str], str]:
    spans = StatusSpan.objects.on(day).of(person).select_related("organisation", "module")
    return {(span.organisation.name, span.module.title): str(span.status) for span in spans}


def moved(post: Employment, **to: object) -> Employment:
    """Out of one post and into another on the same day, as a return or a form says it."""
    end_statement(None, post, left=MOVE)
    said = {"person": post.person, "organisation": post.organisation, "role_group": post.role_group, **to}
    return record_statement(None, Employment(**said, start=MOVE))


def test_into_a_post_that_needs_more_the_first_stays_current_and_the_second_gets_its_time(
    modules: dict[str, Module],
) -> None:
    post = EmploymentFactory()
    completed(post.person, modules["first"], DONE, UNTIL)
    moved(post, role_group=RoleGroupFactory(slug="supervisors"))
    here = post.organisation.name
    assert statuses(post.person) == {
        (here, modules["first"].title): "compliant",
        (here, modules["second"].title): "in_grace",
    }
    second = next(one for one in asked_of(post.person, T) if one.module == modules["second"])
    assert second.due_on == MOVE + dt.timedelta(89)
    assert list(differences()) == []


def test_into_a_post_that_needs_less_the_second_is_asked_no_more(modules: dict[str, Module]) -> None:
    post = EmploymentFactory(role_group=RoleGroupFactory(slug="supervisors"))
    rebuild_everybody()
    second = (post.organisation.name, modules["second"].title)
    assert statuses(post.person, BEFORE)[second] == "never"
    moved(post, role_group=RoleGroupFactory(slug="corporate"))
    assert second not in statuses(post.person, MOVE)
    assert statuses(post.person, BEFORE)[second] == "never", "what was, was"
    assert modules["second"] not in {one.module for one in asked_of(post.person, T)}
    assert list(differences()) == []


def test_between_posts_that_need_the_same_the_time_to_start_runs_on(modules: dict[str, Module]) -> None:
    post = EmploymentFactory(start=dt.date(2025, 11, 1))
    moved(post, role_group=RoleGroupFactory(slug="corporate"))
    assert statuses(post.person, dt.date(2026, 1, 29)) == {(post.organisation.name, modules["first"].title): "in_grace"}
    assert statuses(post.person, dt.date(2026, 1, 30)) == {(post.organisation.name, modules["first"].title): "never"}


def test_to_another_employer_what_was_finished_counts_there_from_the_first_day(modules: dict[str, Module]) -> None:
    post, there = EmploymentFactory(), OrganisationFactory(name="There")
    completed(post.person, modules["first"], DONE, UNTIL)
    moved(post, organisation=there)
    assert statuses(post.person) == {("There", modules["first"].title): "compliant"}
    assert {one.organisation for one in asked_of(post.person, T)} == {there}
    assert statuses(post.person, BEFORE) == {(post.organisation.name, modules["first"].title): "compliant"}
    assert list(differences()) == []


def test_what_the_old_employer_added_stays_with_the_old_employer(modules: dict[str, Module]) -> None:
    post, there = EmploymentFactory(), OrganisationFactory(name="There")
    own = RequirementFactory(level=1, organisation=post.organisation).module
    theirs = RequirementFactory(level=1, organisation=there).module
    rebuild_everybody()
    moved(post, organisation=there)
    asked = {one.module for one in asked_of(post.person, T)}
    assert own not in asked
    assert theirs in asked


def test_a_new_employer_gives_its_own_time_to_start(modules: dict[str, Module]) -> None:
    post, there = EmploymentFactory(), OrganisationFactory(name="There")
    rebuild_everybody()
    assert set(statuses(post.person, BEFORE).values()) == {"never"}
    moved(post, organisation=there)
    assert statuses(post.person) == {("There", modules["first"].title): "in_grace"}


def test_one_of_two_employers_left_the_other_asks_as_before(modules: dict[str, Module]) -> None:
    post = EmploymentFactory()
    other = EmploymentFactory(person=post.person, organisation=OrganisationFactory(name="There"))
    completed(post.person, modules["first"], DONE, UNTIL)
    end_statement(None, post, left=MOVE)
    assert statuses(other.person) == {("There", modules["first"].title): "compliant"}


def test_a_row_merged_into_another_brings_its_learning_and_its_posts(modules: dict[str, Module]) -> None:
    old, new = EmploymentFactory(), EmploymentFactory(organisation=OrganisationFactory(name="There"))
    completed(old.person, modules["first"], DONE, UNTIL)
    end_statement(None, old, left=MOVE)
    rebuild_everybody()
    assert statuses(new.person) == {("There", modules["first"].title): "never"}
    merge_people(RoleAssignmentFactory(administrator=True).user, old.person, new.person, "Moved between partners")
    assert statuses(new.person) == {("There", modules["first"].title): "compliant"}
    assert statuses(new.person, BEFORE) == {
        (old.organisation.name, modules["first"].title): "compliant",
        ("There", modules["first"].title): "compliant",
    }
    assert list(differences()) == []
