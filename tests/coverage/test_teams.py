"""Coverage by team: everybody in a team and below it once, opened to its people, and to nobody else's manager."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from learning.audit.models import Event
from learning.coverage.teams import team_tree
from learning.requirements.actions.rebuild_statuses import rebuild_everybody, rebuild_statuses
from learning.workforce.models import Employment, Team
from tests.coverage.factories import T, employer, network, two_employers
from tests.coverage.test_views import home_of, names_in, queries, words
from tests.signing_in import signed_in
from tests.workforce.factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory, TeamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def under_a_division(one: Any) -> Team:
    """The ward stands below a division from now on; a second ward beside it is empty."""
    division = TeamFactory(organisation=one.organisation, name="Division")
    one.team.parent = division
    one.team.save()
    TeamFactory(organisation=one.organisation, name="Empty ward", parent=division)
    return division


def test_a_team_counts_everybody_in_it_and_below_it_once() -> None:
    shared, one, _ = two_employers()
    division = under_a_division(one)
    second = TeamFactory(organisation=one.organisation, name="Clinic", parent=division)
    both = one.people["Current"]
    EmploymentFactory(
        person=both, organisation=one.organisation, team=second, role_group=shared.frontline, post="second"
    )
    rebuild_statuses({both.pk})
    tree = team_tree(one.organisation, T)
    assert [(row.team.name, row.depth) for row in tree.rows] == [
        ("Division", 0),
        ("Clinic", 1),
        ("Empty ward", 1),
        ("Ward of Midshire Trust", 1),
    ]
    whole, clinic, empty, ward = tree.rows
    assert (ward.counts.current, ward.counts.eligible, ward.counts.required) == (3, 6, 9)
    assert (clinic.counts.current, clinic.counts.eligible) == (1, 1)
    assert empty.counts.required == 0
    assert (whole.counts.current, whole.counts.eligible, whole.counts.required) == (3, 6, 9)
    assert whole.own.required == 0
    assert whole.has_below
    assert tree.in_no_team.required == 0
    assert [row.team.name for row in tree.below(division)] == ["Clinic", "Empty ward", "Ward of Midshire Trust"]
    assert tree.below(second) == []


def test_whoever_is_in_no_team_stands_apart_and_can_be_listed() -> None:
    shared, one, _ = two_employers()
    alone = EmploymentFactory(
        person=PersonFactory(given_name="Alone", family_name="of Midshire Trust"),
        organisation=one.organisation,
        role_group=shared.corporate,
    )
    rebuild_statuses({alone.person_id})
    assert team_tree(one.organisation, T).in_no_team.never == 1
    browser = signed_in(one.lead)
    page = browser.get(f"{home_of(one)}teams/")
    assert "In no team" in words(page)
    assert names_in(browser.get(f"{home_of(one)}people/?team=none&show=never")) == {"Alone"}


def test_a_past_day_counts_who_was_in_the_team_then() -> None:
    _, one, _ = two_employers()
    before_leaving = dt.date(2025, 12, 31)
    assert team_tree(one.organisation, before_leaving).of(one.team).counts.required == 8  # without the two new ones
    assert "31 December 2025" in words(signed_in(one.lead).get(f"{home_of(one)}teams/?as_at=2025-12-31"))


def test_every_number_of_the_tree_opens_to_exactly_its_people() -> None:
    _, one, _ = two_employers()
    under_a_division(one)
    browser = signed_in(one.lead)
    html = browser.get(f"{home_of(one)}teams/").content.decode()
    links = re.findall(r'<a class="numbers" href="([^"]+)">(.*?)</a>', html, re.DOTALL)
    assert len(links) == 10  # two teams with people, five numbers each
    for href, cell in links:
        shown = re.findall(r"of (\d+)", cell) or re.findall(r"\d+", re.sub(r"<use [^>]*>", "", cell))
        assert len(names_in(browser.get(href.replace("&amp;", "&")))) == int(shown[0]), href


def test_an_organisation_without_teams_says_where_they_come_from() -> None:
    _, one, _ = two_employers()
    Employment.objects.update(team=None)
    Team.objects.all().delete()
    assert "No teams yet" in words(signed_in(one.lead).get(f"{home_of(one)}teams/"))


def test_the_page_of_one_team() -> None:
    _, one, _ = two_employers()
    division = under_a_division(one)
    page = words(signed_in(one.lead).get(f"{home_of(one)}teams/{division.pk}/"))
    assert "Of 6 people who need it, 3 are current: 50 % on 28 February 2026" in page
    assert "4 of 9, 44 %" in page
    assert "The teams below it" in page
    assert "Deskless of Midshire Trust" in page


@pytest.mark.parametrize("page", ["teams/", "teams/{team}/", "teams/{team}/people/?show=all"])
def test_the_number_of_queries_does_not_grow(page: str) -> None:
    shared = network()
    small, large = employer(shared, "Small"), employer(shared, "Large", size=5)
    for _ in range(8):
        TeamFactory(organisation=large.organisation, parent=None)
    rebuild_everybody()
    few, many = (queries(signed_in(one.lead), home_of(one) + page.format(team=one.team.pk)) for one in (small, large))
    assert few == many


# The team manager


def test_a_manager_starts_at_the_team_and_sees_its_tree_alone() -> None:
    _, one, _ = two_employers()
    division = under_a_division(one)
    apart = TeamFactory(organisation=one.organisation, name="Apart")
    manager = signed_in(RoleAssignmentFactory(team_manager=True, team=division).user)
    start = manager.get("/coverage/")
    assert start["Location"] == f"{home_of(one)}teams/{division.pk}/"
    page = words(manager.get(start["Location"]))
    assert "Of 6 people who need it, 3 are current" in page
    assert "You see this because you manage the team." in page
    assert "Apart" not in page
    assert manager.get(f"{home_of(one)}teams/{one.team.pk}/").status_code == 200
    assert manager.get(f"{home_of(one)}teams/{apart.pk}/").status_code == 404


def test_a_manager_of_two_teams_chooses_and_of_one_below_the_other_does_not() -> None:
    _, one, other = two_employers()
    division = under_a_division(one)
    user = RoleAssignmentFactory(team_manager=True, team=division).user
    RoleAssignmentFactory(user=user, role="team_manager", team=one.team)
    assert signed_in(user).get("/coverage/").status_code == 302
    RoleAssignmentFactory(user=user, role="team_manager", team=other.team)
    page = words(signed_in(user).get("/coverage/"))
    assert "Division, Midshire Trust" in page
    assert "Ward of Northgate Council, Northgate Council" in page


def test_a_manager_is_told_of_nothing_beyond_the_team() -> None:
    shared, one, other = two_employers()
    elsewhere = EmploymentFactory(
        organisation=one.organisation, team=TeamFactory(organisation=one.organisation), role_group=shared.frontline
    ).person
    rebuild_statuses({elsewhere.pk})
    manager = signed_in(RoleAssignmentFactory(team_manager=True, team=one.team).user)
    home = home_of(one)
    for address in (
        home,
        f"{home}people/",
        f"{home}due/",
        f"{home}teams/",
        f"{home}coverage.csv",
        f"{home}people/{elsewhere.uuid}/",
        f"{home}people/{one.people['Leaver'].uuid}/",
        f"{home}people/{other.people['Current'].uuid}/",
        f"{home_of(other)}teams/{other.team.pk}/",
        f"{home_of(other)}teams/{one.team.pk}/",
        f"{home}teams/{other.team.pk}/people/",
    ):
        assert manager.get(address).status_code == 404, address


def test_a_manager_whose_role_has_ended_sees_nothing() -> None:
    _, one, _ = two_employers()
    former = RoleAssignmentFactory(team_manager=True, team=one.team, ended_on=T).user
    for address in ("/coverage/", f"{home_of(one)}teams/{one.team.pk}/", f"{home_of(one)}teams/{one.team.pk}/people/"):
        assert signed_in(former).get(address).status_code == 404


def test_a_manager_s_list_holds_the_team_and_never_from_when_to_when_somebody_is_away() -> None:
    _, one, _ = two_employers()
    manager = signed_in(RoleAssignmentFactory(team_manager=True, team=one.team).user)
    response = manager.get(f"{home_of(one)}teams/{one.team.pk}/people/?show=all")
    everybody = {"Current", "Soon", "Notyet", "Expired", "New", "Early", "Away", "Desk", "Deskless"}
    assert names_in(response) - {"Ward"} == everybody
    page = words(response)
    assert "away" in page
    assert "1 December 2025" not in page


def test_a_manager_s_page_of_a_person_says_away_and_no_days() -> None:
    _, one, _ = two_employers()
    address = f"{home_of(one)}people/{one.people['Away'].uuid}/"
    assert "1 December 2025" in words(signed_in(one.lead).get(address))
    manager = signed_in(RoleAssignmentFactory(team_manager=True, team=one.team).user)
    page = words(manager.get(address))
    assert "Away, and not counted until back" in page
    assert "1 December 2025" not in page
    assert "not from when to when" in page


def test_a_manager_sees_the_team_as_it_is_today_whatever_day_the_address_asks_for() -> None:
    """Who was in the team once is not the manager's to see."""
    _, one, _ = two_employers()
    manager = signed_in(RoleAssignmentFactory(team_manager=True, team=one.team).user)
    for page in ("", "people/?show=all&"):
        text = words(manager.get(f"{home_of(one)}teams/{one.team.pk}/{page}?as_at=2025-12-31"))
        assert "28 February 2026" in text
        assert "31 December 2025" not in text
        assert "Leaver" not in text


