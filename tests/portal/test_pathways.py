"""The levels as a path, and what is asked of each role group: public facts, in order."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.modules.models import HeadingList, Module
from learning.portal.pathways import LevelPathway, pathways_on
from learning.workforce.models import RoleGroup
from learning.workforce.models.level_map import Path
from tests.modules.factories import heading, published
from tests.records.factories import AttemptFactory, CompletionFactory
from tests.requirements.factories import RequirementFactory
from tests.signing_in import signed_in
from tests.workforce.factories import LevelMapFactory, OrganisationFactory, PersonFactory, RoleGroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = dt.date(2026, 2, 28)


def module(title: str, level: int = 1, path: str = "", asked: bool = True, **fields: object) -> Module:
    found = published(title=title, level=level, **fields).module
    assert found is not None
    if asked:
        RequirementFactory(module=found, level=level, path=path)
    return found


def at(level: int) -> LevelPathway:
    return pathways_on(TODAY)[level - 1]


def titles(level: int, way: int = 0) -> list[str]:
    return [stop.module.title for stop in at(level).ways[way].stops]


def words(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def group(slug: str, level: int, path: str = Path.PRACTICE) -> RoleGroup:
    found = RoleGroupFactory(slug=slug, title=slug.capitalize(), note=f"All {slug}.")
    LevelMapFactory(role_group=found, level=level, path=path)
    return found


def test_modules_stand_behind_what_they_build_on() -> None:
    a = module("A")
    b = module("B")
    published(a and _page(a), helps_first=[b])
    assert titles(1) == ["B", "A"]


def _page(of: Module) -> object:
    from learning.modules.models import ModulePage

    return ModulePage.objects.get(module=of)


def test_level_three_has_two_ways() -> None:
    module("Cases", level=3, path=Path.PRACTICE)
    module("Leading", level=3, path=Path.LEADERSHIP)
    assert [way.path for way in at(3).ways] == [Path.PRACTICE, Path.LEADERSHIP]
    assert titles(3, 1) == ["Leading"]


def test_what_nobody_asks_for_stands_apart() -> None:
    module("Asked")
    module("Extra", asked=False)
    assert [stop.module.title for stop in at(1).also] == ["Extra"]


def test_what_one_employer_asks_is_its_own_affair() -> None:
    RequirementFactory(module=module("Ours", asked=False), level=1, organisation=OrganisationFactory())
    assert at(1).ways == []
    assert "This level asks for no module yet" in words(reverse("pathway", args=[1]))


def test_retired_and_unpublished_modules_are_not_on_the_way() -> None:
    module("Old")
    gone = module("Gone")
    Module.objects.filter(title="Old").update(retired_on=TODAY)
    _page(gone).unpublish()
    assert at(1).ways == []


class TestPages:
    @pytest.fixture(autouse=True)
    def some(self) -> None:
        heading(HeadingList.LEVEL, "level-1", title="Informed", position=1, description="Everybody.")
        first = module("First")
        module("Second", required_first=[first])
        module("Third", level=2)
        module("Leading", level=3, path=Path.LEADERSHIP)
        module("Practice", level=3, path=Path.PRACTICE)
        group("corporate", 1)
        group("leaders", 3, Path.LEADERSHIP)

    def test_all_levels(self) -> None:
        html = words(reverse("pathways"))
        assert "Everybody." in html
        assert html.index(">First<") < html.index(">Second<") < html.index(">Third<") < html.index(">Practice<")

    def test_one_level_says_its_order_and_who_it_is_for(self) -> None:
        html = words(reverse("pathway", args=[1]))
        assert 'Before this: <a href="/catalogue/first/">First</a>.' in html
        assert ">Corporate</a>" in html
        assert ">Leaders</a>" in html
        assert "data-state" not in html

    def test_level_three_is_asked_of_those_whose_path_it_is(self) -> None:
        html = words(reverse("pathway", args=[3]))
        assert ">Leaders</a>" in html
        assert ">Corporate</a>" not in html

    def test_somebody_signed_in_sees_where_they_are(self) -> None:
        person = PersonFactory(with_login=True)
        CompletionFactory(person=person, version=Module.objects.get(title="First").current_version)
        AttemptFactory(person=person, version=Module.objects.get(title="Second").current_version)
        html = words(reverse("pathway", args=[1]), signed_in(person.user, second_factor=False))
        assert re.findall(r'data-state="(\w+)"', html) == ["done", "now"]

    def test_there_is_no_fifth_level(self) -> None:
        assert Client().get(reverse("pathway", args=[5])).status_code == 404

    def test_every_role_group_says_its_levels(self) -> None:
        html = words(reverse("roles"))
        assert "Levels 1 to 3" in html
        assert "Level 1<" in html

    def test_a_role_is_asked_for_the_levels_below_its_own_by_its_own_path(self) -> None:
        html = words(reverse("role", args=["leaders"]))
        assert "<strong>4 modules</strong>, up to level 3" in html
        assert ">Leading<" in html
        assert ">Practice<" not in html
        assert "Third" not in words(reverse("role", args=["corporate"]))

    @pytest.mark.parametrize("name", ["nobody", "public-contact"])
    def test_no_other_role_is_found(self, name: str) -> None:
        RoleGroupFactory(slug="public-contact")
        assert Client().get(reverse("role", args=[name])).status_code == 404

    @pytest.mark.parametrize(
        ("name", "arguments"), [("pathways", []), ("pathway", [1]), ("roles", []), ("role", ["leaders"])]
    )
    def test_they_are_only_for_reading(self, name: str, arguments: list[object]) -> None:
        assert Client().post(reverse(name, args=arguments)).status_code == 405


def test_before_anything_is_loaded_they_say_what_will_be_there() -> None:
    assert "No levels are set yet" in words(reverse("roles"))
    assert "This level asks for no module yet" in words(reverse("pathways"))


def test_queries_do_not_grow(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    person = PersonFactory(with_login=True)
    client = signed_in(person.user, second_factor=False)
    counts = []
    for size in (1, 7):
        for number in range(size):
            module(f"{size} {number}", level=1 + number % 4)
            group(f"group-{size}-{number}", 2)
        client.get(reverse("pathway", args=[1]))
        with django_assert_max_num_queries(15) as captured:
            client.get(reverse("pathway", args=[1]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
