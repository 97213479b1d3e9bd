"""The HR lead's pages: what they say, whom they name, and who may not look."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from learning.audit.models import Event
from learning.requirements.actions.rebuild_statuses import rebuild_everybody, rebuild_statuses
from learning.workforce.models import Employment
from learning.workforce.models.employment import EmploymentSource
from tests.coverage.factories import Employer, employer, two_employers
from tests.requirements.factories import RequirementFactory, completed
from tests.signing_in import signed_in
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def words(response: Any) -> str:
    """What the page says, spaces evened out."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(strip_tags(response.content.decode().replace("<", " <")))).replace(" ,", ",")


def queries(browser: Client, address: str) -> int:
    """How many a page asks that was opened before."""
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


def home_of(one: Employer) -> str:
    return f"/coverage/{one.organisation.slug}/"


def test_one_sentence_with_denominator_day_and_rules() -> None:
    _, one, _ = two_employers()
    page = words(signed_in(one.lead).get(home_of(one)))
    assert "Of 6 people who need it, 3 are current: 50 % on 28 February 2026" in page
    assert "3 more people would reach your 85 % mark (6 of 6)." in page
    assert "4 of 9, 44 % 2 in their first days and 1 away or exempt are outside the 6" in page
    assert "3 of 6 2 not yet, 1 expired; due soon: 1 of the 3" in page
    assert "By name, all 9 people in post" in page
    assert "Rule set 3, since 6 January 2020: 90 days to start, and 90 days' notice" in page
    assert "the share lies between 18.8 and 81.2 %" in page


def test_no_percentage_where_nobody_is_counted() -> None:
    _, one, _ = two_employers()
    Employment.objects.exclude(start=dt.date(2026, 2, 1)).update(superseded_at=dt.datetime.now(dt.UTC))
    rebuild_everybody()
    page = words(signed_in(one.lead).get(home_of(one)))
    assert "Nobody is counted yet on 28 February 2026" in page
    assert "Of 0" not in page
    Employment.objects.update(superseded_at=dt.datetime.now(dt.UTC))
    rebuild_everybody()
    page = words(signed_in(one.lead).get(home_of(one)))
    assert "Nobody here is asked for anything" in page
    assert "Send the network team your workforce return" in page
    assert not re.search(r"\d\s?%", page)


@pytest.mark.parametrize("page", ["", "people/", "coverage.csv", "due/", "teams/"])
def test_only_the_own_hr_lead_may_look(page: str) -> None:
    _, one, other = two_employers()
    address = home_of(one) + page.format(person=one.people["Current"].uuid)
    assert signed_in(one.lead).get(address).status_code == 200
    assert signed_in(one.lead).post(address).status_code == 405
    strangers = [
        other.lead,
        RoleAssignmentFactory(administrator=True).user,
        RoleAssignmentFactory(role="network_lead").user,
        RoleAssignmentFactory(role="team_manager", team=one.team).user,
        RoleAssignmentFactory(hr_lead=True, organisation=one.organisation, ended_on=dt.date(2026, 2, 28)).user,
    ]
    for stranger in strangers:
        response = signed_in(stranger).get(address)
        assert response.status_code == 404
        assert "Midshire" not in response.content.decode()
    assert signed_in(UserFactory(), second_factor=False).get(address).status_code == 404
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_a_login_with_a_long_key_gets_in_as_well() -> None:
    _, one, _ = two_employers()
    lead = RoleAssignmentFactory(hr_lead=True, organisation=one.organisation, user__pk=4712).user
    assert signed_in(lead).get(home_of(one)).status_code == 200


def test_an_unknown_organisation_and_an_unknown_person_are_not_found() -> None:
    _, one, other = two_employers()
    browser = signed_in(one.lead)
    assert browser.get("/coverage/nowhere/").status_code == 404
    assert browser.get(f"{home_of(one)}people/{other.people['Current'].uuid}/").status_code == 404
    assert browser.get(f"{home_of(one)}people/{PersonFactory().uuid}/").status_code == 404


