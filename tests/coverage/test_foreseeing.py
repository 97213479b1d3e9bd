"""What a return promises to do to the figures is what coverage says once it is written."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from learning.coverage.counting import coverage_of
from learning.coverage.forecast import Forecast
from learning.coverage.forecast_shown import shown
from learning.coverage.foreseeing import foresee
from learning.coverage.measures.reach import Rate
from learning.coverage.receivers import show_figures
from learning.modules.models import Module
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.models import StatusSpan
from learning.requirements.status import Reason
from learning.requirements.statuses import CURRENT
from learning.workforce.actions.compare_return import compare_return
from learning.workforce.actions.confirm_return import begin_commit
from learning.workforce.actions.receive_return import receive_return
from learning.workforce.actions.write_return import write_return
from learning.workforce.models import (
    Absence,
    Employment,
    Organisation,
    Person,
    ReturnState,
    Team,
    WorkforceReturn,
)
from tests.coverage.factories import network
from tests.requirements.factories import completed
from tests.requirements.histories import FIRST, Base, History, rolled_back
from tests.signing_in import signed_in
from tests.workforce.factories import (
    EmploymentFactory,
    PersonEmailFactory,
    RoleAssignmentFactory,
    SharingAgreementFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
HEADINGS = "E-mail,Staff number,Assignment number,First name,Last name,Role group,Start date,End date,Away from,Away to"
Lines = list[list[str]]


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def compared(organisation: Organisation, lines: Lines, as_at: dt.date, *, full: bool = True) -> WorkforceReturn:
    text = "\n".join([HEADINGS, *(",".join(line) for line in lines)])
    file = ContentFile(text.encode(), name="staff.csv")
    batch = receive_return(None, organisation, file, as_at=as_at, is_full=full)
    compare_return(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ReturnState.COMPARED, batch.trouble
    return batch


def promised(batch: WorkforceReturn) -> Forecast:
    return Forecast.from_json(batch.foreseen["coverage"])


def written(batch: WorkforceReturn) -> WorkforceReturn:
    begin_commit(None, batch, leavers=batch.leavers)
    write_return(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ReturnState.COMMITTED, batch.trouble
    return batch


def line(
    email: str, group: str, start: dt.date, end: str = "", away: tuple[str, str] = ("", ""), *, post: str = ""
) -> list[str]:
    return [email, "", post, "Ada", "Example", group, start.isoformat(), end, *away]


# ---- one small partner ----

LONG_AGO = dt.date(2020, 1, 6)


@pytest.fixture
def here(clock: Any) -> Organisation:
    """Two supervisors-to-be at their desks, one of whom holds the next module too, and a frontline worker."""
    shared = network()
    organisation: Organisation = SharingAgreementFactory(organisation__name="Midshire Trust").organisation
    for email, group, modules in (
        ("ada@here.example", shared.corporate, [shared.first]),
        ("bo@here.example", shared.corporate, [shared.first, shared.second]),
        ("cy@here.example", shared.frontline, []),
    ):
        person = PersonEmailFactory(email=email).person
        EmploymentFactory(person=person, organisation=organisation, role_group=group)
        for module in modules:
            completed(person, module, dt.date(2025, 6, 1), dt.date(2028, 5, 31))
    rebuild_everybody()
    return organisation


FRONTLINE, DESK = "frontline_direct", "corporate"
MOVED = [
    line("ada@here.example", FRONTLINE, dt.date(2026, 2, 20)),
    line("bo@here.example", FRONTLINE, dt.date(2026, 2, 20)),
    line("dee@here.example", DESK, dt.date(2026, 2, 24)),
    line("eli@here.example", DESK, dt.date(2026, 3, 2)),
]


def test_figures_now_and_after_with_whom_it_asks_what(here: Organisation) -> None:
    forecast = promised(compared(here, MOVED, T))
    assert (forecast.day, forecast.rule_set) == (T, 3)
    assert (forecast.now.reach, forecast.after.reach) == (Rate(2, 3), Rate(2, 2))
    assert (forecast.now.gross, forecast.after.gross) == (Rate(2, 3), Rate(2, 3))
    assert (forecast.people_now, forecast.people_after) == (3, 3)
    assert [row[1:] for row in forecast.posts] == [(1, 2), (2, 1)]


def test_lines_say_who_is_asked_for_what_by_when(here: Organisation) -> None:
    batch = compared(here, MOVED, T)
    said = shown(batch, promised(batch), T)
    start, six = "“A shared start”", "“Six principles”"
    assert [(one.who, one.what, one.when, one.held) for one in said["newly"]] == [
        (
            "2 people who move to Frontline, direct work", f"Skilled: 1 module, {six}",
            "by 20 May 2026 (90\N{NO-BREAK SPACE}days)",
            "1 holds all of it already",
        ),
        (
            "2 people who join as Corporate and support staff", f"Informed: 1 module, {start}",
            "between 24 May 2026 and 30 May 2026 (90\N{NO-BREAK SPACE}days each)", "",
        ),
    ]  # fmt: skip
    assert [(one.who, one.what) for one in said["no_longer"]] == [
        ("1 person who leaves as Frontline, direct work", f"2 modules, {start} and {six}")
    ]
    assert (said["is_past"], said["completions_wait"]) == (False, False)


def test_who_began_long_ago_counts_at_once(here: Organisation) -> None:
    batch = compared(here, [line("dee@here.example", DESK, LONG_AGO)], T, full=False)
    [said] = shown(batch, promised(batch), T)["newly"]
    assert said.when == "their first 90\N{NO-BREAK SPACE}days are over, so they count at once"
    assert promised(batch).after.never == promised(batch).now.never + 1


def test_comparing_writes_nothing_but_what_it_keeps_beside_the_return(here: Organisation) -> None:
    tables: list[Any] = [Employment, Absence, Person, Team, StatusSpan]
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    compared(here, [*MOVED, line("fay@here.example", DESK, T, away=("2026-02-28", ""))], T)
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_the_page_shows_them_and_says_when_they_are_of_the_past(here: Organisation) -> None:
    browser = signed_in(RoleAssignmentFactory(hr_lead=True, organisation=here).user)
    batch = compared(here, MOVED, T)
    page = reverse("workforce_return", args=[here.slug, batch.uuid])
    said = browser.get(page).content.decode()
    assert "2026, now and after" in said
    assert "2 of 3" in said
    assert "2 of 2" in said
    assert "compare again for the figures" not in said
    completed(Person.objects.get(emails__email="cy@here.example"), Module.objects.get(slug="six"), T)
    rebuild_everybody()
    assert "compare again for the figures" in browser.get(page).content.decode()
    written(batch)
    assert "now and after" not in browser.get(page).content.decode()


def test_without_figures_on_the_day_nothing_is_said(here: Organisation) -> None:
    Organisation.objects.filter(pk=here.pk).update(left_on=T)
    here.refresh_from_db()
    batch = compared(here, MOVED, T)
    browser = signed_in(RoleAssignmentFactory(administrator=True).user)
    assert batch.foreseen == {}
    assert show_figures(None, batch, browser.request().wsgi_request) == ""


def test_of_many_people_it_asks_the_database_as_often(here: Organisation) -> None:
    few = compared(here, MOVED[:2], T, full=False)
    more = [line(f"new{n}@here.example", DESK, T - dt.timedelta(n)) for n in range(60)]
    many = compared(here, [*MOVED, *more], T)
    queries = []
    for batch in (few, many):
        with CaptureQueriesContext(connection) as asked:
            foresee(batch, list(batch.changes.all()), T)
        queries.append(len(asked))
    assert queries[0] == queries[1]


# ---- random returns over random histories ----


def people_here(organisation: Organisation, day: dt.date) -> Counter[int]:
    """People in post by role group, as far as that needs no rule: of somebody with two role groups it is either."""
    posts = Employment.objects.in_post(day).confirmed().filter(organisation=organisation)
    held: dict[int, set[int]] = {}
    for person, merged, group in posts.values_list("person_id", "person__merged_into_id", "role_group_id"):
        held.setdefault(merged or person, set()).add(group)
    return Counter(next(iter(groups)) if len(groups) == 1 else 0 for groups in held.values())


Asked = dict[int, dict[int, StatusSpan]]


def asked_from(organisation: Organisation, day: dt.date) -> Asked:
    """By person and module, the first span of what is asked on the day or later and is in some figure."""
    found: Asked = {}
    spans = StatusSpan.objects.required().filter(organisation=organisation).order_by("starts_on")
    for span in spans:
        if span.ended_on is None or span.ended_on > day:
            found.setdefault(span.person_id, {}).setdefault(span.module_id, span)
    return found


def random_lines(history: History) -> Lines:
    """Most of the people who are known, and some who are not: as they are, moved, away, in two posts, in the past."""
    random, groups = history.random, [group.title for group in history.base.groups]
    known = [f"known{n}@here.example" for n in range(len(history.base.people))]
    lines: Lines = []
    for email in [one for one in known if random.random() < 0.75] + ["new0@here.example", "new1@here.example"]:
        for post in ("1", "2") if random.random() < 0.3 else ("1",):
            start = FIRST + history.days(-220, 110)
            end = history.later(start) if random.random() < 0.4 else None
            away = FIRST + history.days(0, 110)
            back = history.later(away)
            days = (away.isoformat(), back.isoformat() if back else "") if random.random() < 0.3 else ("", "")
            until = end.isoformat() if end else ""
            number = post if random.random() < 0.7 else ""
            lines.append(line(email, random.choice(groups), start, until, days, post=number))
    return lines


def finish_some(history: History, today: dt.date) -> None:
    """Somebody with everything, somebody with a part: else hardly anybody would ever be current."""
    for person in history.base.people:
        for module in history.base.modules:
            if history.random.random() < 0.6:
                on = today - history.days(1, 40)
                completed(person, module, on, on + history.days(0, 90))
    rebuild_everybody()


def test_what_is_promised_is_what_coverage_says_then() -> None:
    base = Base()
    here = base.organisations[0]
    SharingAgreementFactory(organisation=here)
    for number, person in enumerate(base.people):
        PersonEmailFactory(person=person, email=f"known{number}@here.example")

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 2**32), number=st.integers(0, 25), full=st.booleans())
    def holds(seed: int, number: int, full: bool) -> None:
        with rolled_back():
            history = History(base, seed, undated=True)
            for _ in range(number):
                history.step()
            today = max(history.now.date(), FIRST + history.days(0, 90))
            moment = dt.datetime.combine(today, dt.time(22), tzinfo=dt.UTC)
            here.refresh_from_db()
            if here.left_on is not None or here.joined_on > today:
                event("no figures on this day")
                return
            with time_machine.travel(moment, tick=False):
                finish_some(history, today)
                as_at = today - history.days(0, 30)
                batch = compared(here, random_lines(history), max(as_at, here.joined_on), full=full)
                kept(here, batch, today)

    holds()


def kept(here: Organisation, batch: WorkforceReturn, today: dt.date) -> None:
    """Write the return, and compare everything that was promised."""
    forecast, before = promised(batch), asked_from(here, today)
    assert forecast.now == coverage_of(here, today).everybody
    was = {group: now for group, now, _after in forecast.posts}
    assert sum(was.values()) == people_here(here, today).total()
    event(f"{bool(batch.joiners)} joiners, {bool(batch.leavers)} leavers, {bool(batch.movers)} movers")
    written(batch)
    assert forecast.after == coverage_of(here, today).everybody
    then = foresee(batch, [], today)
    assert then is not None
    assert {group: now for group, now, _ in then.posts if now} == {group: n for group, _, n in forecast.posts if n}
    assert forecast.people_after == people_here(here, today).total()
    assert_asked(forecast, before, asked_from(here, today))


def assert_asked(forecast: Forecast, before: Asked, after: Asked) -> None:
    newly: Counter[tuple[int, tuple[int, ...]]] = Counter()
    to_learn = Counter[tuple[int, tuple[int, ...]]]()
    days: set[dt.date] = set()
    for person, modules in after.items():
        if new := sorted(modules.keys() - before.get(person, {}).keys()):
            spans = [modules[module] for module in new]
            key = modules[new[0]].role_group_id, tuple(new)
            newly[key] += 1
            behind = [span for span in spans if span.status not in CURRENT]
            to_learn[key] += bool(behind)
            days |= {due for span in behind if (due := Reason.from_json(span.reason).grace_until)}
    said = Counter[tuple[int, tuple[int, ...]]]()
    for one in forecast.newly:
        said[one.role_group_id, one.module_ids] += one.people
    assert said == newly
    assert sum(one.to_learn for one in forecast.newly) == to_learn.total()
    ends = {day for one in forecast.newly for day in (one.first_due, one.last_due) if day}
    assert ends <= days
    if days:
        assert (min(days), max(days)) == (min(ends), max(ends))
    gone: Counter[tuple[int, ...]] = Counter()
    for person, modules in before.items():
        if lost := sorted(modules.keys() - after.get(person, {}).keys()):
            gone[tuple(lost)] += 1
    dropped: Counter[tuple[int, ...]] = Counter()
    for line in forecast.no_longer:
        dropped[line.module_ids] += line.people
    assert dropped == gone
