"""The table of what is asked: by kind of post and by module, on the day, with an organisation's own additions."""

import datetime as dt
from typing import Any

import pytest

from learning.requirements.overview import groups_asked, levels_asked, requirements_shown
from learning.workforce.models import Organisation
from tests.requirements.factories import BareVersionFactory, ModuleFactory, RequirementFactory
from tests.workforce.factories import (
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGroupFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)


@pytest.fixture
def here() -> Organisation:
    for position, (slug, level, path) in enumerate(
        [("frontline_direct", 2, "practice"), ("leaders", 3, "leadership"), ("corporate", 1, "practice")]
    ):
        LevelMapFactory(role_group=RoleGroupFactory(slug=slug, position=position), level=level, path=path)
    for level, path, title in [(1, "", "Start"), (2, "", "Skills"), (3, "practice", "Deep"), (3, "leadership", "Lead")]:
        RequirementFactory(level=level, path=path, module=ModuleFactory(title=title, slug=title.lower()))
    return OrganisationFactory()


def table(organisation: Organisation | None, day: dt.date = T) -> dict[str, list[str]]:
    shown = requirements_shown(organisation, day)
    return {
        group.role_group.slug: [one.module.title for one in group.requirements]
        for group in groups_asked(organisation, shown, day)
    }


def test_each_kind_of_post_is_asked_what_its_level_and_path_ask(here: Organisation) -> None:
    assert table(None) == {
        "frontline_direct": ["Start", "Skills"],
        "leaders": ["Start", "Skills", "Lead"],
        "corporate": ["Start"],
    }


def test_an_organisation_sees_its_own_additions_and_nobody_elses(here: Organisation) -> None:
    RequirementFactory(level=1, module=ModuleFactory(title="Ours"), organisation=here)
    RequirementFactory(level=1, module=ModuleFactory(title="Theirs"), organisation=OrganisationFactory())
    assert table(here)["corporate"] == ["Start", "Ours"]
    assert table(None)["corporate"] == ["Start"]


def test_what_is_to_come_is_listed_and_not_yet_in_the_table(here: Organisation) -> None:
    soon = RequirementFactory(level=1, module=ModuleFactory(title="Soon"), starts_on=T + dt.timedelta(1))
    RequirementFactory(level=1, module=ModuleFactory(title="Over"), ended_on=T)
    assert soon in requirements_shown(None, T)
    assert "Over" not in {one.module.title for one in requirements_shown(None, T)}
    assert table(None)["corporate"] == ["Start"]
    assert table(None, soon.starts_on)["corporate"] == ["Soon", "Start"]


def test_a_module_stands_once_at_its_lowest_level(here: Organisation) -> None:
    deep = RequirementFactory._meta.model.objects.get(path="practice").module
    BareVersionFactory(module=deep, refresh_months=36)
    deep.current_version = deep.versions.get()
    deep.save()
    RequirementFactory(level=1, module=deep, organisation=here, refresh_months=12)
    shown = requirements_shown(here, T)
    groups = groups_asked(here, shown, T)
    found = {level.number: {row.module.title: row for row in level.rows} for level in levels_asked(groups, shown, T)}
    assert {number: set(rows) for number, rows in found.items()} == {1: {"Start", "Deep"}, 2: {"Skills"}, 3: {"Lead"}}
    row = found[1]["Deep"]
    assert (row.own, row.refresh_months) == (True, 12)
    assert [asked for _group, asked in row.cells] == [True, True, True]
    assert [asked for _group, asked in found[3]["Lead"].cells] == [False, True, False]


def test_people_in_post_are_counted_once_and_only_confirmed_ones(here: Organisation) -> None:
    person = EmploymentFactory(organisation=here, post="1").person
    EmploymentFactory(organisation=here, person=person, post="2")
    EmploymentFactory(organisation=here, person=PersonFactory(merged_into=person, merge_reason="same"), post="3")
    EmploymentFactory(organisation=here, self_declared=True)
    EmploymentFactory(organisation=here, left_already=True)
    EmploymentFactory()
    counts = {group.role_group.slug: group.people for group in groups_asked(here, requirements_shown(here, T), T)}
    assert counts == {"frontline_direct": 1, "leaders": 0, "corporate": 0}


def test_a_later_level_is_named_beside_the_one_of_today(here: Organisation) -> None:
    group = RoleGroupFactory(slug="frontline_direct")
    LevelMapFactory(role_group=group, level=3, starts_on=T + dt.timedelta(30))
    found = next(one for one in groups_asked(None, [], T) if one.role_group == group)
    assert (found.mapped and found.mapped.level, [one.level for one in found.later]) == (2, [3])
    assert found.path == ""


def test_queries_do_not_grow(here: Organisation, django_assert_num_queries: Any) -> None:
    for _ in range(20):
        EmploymentFactory(organisation=here)
        RequirementFactory(level=2, organisation=here)
    with django_assert_num_queries(4):
        shown = requirements_shown(here, T)
        groups = groups_asked(here, shown, T)
        levels_asked(groups, shown, T)
