"""Where other modules are needed first: the overview, the player and My learning say so, and how to get there."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.modules.models import Module
from learning.records.models import Attempt
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Person
from tests.modules.factories import published
from tests.records.factories import CompletionFactory
from tests.requirements.factories import RequirementFactory
from tests.signing_in import signed_in
from tests.workforce.factories import (
    LONG_AGO,
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def module(title: str, *needed: Module) -> Module:
    found = published(title=title, required_first=list(needed)).module
    assert found is not None
    return found


@pytest.fixture
def later() -> Module:
    return module("Later", module("Between", module("First")))


@pytest.fixture
def person() -> Person:
    return PersonFactory(with_login=True)


def words(client: Client, address: str, status: int = 200, *, post: bool = False) -> str:
    answer = client.post(address) if post else client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def browser(person: Person) -> Client:
    return signed_in(person.user, second_factor=False)


class TestOverview:
    def test_anybody_reads_what_is_needed_first(self, later: Module) -> None:
        html = words(Client(), reverse("overview", args=[later.slug]))
        assert "Needed first" in html
        assert reverse("overview", args=["between"]) in html

    def test_instead_of_the_button_stands_the_way(self, person: Person, later: Module) -> None:
        html = words(browser(person), reverse("overview", args=[later.slug]))
        assert "Start the module" not in html
        assert "Before this come 2 modules. Begin with “First”." in html
        assert html.index(">First</a>") < html.index(">Between</a>")

    def test_with_one_left_it_is_one_sentence(self, person: Person, later: Module) -> None:
        CompletionFactory(person=person, version=Module.objects.get(slug="first").current_version)
        html = words(browser(person), reverse("overview", args=[later.slug]))
        assert "Before this, finish “Between”." in html

    def test_once_it_is_done_the_button_is_there(self, person: Person, later: Module) -> None:
        CompletionFactory(person=person, version=Module.objects.get(slug="between").current_version)
        assert "Start the module" in words(browser(person), reverse("overview", args=[later.slug]))


class TestPlayer:
    def test_before_the_start_it_says_so(self, person: Person, later: Module) -> None:
        html = words(browser(person), reverse("player", args=[later.slug]))
        assert "Before this come 2 modules" in html
        assert ">Start</button>" not in html

    def test_pressing_start_is_refused_in_kind_words(self, person: Person, later: Module) -> None:
        html = words(browser(person), reverse("player", args=[later.slug]), 409, post=True)
        assert "Begin with “First”." in html
        assert "If you have learnt it elsewhere" in html
        assert not Attempt.objects.exists()


class TestMyLearning:
    @pytest.fixture
    def employed(self, person: Person, later: Module) -> Person:
        LevelMapFactory(role_group=RoleGroupFactory(), level=2)
        EmploymentFactory(
            person=person, organisation=OrganisationFactory(), role_group=RoleGroupFactory(), start=LONG_AGO
        )
        # Asked for in the wrong order, and the one between is not asked for at all.
        for slug in ("later", "first"):
            RequirementFactory(module=Module.objects.get(slug=slug), level=1)
        rebuild_everybody()
        return person

    def test_what_can_be_started_comes_first(self, employed: Person) -> None:
        html = words(browser(employed), reverse("my_learning"))
        assert re.findall(r'<a class="button" href="([^"]+)"', html) == [reverse("overview", args=["first"])]
        assert html.index(">First</a> <span") < html.index(">Later</a> <span")

    def test_the_other_says_what_is_before_it(self, employed: Person) -> None:
        html = words(browser(employed), reverse("my_learning"))
        assert f'Before this: <a href="{reverse("overview", args=["first"])}">First</a>.' in html

    def test_what_is_not_asked_is_named_as_well(self, employed: Person) -> None:
        CompletionFactory(person=employed, version=Module.objects.get(slug="first").current_version)
        assert 'between/">Between</a>.' in words(browser(employed), reverse("my_learning"))

    def test_what_is_begun_has_nothing_before_it(self, employed: Person) -> None:
        later = Module.objects.get(slug="later")
        Attempt.objects.create(
            person=employed, module=later, version=later.current_version, criteria={}, pass_mark_pct=80
        )
        assert "Before this:" not in words(browser(employed), reverse("my_learning"))


@pytest.mark.parametrize("length", [1, 6])
def test_queries_of_the_overview(
    person: Person, django_assert_max_num_queries: DjangoAssertNumQueries, length: int
) -> None:
    last = module("0")
    for number in range(1, length + 1):
        last = module(str(number), last)
    client = browser(person)
    client.get(reverse("overview", args=[last.slug]))
    with django_assert_max_num_queries(16):
        client.get(reverse("overview", args=[last.slug]))