def test_a_post_that_somebody_says_they_hold_shows_the_employer_nothing_of_them_yet() -> None:
    _, one, other = two_employers()
    stranger = other.people["Current"]
    post = EmploymentFactory(person=stranger, organisation=one.organisation, source=EmploymentSource.SELF_DECLARED)
    rebuild_statuses({stranger.pk})
    browser, address = signed_in(one.lead), f"{home_of(one)}people/{stranger.uuid}/"
    assert browser.get(address).status_code == 404
    assert stranger.name not in words(browser.get(f"{home_of(one)}people/?show=all"))
    post.supersede_with(dt.datetime(2026, 2, 28, tzinfo=dt.UTC), source=EmploymentSource.FORM)
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("page", ["", "people/", "coverage.csv", "people/{person}/"])
def test_no_browser_keeps_a_page_with_names_for_whoever_sits_there_next(page: str) -> None:
    _, one, _ = two_employers()
    response = signed_in(one.lead).get(home_of(one) + page.format(person=one.people["Current"].uuid))
    assert "no-store" in response["Cache-Control"]


def test_nothing_of_the_other_organisation_is_on_any_page() -> None:
    _, one, other = two_employers()
    browser = signed_in(one.lead)
    shared_person = one.people["Current"]
    EmploymentFactory(person=shared_person, organisation=other.organisation, team=other.team)
    rebuild_statuses({shared_person.pk})
    for page in ("", "people/?show=all", "coverage.csv", f"people/{shared_person.uuid}/"):
        text = browser.get(home_of(one) + page).content.decode()
        assert "Northgate" not in text


def test_home_leads_to_the_only_organisation_or_lists_several() -> None:
    _, one, other = two_employers()
    browser = signed_in(one.lead)
    assert browser.get("/coverage/")["Location"] == home_of(one)
    RoleAssignmentFactory(user=one.lead, role="hr_lead", organisation=other.organisation)
    assert "Northgate Council" in words(browser.get("/coverage/"))
    assert signed_in(UserFactory(), second_factor=False).get("/coverage/").status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "as_at_day=1&as_at_month=3&as_at_year=2026",
            "That day has not come yet. Choose today, 28 February 2026, or",
        ),
        ("as_at=2026-03-01", "That day has not come yet."),
        (
            "as_at_day=31&as_at_month=12&as_at_year=2020",
            "Midshire Trust joined on 1 January 2021. Choose that day",
        ),
        ("as_at_day=31&as_at_month=2&as_at_year=2025", "There is no such day in the calendar."),
        ("as_at_day=1&as_at_month=13&as_at_year=2025", "Write the month as a number from 1 to 12, or as its name."),
        ("as_at_day=1&as_at_month=1&as_at_year=0", "Write the year with all four figures, such as 2026."),
        ("as_at=99999999999999999999-01-01", "Write the year with all four figures"),
        ("as_at=2025-01-2147483648", "There is no such day in the calendar."),
        ("as_at_day=a&as_at_month=1&as_at_year=2025", "Write the day and the year as numbers, such as 3 and 2026."),
        ("as_at_day=1&as_at_month=1&as_at_year=", "Write the day, the month and the year."),
        ("as_at=yesterday", "Write the day, the month and the year."),
        ("as_at=", "Write a day, such as 3 March 2026."),
    ],
)
@pytest.mark.parametrize("page", ["", "people/", "people/{person}/"])
def test_a_day_without_figures_is_refused_with_words(page: str, query: str, said: str) -> None:
    _, one, _ = two_employers()
    address = f"{home_of(one)}{page.format(person=one.people['Current'].uuid)}?{query}"
    text = words(signed_in(one.lead).get(address))
    assert said in text
    assert "28 February 2026" in text


def test_a_day_after_the_membership_is_refused_and_the_last_one_shown() -> None:
    _, one, _ = two_employers()
    one.organisation.left_on = dt.date(2026, 2, 1)
    one.organisation.save()
    rebuild_everybody()
    text = words(signed_in(one.lead).get(f"{home_of(one)}?as_at=2026-02-15"))
    assert "Midshire Trust was a partner until 31 January 2026." in text
    assert "on 31 January 2026" in text


def test_before_an_organisation_joins_there_are_no_figures() -> None:
    later = OrganisationFactory(name="Later", joined_on=dt.date(2026, 9, 1))
    browser = signed_in(RoleAssignmentFactory(hr_lead=True, organisation=later).user)
    assert "Later joins on 1 September 2026." in words(browser.get("/coverage/later/"))
    assert browser.get("/coverage/later/people/")["Location"] == "/coverage/later/"
    assert browser.get("/coverage/later/coverage.csv").status_code == 302


