"""What falls due when: everybody once, each number open to its people, and each module by itself."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from learning.coverage.counting import coverage_of
from learning.coverage.due import modules_due, people_due, windows_of
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.facts import Rules
from tests.coverage.factories import T, employer, network, two_employers
from tests.coverage.test_views import home_of, names_in, queries, words
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_everybody_stands_once_by_what_comes_first() -> None:
    """Soon's second module counts until 9 April, 40 days ahead; the new one has 90 days from 1 February."""
    _, one, _ = two_employers()
    assert people_due(one.organisation, T, [30, 60, 90]) == {
        "never": 2,
        "expired": 1,
        "due_60": 1,
        "due_90": 1,
        "start_90": 1,
    }


@pytest.mark.parametrize(("day", "is_within"), [("2026-03-09", False), ("2026-03-10", True), ("2026-04-09", True)])
def test_the_last_day_of_a_window_belongs_to_it(day: str, is_within: bool) -> None:
    """The second module of Soon counts until 9 April: 30 days after 10 March, and on the day itself."""
    _, one, _ = two_employers()
    assert ("due_30" in people_due(one.organisation, dt.date.fromisoformat(day), [30])) is is_within


def test_windows_go_no_further_than_the_rules_call_soon() -> None:
    assert windows_of(Rules(1, dt.date(2020, 1, 1), 90, 90)) == [30, 60, 90]
    assert windows_of(Rules(1, dt.date(2020, 1, 1), 90, 60)) == [30, 60]
    assert windows_of(Rules(1, dt.date(2020, 1, 1), 90, 14)) == []


def test_by_module_whoever_else_somebody_is_behind_with() -> None:
    """Deskless has the first not yet; Notyet the second; Expired has let both run out; Soon's second runs out."""
    shared, one, _ = two_employers()
    modules = coverage_of(one.organisation, T).modules
    found = {row.module.pk: row.counts for row in modules_due(one.organisation, T, [30, 60, 90], modules)}
    assert found == {
        shared.first.pk: {"never": 1, "expired": 1, "due_30": 0, "due_60": 0, "due_90": 0},
        shared.second.pk: {"never": 1, "expired": 1, "due_30": 0, "due_60": 1, "due_90": 1},
    }


def test_every_number_opens_to_exactly_its_people() -> None:
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    page = browser.get(f"{home_of(one)}due/")
    html = page.content.decode()
    tiles = re.findall(r'<a class="tile" href="([^"]+)"><span class="n">(\d+)</span>', html)
    cells = re.findall(r'<a class="numbers" href="([^"]+)">(\d+)</a>', html)
    assert (len(tiles), len(cells)) == (8, 6)
    for href, number in [*tiles, *cells]:
        assert len(names_in(browser.get(href.replace("&amp;", "&")))) == int(number), href
    assert "of 6 counted" in words(page)


def test_a_past_day_has_its_own_due_list() -> None:
    _, one, _ = two_employers()
    page = words(signed_in(one.lead).get(f"{home_of(one)}due/?as_at=2026-01-31"))
    assert "on 31 January 2026" in page


def test_the_number_of_queries_does_not_grow() -> None:
    shared = network()
    small, large = employer(shared, "Small"), employer(shared, "Large", size=5)
    rebuild_everybody()
    assert queries(signed_in(small.lead), f"{home_of(small)}due/") == queries(
        signed_in(large.lead), f"{home_of(large)}due/"
    )
