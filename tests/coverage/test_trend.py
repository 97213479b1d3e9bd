"""Frozen and restated month ends side by side, the change since the last one, and the pages that show them."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from learning.coverage.actions.take_snapshot import take_snapshot
from learning.coverage.counting import coverage_of
from learning.coverage.measures.reach import Counts, Rate
from learning.coverage.restated import fingerprint, restated
from learning.coverage.trend import Change, Trend, trend_of
from learning.requirements.actions.rebuild_statuses import rebuild_everybody, rebuild_statuses
from learning.workforce.ground import Ground
from learning.workforce.models import Employment, Grade
from tests.coverage.factories import Employer, T, employer, network, two_employers
from tests.requirements.factories import completed
from tests.signing_in import signed_in
from tests.workforce.factories import AbsenceFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DECEMBER, JANUARY = dt.date(2025, 12, 31), dt.date(2026, 1, 31)


@pytest.fixture(autouse=True)
def nothing_counted_before() -> None:
    cache.clear()


def frozen_twice() -> tuple[Any, Employer, Employer]:
    shared, one, other = two_employers()
    for organisation in (one.organisation, other.organisation):
        for month_end in (DECEMBER, JANUARY):
            take_snapshot(organisation, month_end, timezone.now())
    return shared, one, other


def words(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(strip_tags(response.content.decode().replace("<", " <"))))


def known(one: Employer, day: dt.date, current: int, never: int, *, restate: bool) -> Trend:
    """The trend up to a day of returned names, with so many people current and not yet."""
    counts = Counts(compliant=current, never=never)
    return trend_of(one.organisation, Ground(Grade.NAMED, day), counts, restate=restate)


def test_restated_is_the_same_count_as_the_coverage_of_that_day() -> None:
    _, one, _ = two_employers()
    days = [dt.date(2024, 5, 31), DECEMBER, JANUARY, T]
    assert restated(one.organisation, days) == {day: coverage_of(one.organisation, day).everybody for day in days}


def test_nothing_late_nothing_differs() -> None:
    _, one, _ = frozen_twice()
    trend = known(one, T, 3, 3, restate=True)
    assert [point.day for point in trend.points] == [DECEMBER, JANUARY]
    assert trend.is_restated
    assert trend.differing == []


def late_leaver(one: Employer, shared: Any) -> None:
    Employment.objects.filter(person=one.people["Notyet"]).update(left=dt.date(2026, 1, 15))


def back_dated(one: Employer, shared: Any) -> None:
    completed(one.people["Notyet"], shared.second, dt.date(2026, 1, 20), dt.date(2029, 1, 19))


def late_absence(one: Employer, shared: Any) -> None:
    dates = {"away_from": dt.date(2026, 1, 10), "away_to": dt.date(2026, 2, 5)}
    AbsenceFactory(person=one.people["Notyet"], organisation=one.organisation, **dates)


@pytest.mark.parametrize(
    ("late", "now"), [(late_leaver, Rate(4, 5)), (back_dated, Rate(5, 6)), (late_absence, Rate(4, 5))]
)
def test_late_and_back_dated_facts_change_the_restated_month_and_never_the_frozen_one(late: Any, now: Rate) -> None:
    shared, one, _ = frozen_twice()
    before = known(one, T, 3, 3, restate=True).points
    assert before[1].restated == before[1].frozen == Rate(4, 6)
    late(one, shared)
    rebuild_statuses([one.people["Notyet"].pk])
    december, january = trend_of(
        one.organisation, Ground(Grade.NAMED, T), Counts(compliant=3, never=3), restate=True
    ).points
    assert not december.differs
    assert (january.frozen, january.restated, january.differs) == (Rate(4, 6), now, True)


def test_restated_counts_are_kept_until_a_status_changes() -> None:
    shared, one, other = frozen_twice()
    restated(one.organisation, [DECEMBER, JANUARY])
    with CaptureQueriesContext(connection) as asked:
        restated(one.organisation, [DECEMBER, JANUARY])
    assert len(asked) == 2
    mark = fingerprint(one.organisation)
    late_leaver(other, shared)
    rebuild_statuses([other.people["Notyet"].pk])
    assert fingerprint(one.organisation) == mark
    rebuild_statuses([one.people["Notyet"].pk])
    assert fingerprint(one.organisation) == mark, "written anew, and the same"
    late_leaver(one, shared)
    rebuild_statuses([one.people["Notyet"].pk])
    assert fingerprint(one.organisation) != mark


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Rate(60, 100), Rate(331, 412), "That is 20.3 percentage points more."),
        (Rate(80, 100), Rate(60, 80), "That is 5.0 percentage points less."),
        (Rate(3, 6), Rate(6, 12), "The share is the same."),
        (Rate(10_000, 20_000), Rate(10_001, 20_000), "The share has hardly moved."),
        (Rate(0, 0), Rate(6, 12), ""),
    ],
)
def test_a_change_in_words(before: Rate, after: Rate, said: str) -> None:
    assert Change(JANUARY, before, after).in_words == said


def test_the_change_is_since_the_last_month_end_before_the_day() -> None:
    _, one, _ = frozen_twice()
    assert trend_of(
        one.organisation, Ground(Grade.NAMED, T), Counts(compliant=3, never=3), restate=False
    ).change == Change(JANUARY, Rate(4, 6), Rate(3, 6))
    on_it = known(one, JANUARY, 4, 2, restate=False)
    assert (on_it.ends_frozen, on_it.change) == (True, Change(DECEMBER, Rate(5, 7), Rate(4, 6)))
    assert known(one, DECEMBER, 5, 2, restate=False).change is None


def test_the_coverage_page_shows_the_frozen_year_and_leads_to_all_of_it() -> None:
    _, one, _ = frozen_twice()
    answer = signed_in(one.lead).get(f"/coverage/{one.organisation.slug}/")
    page = words(answer)
    assert "4 of 6 (67 %) were current on 31 January 2026, 3 of 6 (50 %) on 28 February 2026." in page
    assert "That is 16.7 percentage points less." in page
    assert "As known now" not in page
    assert f"/coverage/{one.organisation.slug}/trend/?as_at=2026-02-28" in answer.content.decode()


def test_without_a_month_end_it_says_when_there_will_be_one() -> None:
    _, one, _ = two_employers()
    for page in ("", "trend/"):
        said = words(signed_in(one.lead).get(f"/coverage/{one.organisation.slug}/{page}"))
        assert "On the first day of each month the figures of the month before are frozen." in said


def test_its_own_page_shows_both_with_rules_return_and_day() -> None:
    _, one, _ = frozen_twice()
    late_leaver(one, None)
    rebuild_everybody()
    page = words(signed_in(one.lead).get(f"/coverage/{one.organisation.slug}/trend/"))
    assert "31 December 2025 5 of 7 (71 %) the same 5 of 8 (63 %) Rule set 3 · Names frozen on 28 February 2026" in page
    assert "31 January 2026 4 of 6 (67 %) 4 of 5 (80 %)" in page
    assert "1 month end is known otherwise now." in page


def test_a_page_costs_the_same_whatever_the_number_of_people() -> None:
    shared, counts = network(), []
    for name, size in (("Small", 1), ("Larger", 4)):
        one = employer(shared, name, size)
        rebuild_everybody()
        for month_end in (DECEMBER, JANUARY):
            take_snapshot(one.organisation, month_end, timezone.now())
        browser = signed_in(one.lead)
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/coverage/{one.organisation.slug}/trend/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_only_the_own_hr_lead_may_look() -> None:
    _, one, other = frozen_twice()
    address = f"/coverage/{one.organisation.slug}/trend/"
    manager = RoleAssignmentFactory(role="team_manager", team=one.team).user
    for stranger in (other.lead, RoleAssignmentFactory(role="network_lead").user, manager):
        assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(one.lead).post(address).status_code == 405