def test_three_boxes_become_one_address() -> None:
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    response = browser.get(f"{home_of(one)}people/?as_at_day=31&as_at_month=Dec&as_at_year=2025&show=all&team=")
    assert response["Location"] == f"{home_of(one)}people/?show=all&as_at=2025-12-31"
    assert "on 31 December 2025" in words(browser.get(f"{home_of(one)}?as_at=2025-12-31"))


def names_in(response: Any) -> set[str]:
    return set(re.findall(r"(\w+) of Midshire Trust</a>", response.content.decode()))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Soon", "Notyet", "Expired", "Deskless"}),
        ("show=never", {"Notyet", "Deskless"}),
        ("show=expired", {"Expired"}),
        ("show=due_soon", {"Soon"}),
        ("show=current", {"Current", "Soon", "Desk"}),
        ("show=counted", {"Current", "Soon", "Notyet", "Expired", "Desk", "Deskless"}),
        ("show=outside", {"New", "Early", "Away"}),
        ("show=all", {"Current", "Soon", "Notyet", "Expired", "New", "Early", "Away", "Desk", "Deskless"}),
        ("show=counted&role_group=corporate", {"Desk", "Deskless"}),
        ("show=never&module=start", {"Deskless"}),
        ("show=current&module=start&role_group=frontline_direct", {"Current", "Soon", "Notyet"}),
        ("show=nonsense", {"Soon", "Notyet", "Expired", "Deskless"}),
    ],
)
def test_every_number_opens_to_exactly_its_people(query: str, names: set[str]) -> None:
    _, one, _ = two_employers()
    assert names_in(signed_in(one.lead).get(f"{home_of(one)}people/?{query}")) == names


def test_every_link_of_the_table_lists_as_many_people_as_it_counts() -> None:
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    html = browser.get(home_of(one)).content.decode()
    cells = re.findall(r'<a class="cell" href="([^"]+)">(.*?)</a>', html, re.DOTALL)
    assert len(cells) == 5
    for href, cell in cells:
        (whole,) = re.findall(r"of (\d+)", cell)
        assert len(names_in(browser.get(unescape(href)))) == int(whole)


def test_people_are_listed_by_team_with_the_teams_below_it() -> None:
    shared, one, _ = two_employers()
    upper = TeamFactory(organisation=one.organisation, name="Division")
    one.team.parent = upper
    one.team.save()
    elsewhere = EmploymentFactory(
        person=PersonFactory(given_name="Elsewhere", family_name="of Midshire Trust"),
        organisation=one.organisation,
        role_group=shared.corporate,
    )
    rebuild_statuses({elsewhere.person_id})
    browser = signed_in(one.lead)
    address = f"{home_of(one)}people/?show=never&team="
    assert names_in(browser.get(address)) == {"Notyet", "Deskless", "Elsewhere"}
    assert names_in(browser.get(f"{address}{upper.pk}")) == {"Notyet", "Deskless"}
    assert "Ward of Midshire Trust" in words(browser.get(f"{address}{one.team.pk}"))


def test_a_manager_is_offered_what_occurs_in_the_own_team_alone() -> None:
    shared, one, _ = two_employers()
    small = TeamFactory(organisation=one.organisation, name="Ward 9")
    someone = EmploymentFactory(
        person=PersonFactory(), organisation=one.organisation, role_group=shared.corporate, team=small
    )
    rebuild_statuses({someone.person_id})
    manager = RoleAssignmentFactory(role="team_manager", team=small).user
    page = signed_in(manager).get(f"{home_of(one)}teams/{small.pk}/people/?show=all").content.decode()
    offered = re.findall(r'<option value="([^"]+)"', page.partition('name="role_group"')[2])
    assert offered == ["corporate", "start", str(small.pk), "none"]


def test_a_list_comes_in_pages_and_says_so() -> None:
    _, one, _ = two_employers(size=4)
    browser = signed_in(one.lead)
    first = words(browser.get(f"{home_of(one)}people/?show=all"))
    assert "36 people on 28 February 2026, 1 to 25 here" in first
    assert "26 to 36 here" in words(browser.get(f"{home_of(one)}people/?show=all&page=2"))


def test_the_first_page_names_two_modules_a_person_and_how_many_more() -> None:
    _, one, _ = two_employers()
    RequirementFactory(level=2, module__title="One more")
    RequirementFactory(level=2, module__title="And another")
    rebuild_everybody()
    browser = signed_in(one.lead)
    assert "and 2 more" in words(browser.get(home_of(one)))
    assert "and 2 more" not in words(browser.get(f"{home_of(one)}people/"))


