"""The figures are true: over random histories the table, the pure rule and a second, naive implementation agree."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.coverage.counting import coverage_of
from learning.coverage.measures.reach import Counts
from learning.coverage.partners import counts_by_partner
from learning.requirements.actions.rebuild_statuses import differences, rebuild_everybody
from learning.requirements.changed_since import changed_since
from learning.requirements.entries import Entry, Kind
from learning.requirements.facts import Facts, rules_on
from learning.requirements.loading import facts_of
from learning.requirements.models import StatusSpan
from learning.requirements.network import Network
from learning.requirements.status import judge
from learning.workforce.models import Organisation, Person
from tests.requirements.histories import BEGUN, EVERY_DAY, Base, History, rolled_back
from tests.requirements.oracle import Oracle, Told

pytestmark = pytest.mark.django_db
NOBODY = Facts([], [])
Key = tuple[int, int, int, dt.date]
"""Person, organisation, module, day."""
Matrix = dict[Key, Told]


def over_histories(examples: int, steps: int, *, undated: bool) -> Callable[[Callable[..., None]], None]:
    """Run the decorated check at once, over so many random histories of at most so many steps each."""

    def run(check: Callable[..., None]) -> None:
        base = Base()

        @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
        @given(seed=st.integers(0, 2**32), number=st.integers(steps // 2, steps))
        def holds(seed: int, number: int) -> None:
            with rolled_back():
                check(base, History(base, seed, undated=undated), number)

        holds()

    return run


def table_agrees_with_the_rule(examples: int, steps: int) -> None:
    @over_histories(examples, steps, undated=True)
    def holds(base: Base, history: History, number: int) -> None:
        rebuild_everybody()
        for _ in range(number):
            history.step()
        assert list(differences()) == []
        judged = by_judging(base)
        for day in some_days(history):
            stored = by_the_table(day)
            for key, told in judged.items():
                if key[-1] == day:
                    assert stored.get(key[:3], told) == told
                    assert (key[:3] in stored) == (told.group is not None)


def by_judging(base: Base, known_at: dt.datetime | None = None, days: Collection[dt.date] = EVERY_DAY) -> Matrix:
    """What `judge` says of everybody, everywhere, for every module, on these days."""
    network = Network.load(known_at)
    people = [person.pk for person in base.people]
    known = {
        (one.person_id, one.organisation_id, module.pk): one.facts
        for module in base.modules
        for one in facts_of(people, network, module_id=module.pk)
    }
    found: Matrix = {}
    for (person, organisation, module), facts in known.items():
        for day in days:
            judgement = judge(facts, rules_on(network.book, day), day)
            group = judgement.asked.group.pk if judgement.asked else None
            found[person, organisation, module, day] = Told(str(judgement.status), str(judgement.outside), group)
    return found


def by_the_table(day: dt.date) -> dict[tuple[int, int, int], Told]:
    rows = StatusSpan.objects.on(day)
    return {
        (row.person_id, row.organisation_id, row.module_id): Told(row.status, row.outside, row.role_group_id)
        for row in rows
    }


def turning_days() -> list[dt.date]:
    """Days on which a span begins or ends, and those beside them."""
    pairs = StatusSpan.objects.values_list("starts_on", "ended_on")
    turns = {day for pair in pairs for day in pair if day}
    beside = {day + dt.timedelta(n) for day in turns for n in (-1, 0, 1)}
    return sorted(beside & set(EVERY_DAY))


def some_days(history: History, number: int = 6) -> list[dt.date]:
    """Some of all days; those on which something turns, and those beside them, more often than not."""
    turning = turning_days() or EVERY_DAY
    return [history.any(turning) if history.any((True, True, False)) else history.any(EVERY_DAY) for _ in range(number)]


def rule_agrees_with_the_oracle(examples: int, steps: int) -> None:
    @over_histories(examples, steps, undated=True)
    def holds(base: Base, history: History, number: int) -> None:
        rebuild_everybody()
        done = [history.step() for _ in range(number)]
        oracle, judged = Oracle(), by_judging(base)
        days = some_days(history)
        for person in oracle.lasting & {row.pk for row in base.people}:
            for organisation in base.organisations:
                for module in base.modules:
                    for day in days:
                        key = person, organisation.pk, module.pk, day
                        assert judged.get(key, Told("not_in_post")) == oracle.tell(*key), (key, done)
        day = days[0]
        for organisation in base.organisations:
            coverage = coverage_of(organisation, day)
            assert coverage.cells == counts(oracle.cells(organisation.pk, day)), done
            assert coverage.people == counts(oracle.heads(organisation.pk, day)), done
            assert counts_by_partner(day).get(organisation.pk, Counts()) == coverage.everybody


def counts(found: dict[Any, Counter[str]]) -> dict[Any, Counts]:
    return {key: Counts(**counter) for key, counter in found.items()}


def the_past_as_known_then_never_changes(examples: int, steps: int) -> None:
    @over_histories(examples, steps, undated=False)
    def holds(base: Base, history: History, number: int) -> None:
        days = EVERY_DAY[::5]
        seen: dict[dt.datetime, Matrix] = {BEGUN: by_judging(base, None, days)}
        for n in range(number):
            history.step()
            if n % 5 == 4:
                seen[history.now] = by_judging(base, None, days)
        for moment, told in seen.items():
            assert by_judging(base, moment, days) == told


def the_past_differs_only_by_named_entries(examples: int, steps: int) -> None:
    @over_histories(examples, steps, undated=False)
    def holds(base: Base, history: History, number: int) -> None:
        moments = [BEGUN]
        for _ in range(number):
            history.step()
            moments.append(history.now)
        then = history.any(moments)
        days = some_days(history, 3)
        judged_then, judged_now = by_judging(base, then, days), by_judging(base, None, days)
        for organisation in base.organisations:
            for day in days:
                found = list(changed_since(organisation, day, then))
                keys = {(one.person_id, organisation.pk, one.module_id, day) for one in found}
                assert keys == differing(judged_then, judged_now, organisation, day)
                for one in found:
                    assert one.entries
                    assert all(entry.recorded_at > then for entry in one.entries)
                    assert all(entry.first is None or entry.first <= day or is_of_rules(entry) for entry in one.entries)


def differing(
    then: Matrix, now: Matrix, organisation: Organisation, day: dt.date
) -> set[tuple[int, int, int, dt.date]]:
    """Where somebody of whom it was asked then, or is asked now, stands otherwise."""
    keys = {key for key in then.keys() | now.keys() if key[1] == organisation.pk and key[-1] == day}
    told = {key: [matrix[key] if key in matrix else Told("") for matrix in (then, now)] for key in keys}
    return {key for key, two in told.items() if any(one.group for one in two) and two[0] != two[1]}


def is_of_rules(entry: Entry) -> bool:
    """The first rule set holds before its first day too."""
    return entry.kind == Kind.RULES


def test_a_past_day_as_known_then_never_changes() -> None:
    the_past_as_known_then_never_changes(20, 30)


def test_a_past_day_as_known_now_differs_only_by_entries_that_have_a_name() -> None:
    the_past_differs_only_by_named_entries(25, 24)


def test_the_table_says_what_judging_says() -> None:
    table_agrees_with_the_rule(30, 30)


def test_judging_and_counting_say_what_a_naive_reading_of_the_definition_says() -> None:
    rule_agrees_with_the_oracle(40, 30)


@pytest.mark.soak
def test_many_more_histories() -> None:
    table_agrees_with_the_rule(1_000, 30)
    rule_agrees_with_the_oracle(1_000, 40)
    the_past_as_known_then_never_changes(500, 40)
    the_past_differs_only_by_named_entries(500, 40)


def test_everybody_is_asked_about(db: None) -> None:
    """The random network is worth its name: people are in post and asked before anything happens."""
    base = Base()
    rebuild_everybody()
    told = Counter(one.status for one in by_judging(base).values())
    assert told["never"] > 0
    assert Person.objects.lasting().count() >= 4
