"""Loading what is asked: the levels of the file, once, whatever happens twice."""

import datetime as dt

import pytest

from learning.modules.models import Module
from learning.requirements.actions.load_requirements import load_requirements
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.models import Requirement, RuleSet, StatusSpan
from learning.workforce.models import LevelMap, RoleGroup
from tests.requirements.factories import ModuleFactory
from tests.workforce.factories import EmploymentFactory

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
TAXONOMIES = {
    "role_groups": [
        {"id": "frontline_direct", "title": "Frontline, direct work", "required_level": 2, "note": "Nurses"},
        {"id": "enhanced", "title": "Regular or intense work", "required_level": 3},
        {"id": "specialist", "title": "Trauma specialists", "required_level": 4},
        {"id": "leaders", "title": "Senior leaders", "required_level": 3},
        {"id": "corporate", "title": "Corporate", "required_level": 1},
        {"id": "volunteers", "title": "Volunteers", "required_level": 1},
    ],
    "level_paths": {"1": ["A"], "2": ["B"], "3_practice": ["C"], "3_leadership": ["D"], "4": ["E"]},
}


@pytest.fixture
def modules() -> dict[str, Module]:
    return {name: ModuleFactory(title=name) for name in "ABCDE"}


@pytest.mark.parametrize(
    ("group", "asked"),
    [
        ("corporate", "A"),
        ("volunteers", "A"),
        ("frontline_direct", "AB"),
        ("enhanced", "ABC"),
        ("leaders", "ABD"),
        ("specialist", "ABCE"),
    ],
)
def test_each_role_group_is_asked_for_its_levels_by_its_path(
    modules: dict[str, Module], group: str, asked: str
) -> None:
    load_requirements(TAXONOMIES, modules, dt.date(2025, 1, 1))
    post = EmploymentFactory(role_group=RoleGroup.objects.get(slug=group))
    rebuild_everybody()
    titles = StatusSpan.objects.on(T).of(post.person).order_by("module__title").values_list("module__title", flat=True)
    assert "".join(titles) == asked


def test_loading_twice_changes_nothing_and_keeps_what_administrators_made(modules: dict[str, Module]) -> None:
    load_requirements(TAXONOMIES, modules, dt.date(2025, 1, 1))
    RoleGroup.objects.filter(slug="corporate").update(title="Support staff")
    load_requirements(TAXONOMIES, modules, dt.date(2026, 1, 1))
    assert RoleGroup.objects.get(slug="corporate").title == "Support staff"
    assert (Requirement.objects.count(), LevelMap.objects.count(), RuleSet.objects.count()) == (5, 6, 1)
    assert set(Requirement.objects.values_list("starts_on", flat=True)) == {dt.date(2025, 1, 1)}


def test_an_earlier_first_day_supersedes_the_later_one(modules: dict[str, Module]) -> None:
    load_requirements(TAXONOMIES, modules, dt.date(2025, 1, 1))
    load_requirements(TAXONOMIES, modules, dt.date(2024, 1, 1))
    standing = Requirement.objects.standing()
    assert (Requirement.objects.count(), standing.count()) == (10, 5)
    assert set(standing.values_list("starts_on", flat=True)) == {dt.date(2024, 1, 1)}
    assert RuleSet.objects.get().starts_on == dt.date(2024, 1, 1)