def test_an_empty_choice_says_what_to_do() -> None:
    _, one, _ = two_employers()
    page = words(signed_in(one.lead).get(f"{home_of(one)}people/?show=expired&role_group=corporate"))
    assert "Nobody stands like this" in page


def test_a_person_page_says_why_for_each_module() -> None:
    _, one, _ = two_employers()
    page = words(signed_in(one.lead).get(f"{home_of(one)}people/{one.people['Soon'].uuid}/"))
    assert "2 of 2 modules counted are current on 28 February 2026" in page
    assert "Due soon, and still current: version 1.0 was completed on 10 April 2023" in page
    assert "2 modules asked from this day" in page
    assert "Posts at other partners Not shown to you" in page


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Notyet", "and not yet among those who are current: 1 not yet done."),
        ("Expired", "and not among those who are current: 2 expired."),
        ("Current", "and among those who are current."),
        ("New", "Not counted on 28 February 2026"),
        ("Away", "Away since 1 December 2025"),
        ("Leaver", "Not in post here on 28 February 2026 The last day here was 31 December 2025."),
    ],
)
def test_a_person_page_says_where_the_person_stands(who: str, said: str) -> None:
    _, one, _ = two_employers()
    assert said in words(signed_in(one.lead).get(f"{home_of(one)}people/{one.people[who].uuid}/"))


def test_what_a_leaver_learns_later_stays_theirs() -> None:
    shared, one, other = two_employers()
    leaver = one.people["Leaver"]
    EmploymentFactory(person=leaver, organisation=other.organisation, role_group=shared.frontline)
    completed(leaver, shared.second, dt.date(2026, 2, 10), dt.date(2029, 2, 9))
    completed(leaver, shared.first, dt.date(2026, 2, 11), dt.date(2029, 2, 10))
    rebuild_statuses({leaver.pk})
    browser = signed_in(one.lead)
    for query in ("", "?as_at=2026-02-20", "?as_at=2025-12-31"):
        page = words(browser.get(f"{home_of(one)}people/{leaver.uuid}/{query}"))
        assert "1 June 2025" in page
        assert "February 2029" not in page
        assert "10 February 2026" not in page


def test_learning_that_nothing_here_asks_for_is_not_shown() -> None:
    shared, one, _ = two_employers()
    desk = one.people["Desk"]
    completed(desk, shared.second, dt.date(2025, 7, 7), dt.date(2028, 7, 6))
    rebuild_statuses({desk.pk})
    assert "7 July 2025" not in words(signed_in(one.lead).get(f"{home_of(one)}people/{desk.uuid}/"))


def test_the_page_of_a_merged_row_is_that_of_the_person() -> None:
    _, one, _ = two_employers()
    duplicate = EmploymentFactory(organisation=one.organisation, person__given_name="Double")
    person = duplicate.person
    person.merged_into, person.merge_reason = one.people["Current"], "same staff card"
    person.save()
    rebuild_statuses({person.pk})
    page = words(signed_in(one.lead).get(f"{home_of(one)}people/{person.uuid}/"))
    assert "Current of Midshire Trust" in page
    assert "Double" not in page


def test_looking_at_names_leaves_a_trace() -> None:
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    who = one.people["Soon"]
    browser.get(f"{home_of(one)}people/{who.uuid}/?as_at=2026-01-31")
    browser.get(f"{home_of(one)}people/")
    seen = Event.objects.get(action="coverage.person_seen")
    assert (seen.actor_id, seen.object_id, seen.organisation_id, seen.detail) == (
        one.lead.pk,
        str(who.pk),
        one.organisation.pk,
        {"as_at": "2026-01-31"},
    )
    assert Event.objects.filter(action="coverage.people_seen").count() == 1


@pytest.mark.parametrize(("page", "most"), [("", 20), ("people/?show=all", 16), ("people/{person}/", 19)])
def test_the_number_of_queries_does_not_grow(page: str, most: int) -> None:
    shared, one, _other = two_employers()
    few = queries(signed_in(one.lead), home_of(one) + page.format(person=one.people["Soon"].uuid))
    assert few <= most
    many = employer(shared, "Many", size=5)
    rebuild_everybody()
    assert queries(signed_in(many.lead), home_of(many) + page.format(person=many.people["Soon"].uuid)) == few
