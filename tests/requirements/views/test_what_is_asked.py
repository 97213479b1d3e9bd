"""The page of what is asked: one for the network, one for each partner, with the rules on real days."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.utils.html import strip_tags

from learning.requirements.models import RuleSet
from tests.coverage.factories import Employer, two_employers
from tests.requirements.factories import ModuleFactory, RequirementFactory
from tests.signing_in import signed_in
from tests.workforce.factories import EmploymentFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def words(response: Any) -> str:
    """What the page says, spaces evened out."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(strip_tags(response.content.decode().replace("<", " <"))))


@pytest.fixture
def employers() -> tuple[Employer, Employer]:
    shared, one, other = two_employers()
    for module in (shared.first, shared.second):
        module.current_version = module.versions.get()
        module.save()
    return one, other


def page_of(one: Employer, query: str = "") -> str:
    return words(signed_in(one.lead).get(f"/requirements/partners/{one.organisation.slug}/{query}"))


def test_levels_people_modules_and_the_rules(employers: tuple[Employer, Employer]) -> None:
    page = page_of(employers[0])
    assert "Level that each needs 1 to 2 1 Your people in post 7 2" in page
    assert "Level 1, Informed" in page
    assert "A shared start again after 36 months asked asked" in page
    assert "Six principles again after 36 months asked not asked" in page
    assert "Rule set 3, since 6 January 2020: whoever is newly asked has 90 days to start" in page
    assert "Nothing of your own: your people are asked what the network asks." in page


def test_the_example_is_worked_out_by_the_rules(employers: tuple[Employer, Employer]) -> None:
    page = page_of(employers[0])
    assert "Somebody who starts on 28 February 2026 has until 28 May 2026" in page
    assert "Finishing on 13 April 2026, they are due again by 12 April 2029." in page
    query = (
        "?group=corporate&module=start&starts_day=1&starts_month=3&starts_year=2026"
        "&completes_day=2&completes_month=3&completes_year=2026"
    )
    page = page_of(employers[0], query)
    assert "Corporate and support staff · A shared start" in page
    assert "Somebody who starts on 1 March 2026 has until 29 May 2026" in page
    assert "they are “not yet” from 30 May 2026 on" in page
    assert "due again by 1 March 2029. From 1 December 2028 on they can take it again." in page


def test_another_rule_set_changes_the_example(employers: tuple[Employer, Employer]) -> None:
    RuleSet.objects.create(version=4, starts_on=dt.date(2026, 1, 1), grace_days=30)
    assert "Somebody who starts on 28 February 2026 has until 29 March 2026" in page_of(employers[0])


def test_a_day_that_is_none_is_said_beside_it_and_nothing_typed_is_lost(employers: tuple[Employer, Employer]) -> None:
    query = "?group=corporate&module=start&starts_day=31&starts_month=2&starts_year=2026"
    response = signed_in(employers[0].lead).get(f"/requirements/partners/{employers[0].organisation.slug}/{query}")
    assert "There is no such day in the calendar" in words(response)
    assert 'value="31"' in response.content.decode()


def test_own_additions_are_listed_with_their_days_and_other_partners_are_not(
    employers: tuple[Employer, Employer],
) -> None:
    one, other = employers
    RequirementFactory(
        level=1, module=ModuleFactory(title="Custody first"), organisation=one.organisation, refresh_months=12
    )
    RequirementFactory(level=1, module=ModuleFactory(title="Theirs alone"), organisation=other.organisation)
    page = page_of(one)
    assert "Custody first level 1 and up from 6 January 2020 12 months" in page
    assert "at this level asked by you alone" in page
    assert "Theirs alone" not in page


def test_the_network_has_its_own_page_for_administrators(employers: tuple[Employer, Employer]) -> None:
    browser = signed_in(RoleAssignmentFactory(administrator=True).user)
    page = words(browser.get("/requirements/network/"))
    assert "this holds for every partner" in page
    assert "Change : Frontline, direct work" in page
    assert "Your people in post" not in page
    assert browser.get(f"/requirements/partners/{employers[0].organisation.slug}/").status_code == 404


def test_home_leads_to_the_one_page_or_offers_several(employers: tuple[Employer, Employer]) -> None:
    one, other = employers
    address = f"/requirements/partners/{one.organisation.slug}/"
    assert signed_in(one.lead).get("/requirements/")["Location"] == address
    RoleAssignmentFactory(user=one.lead, hr_lead=True, organisation=other.organisation)
    assert other.organisation.name in words(signed_in(one.lead).get("/requirements/"))
    administrator = RoleAssignmentFactory(administrator=True).user
    assert signed_in(administrator).get("/requirements/")["Location"] == "/requirements/network/"
    assert signed_in(RoleAssignmentFactory(role="trainer").user).get("/requirements/").status_code == 404


@pytest.mark.parametrize("page", ["", "ask/", "exemptions/"])
def test_another_partners_hr_lead_is_told_it_is_not_there(employers: tuple[Employer, Employer], page: str) -> None:
    one, other = employers
    for method in ("get", "post"):
        browser = signed_in(other.lead)
        answer = getattr(browser, method)(f"/requirements/partners/{one.organisation.slug}/{page}")
        assert answer.status_code in (404, 405)
        assert one.organisation.name not in answer.content.decode()


def test_the_page_costs_the_same_for_many_people(
    employers: tuple[Employer, Employer], django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    one = employers[0]
    browser, address = signed_in(one.lead), f"/requirements/partners/{one.organisation.slug}/"
    browser.get(address)
    with django_assert_max_num_queries(40) as few:
        browser.get(address)
    for _ in range(20):
        EmploymentFactory(organisation=one.organisation)
    with django_assert_num_queries(len(few.captured_queries)):
        browser.get(address)


def test_coverage_leads_here_and_to_the_two_things_one_can_do_for_a_person(
    employers: tuple[Employer, Employer],
) -> None:
    one = employers[0]
    slug, person = one.organisation.slug, one.people["Current"]
    browser = signed_in(one.lead)
    assert f'href="/requirements/partners/{slug}/"' in browser.get(f"/coverage/{slug}/").content.decode()
    page = browser.get(f"/coverage/{slug}/people/{person.uuid}/").content.decode()
    for action in ("exempt", "recognise"):
        assert f'href="/requirements/partners/{slug}/people/{person.uuid}/{action}/"' in page


def test_an_administrator_finds_it_from_the_partners(employers: tuple[Employer, Employer]) -> None:
    page = signed_in(RoleAssignmentFactory(administrator=True).user).get("/workforce/").content.decode()
    assert 'href="/requirements/"' in page