def test_a_second_post_in_another_team_stays_out_of_the_manager_s_sight() -> None:
    shared, one, _ = two_employers()
    both = one.people["Current"]
    hidden = TeamFactory(organisation=one.organisation, name="Hidden clinic")
    EmploymentFactory(
        person=both, organisation=one.organisation, team=hidden, role_group=shared.frontline, post="2", staff_id="909"
    )
    rebuild_statuses({both.pk})
    manager = signed_in(RoleAssignmentFactory(team_manager=True, team=one.team).user)
    for address in (f"people/{both.uuid}/", f"teams/{one.team.pk}/people/?show=all"):
        page = words(manager.get(home_of(one) + address))
        assert "Hidden clinic" not in page
        assert "909" not in page
    assert "Hidden clinic" in words(signed_in(one.lead).get(f"{home_of(one)}people/{both.uuid}/"))


@pytest.mark.parametrize("page", ["teams/{team}/", "teams/{team}/people/", "people/{person}/"])
def test_what_a_manager_looks_at_leaves_a_trace_and_stays_in_no_browser(page: str) -> None:
    _, one, _ = two_employers()
    user = RoleAssignmentFactory(team_manager=True, team=one.team).user
    response = signed_in(user).get(home_of(one) + page.format(team=one.team.pk, person=one.people["Soon"].uuid))
    assert "no-store" in response["Cache-Control"]
    seen = Event.objects.get(action__in=["coverage.people_seen", "coverage.person_seen"])
    assert (seen.actor_id, seen.organisation_id) == (user.pk, one.organisation.pk)
