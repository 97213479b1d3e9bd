"""A pool of short modules renews one that runs out: in its window, each counted once, nothing cleared."""

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from learning.records.models import Completion
from learning.requirements.actions.rebuild_statuses import differences, rebuild_everybody
from learning.requirements.actions.set_refresher_pool import end_refresher_pool, set_refresher_pool
from learning.requirements.asked import asked_of
from learning.requirements.facts import Asked, Done, Facts, Group, Post, Refresher, Rules
from learning.requirements.models import RefresherPool, StatusSpan
from learning.requirements.refreshers import Offer, offers_for
from learning.requirements.refreshing import refreshed_until
from learning.requirements.status import judge
from learning.requirements.why import NO_BREAK, why
from learning.workforce.models import Person
from tests.requirements.factories import (
    BareVersionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    completed,
)
from tests.workforce.factories import LONG_AGO, EmploymentFactory, LevelMapFactory, RoleAssignmentFactory

END = dt.date(2026, 4, 30)
BEFORE = dt.date(2020, 1, 6)
AFTERWARDS = END + dt.timedelta(days=200)


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def pool(*done: tuple[int, dt.date], needed: int = 2, **more: dt.date | None) -> Refresher:
    return Refresher(needed, 12, more.get("starts_on") or BEFORE, more.get("ended_on"), done)


def until(*pools: Refresher, on: dt.date = AFTERWARDS) -> tuple[dt.date | None, dt.date | None]:
    return refreshed_until(END, pools, on, BEFORE)


def test_two_of_the_pool_in_the_last_days_renew_from_the_day_after_the_end() -> None:
    done = pool((1, END - days(90)), (2, END - days(10)))
    assert until(done) == (dt.date(2027, 4, 30), END - days(10))
    assert until(done, on=END - days(11)) == (END, None)


def test_done_after_the_end_it_counts_from_the_day_it_was_done() -> None:
    late = END + days(90)
    assert until(pool((1, END), (2, late))) == (dt.date(2027, 7, 28), late)


@pytest.mark.parametrize(
    "done",
    [
        pool((1, END - days(91)), (2, END)),
        pool((1, END), (2, END + days(91))),
        pool((1, END), (1, END + days(1))),
        pool((1, END)),
        pool((1, END), (2, END), starts_on=END + days(1)),
        pool((1, END - days(1)), (2, END), ended_on=END),
    ],
    ids=["too early", "too late", "the same twice", "one of two", "before the pool", "after the pool"],
)
def test_what_renews_nothing(done: Refresher) -> None:
    assert until(done) == (END, None)


def test_one_doing_counts_once_and_the_next_window_asks_anew() -> None:
    again = dt.date(2027, 4, 30)
    first = [(1, END), (2, END)]
    assert until(pool(*first), on=again) == (again, END)
    assert until(pool(*first, (1, again), (3, again)), on=again) == (dt.date(2028, 4, 30), again)


def test_what_never_ends_needs_no_refresher() -> None:
    assert refreshed_until(None, [pool((1, END), (2, END))], END, BEFORE) == (None, None)


DAY = st.integers(-150, 500).map(lambda number: END + days(number))


@given(done=st.lists(st.tuples(st.integers(1, 4), DAY), max_size=8), needed=st.integers(1, 3), on=DAY, later=DAY)
def test_knowing_more_never_shortens(done: list[tuple[int, dt.date]], needed: int, on: dt.date, later: dt.date) -> None:
    known = pool(*done, needed=needed)
    first, _day = until(known, on=min(on, later))
    second, _other = until(known, on=max(on, later))
    assert first is not None
    assert second is not None
    assert END <= first <= second


def test_why_says_that_it_was_refreshed() -> None:
    facts = Facts(
        [Post(BEFORE)],
        [Asked(BEFORE, None, Group(1, "Frontline"), 1)],
        [Done(dt.date(2023, 5, 1), END)],
        refreshers=[pool((1, END), (2, END))],
    )
    judged = judge(facts, Rules(), END)
    assert judged.status == "compliant"
    said = why(judged).replace(NO_BREAK, " ")
    assert "completed on 1 May 2023 and counts until 30 April 2027, as it was refreshed on 30 April 2026" in said


def offered(person: Person, day: dt.date) -> dict[int, Offer]:
    done = Completion.objects.of(person).standing().values_list("module_id", "completed_on")
    return offers_for(asked_of(person, day), done, day)


@pytest.mark.django_db
def test_the_table_follows_a_pool_and_my_learning_offers_it() -> None:
    LevelMapFactory(level=2)
    RuleSetFactory()
    module = RequirementFactory(level=1).module
    post = EmploymentFactory()
    completed(post.person, module, dt.date(2023, 5, 1), END)
    items = [BareVersionFactory(module=ModuleFactory(title=f"Short {n}")).module for n in "ABC"]
    set_refresher_pool(None, module, items, needed=2, months=12, starts_on=LONG_AGO)
    rebuild_everybody()
    today = END - days(30)
    assert offered(post.person, END - days(91)) == {}
    offer = offered(post.person, today)[module.pk]
    assert (offer.left, [one.title for one in offer.modules], offer.until) == (
        2, ["Short A", "Short B", "Short C"], END + days(90),
    )  # fmt: skip
    completed(post.person, items[0], today)
    offer = offered(post.person, today)[module.pk]
    assert (offer.left, [one.title for one in offer.done]) == (1, ["Short A"])
    completed(post.person, items[2], today)
    rebuild_everybody()
    statuses = [StatusSpan.objects.on(day).of(post.person).get().status for day in (today - days(1), today, END)]
    assert statuses == ["due_soon", "compliant", "compliant"]
    assert list(differences()) == []
    end_refresher_pool(None, RefresherPool.objects.get(), today + days(1))
    rebuild_everybody()
    assert StatusSpan.objects.on(END).of(post.person).get().status == "compliant"
    with pytest.raises(ValidationError, match="has an end already"):
        end_refresher_pool(None, RefresherPool.objects.get(), today + days(2))


@pytest.mark.django_db
def test_who_may_set_a_pool_and_what_it_must_hold() -> None:
    module, other = ModuleFactory(), ModuleFactory()
    with pytest.raises(PermissionDenied):
        set_refresher_pool(RoleAssignmentFactory().user, module, [other], needed=1, months=12, starts_on=END)
    administrator = RoleAssignmentFactory(administrator=True).user
    for wrong in ({"needed": 2}, {"needed": 0}, {"months": 0}):
        with pytest.raises(ValidationError):
            set_refresher_pool(administrator, module, [other], **{"needed": 1, "months": 12, "starts_on": END} | wrong)
    with pytest.raises(ValidationError):
        set_refresher_pool(administrator, module, [module], needed=1, months=12, starts_on=END)
    assert set_refresher_pool(administrator, module, [other], needed=1, months=12, starts_on=END).pk


@pytest.mark.django_db
def test_the_command_names_modules_by_their_addresses() -> None:
    module, other = ModuleFactory(), ModuleFactory()
    out = StringIO()
    call_command("set_refresher_pool", module.slug, other.slug, needed=1, months=12, stdout=out)
    assert RefresherPool.objects.get().items.get() == other
    with pytest.raises(CommandError, match="no module nowhere"):
        call_command("set_refresher_pool", "nowhere", other.slug, needed=1, months=12)
