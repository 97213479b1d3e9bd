"""What the case library adds to a module's overview."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from learning.cases.actions.end_link import end_link
from learning.cases.actions.link_case_to_module import link_case_to_module
from learning.cases.models import Audience
from learning.modules.models import ModulePage
from learning.modules.signals import overview_parts
from learning.workforce.models import User
from tests.requirements.factories import ModuleFactory
from tests.workforce.factories import UserFactory

from .factories import TODAY, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def part(page: ModulePage, user: User | AnonymousUser) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return "".join(str(html) for _, html in overview_parts.send(ModulePage, page=page, request=request))


@pytest.fixture
def page() -> ModulePage:
    return ModulePage(module=ModuleFactory())


def test_a_module_without_cases_has_no_part(page: ModulePage) -> None:
    assert part(page, UserFactory()) == ""


def test_a_page_that_was_never_published_has_no_part() -> None:
    assert part(ModulePage(), UserFactory()) == ""


def test_it_lists_each_case_with_what_it_teaches_here(page: ModulePage) -> None:
    link_case_to_module(published(), page.module, "Choice in a corridor", TODAY)
    html = part(page, UserFactory())
    assert "/cases/the-open-door/" in html
    assert "Choice in a corridor" in html
    assert "Waiting and fear." in html


def test_it_lists_only_what_the_reader_may_read(page: ModulePage) -> None:
    link_case_to_module(published("For all", audience=Audience.PUBLIC), page.module, "A point", TODAY)
    link_case_to_module(published("For the network"), page.module, "A point", TODAY)
    html = part(page, AnonymousUser())
    assert "For all" in html
    assert "For the network" not in html


def test_an_ended_or_coming_link_is_not_listed(page: ModulePage) -> None:
    ended = link_case_to_module(published("Ended"), page.module, "A point", TODAY - dt.timedelta(days=9))
    end_link(ended, TODAY)
    link_case_to_module(published("Coming"), page.module, "A point", TODAY + dt.timedelta(days=1))
    assert part(page, UserFactory()) == ""
