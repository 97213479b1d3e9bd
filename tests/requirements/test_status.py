"""The rules of a status, row by row of the written definition, and at every edge of every interval."""

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.requirements.facts import (
    Asked,
    Days,
    Done,
    Facts,
    Group,
    MajorChange,
    Post,
    Refresher,
    Rules,
    Sooner,
    rules_on,
)
from learning.requirements.spans import spans
from learning.requirements.status import Reason, due_on, judge
from learning.requirements.statuses import CURRENT, OVERDUE, Status
from learning.requirements.why import NO_BREAK, short, why

FRONTLINE = Group(1, "Frontline, direct work")
MEASURES = json.loads((Path(__file__).parent.parent / "measures.json").read_text())["status"]
DEFINITION = Rules(
    grace_days=MEASURES["grace_days"], due_soon_days=MEASURES["due_soon_days"], starts_on=dt.date(2020, 1, 1)
)
T = dt.date.fromisoformat(MEASURES["as_at"])


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def months_later(start: dt.date, months: int) -> dt.date:
    """The last valid day: so many months on, less a day, the end of a short month clipped."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for last in range(start.day, 27, -1):
        try:
            return dt.date(year, month + 1, last) - dt.timedelta(1)
        except ValueError:
            continue
    return dt.date(year, month + 1, start.day) - dt.timedelta(1)


def facts_of(row: dict[str, Any]) -> Facts:
    start, left = dt.date.fromisoformat(row["start"]), day(row.get("left"))
    required_from = day(row.get("required_from")) or start
    done = day(row.get("done"))
    leave = row.get("leave")
    return Facts(
        posts=[Post(start, left)],
        asked=[Asked(required_from, left, FRONTLINE, 2)] if row.get("required", True) else [],
        done=[Done(done, months_later(done, MEASURES["refresh_months"]))] if done else [],
        absences=[Days(dt.date.fromisoformat(leave[0]), day(leave[1]))] if leave else [],
    )


@pytest.mark.parametrize("row", MEASURES["rows"], ids=lambda row: f"{row['expect']}-{row['start']}")
def test_every_row_of_the_definition(row: dict[str, Any]) -> None:
    judgement = judge(facts_of(row), DEFINITION, T)
    assert (judgement.status, judgement.counted) == (row["expect"], row["counted"])


START = dt.date(2020, 1, 6)


def facts(**given: Any) -> Facts:
    return Facts(**{"posts": [Post(START)], "asked": [Asked(START, None, FRONTLINE, 2)]} | given)


def status_on(known: Facts, when: str) -> tuple[str, str]:
    judgement = judge(known, DEFINITION, dt.date.fromisoformat(when))
    return judgement.status, judgement.outside


def done(on: str, until: str | None, **more: Any) -> Done:
    return Done(dt.date.fromisoformat(on), day(until), **more)


def test_the_last_day_of_grace_is_the_ninetieth() -> None:
    known = facts(posts=[Post(dt.date(2026, 1, 1))], asked=[Asked(dt.date(2026, 1, 1), None, FRONTLINE, 2)])
    assert status_on(known, "2026-03-31") == ("in_grace", "in_grace")
    assert status_on(known, "2026-04-01") == ("never", "")


def test_a_post_ends_before_its_first_day_no_longer() -> None:
    left = dt.date(2026, 2, 28)
    known = facts(posts=[Post(START, left)], asked=[Asked(START, left, FRONTLINE, 2)])
    assert status_on(known, "2026-02-27") == ("never", "")
    assert status_on(known, "2026-02-28") == ("not_in_post", "")
    assert status_on(known, "2020-01-05") == ("not_in_post", "")


def test_validity_is_inclusive_and_due_soon_counts_as_current() -> None:
    known = facts(done=[done("2023-03-01", "2026-02-28")])
    assert status_on(known, "2025-11-29") == ("compliant", "")
    assert status_on(known, "2025-11-30") == ("due_soon", "")
    assert status_on(known, "2026-02-28") == ("due_soon", "")
    assert status_on(known, "2026-03-01") == ("expired", "")


def test_nothing_later_than_the_day_is_known_on_it() -> None:
    known = facts(done=[done("2026-03-01", "2029-02-28")])
    assert status_on(known, "2026-02-28") == ("never", "")


def test_a_renewal_made_early_counts_from_the_day_it_was_made() -> None:
    known = facts(done=[done("2023-03-01", "2026-02-28"), done("2026-01-10", "2029-02-28")])
    assert status_on(known, "2026-01-09") == ("due_soon", "")
    assert status_on(known, "2026-01-10") == ("compliant", "")
    assert status_on(known, "2026-03-01") == ("compliant", "")


def test_a_completion_without_an_end_never_runs_out() -> None:
    assert status_on(facts(done=[done("2020-02-01", None)]), "2040-01-01") == ("compliant", "")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"absences": [Days(T, T)]}, ("excluded", "away")),
        ({"absences": [Days(T - dt.timedelta(9), T - dt.timedelta(1))]}, ("never", "")),
        ({"exemptions": [Days(T)]}, ("exempt", "exempt")),
        ({"exemptions": [Days(START, T - dt.timedelta(1))]}, ("never", "")),
        ({"absences": [Days(T)], "exemptions": [Days(T)]}, ("excluded", "away")),
        ({"exemptions": [Days(T)], "asked": [Asked(T, None, FRONTLINE, 2)]}, ("exempt", "exempt")),
        ({"absences": [Days(T)], "done": [done("2023-02-28", "2026-02-27")]}, ("excluded", "away")),
        (
            {"asked": [Asked(T, None, FRONTLINE, 2)], "done": [done("2023-02-28", "2026-02-27")]},
            ("in_grace", "in_grace"),
        ),
        ({"exemptions": [Days(T)], "done": [done("2025-06-01", "2028-05-31")]}, ("compliant", "exempt")),
    ],
)
def test_who_is_left_out_and_what_is_shown_of_them(known: dict[str, Any], expected: tuple[str, str]) -> None:
    assert status_on(facts(**known), T.isoformat()) == expected


def test_moving_post_inside_the_run_does_not_restart_the_days_to_begin() -> None:
    moved = dt.date(2026, 2, 1)
    asked = [Asked(START, moved, FRONTLINE, 2), Asked(moved, None, Group(2, "Supervisors"), 3)]
    assert status_on(facts(asked=asked), "2026-02-28") == ("never", "")


def test_a_gap_restarts_the_days_to_begin() -> None:
    asked = [Asked(START, dt.date(2026, 1, 31), FRONTLINE, 2), Asked(dt.date(2026, 2, 1), None, FRONTLINE, 2)]
    assert status_on(facts(asked=asked), "2026-02-28") == ("in_grace", "in_grace")
    assert status_on(facts(asked=asked), "2026-01-31") == ("not_required", "")


def test_time_that_nobody_counted_does_not_use_up_the_days_to_begin() -> None:
    volunteer = Asked(START, dt.date(2026, 2, 1), Group(8, "Volunteers"), 1, basis="role_group")
    asked = [volunteer, Asked(dt.date(2026, 2, 1), None, FRONTLINE, 1)]
    assert status_on(facts(asked=asked), "2026-01-31") == ("never", "role_group")
    assert status_on(facts(asked=asked), "2026-02-01") == ("in_grace", "in_grace")


def test_an_unconfirmed_role_is_asked_and_not_counted() -> None:
    asked = [Asked(dt.date(2026, 2, 1), None, FRONTLINE, 2, basis="self_declared")]
    assert status_on(facts(asked=asked), "2026-02-28") == ("in_grace", "self_declared")
    assert not judge(facts(asked=asked), DEFINITION, T).counted


REDO = MajorChange(2, "2.0", dt.date(2026, 1, 1), by=dt.date(2026, 3, 31))


def test_redo_ends_earlier_completions_after_its_day() -> None:
    known = facts(done=[done("2025-06-01", "2028-05-31")], changes=[REDO])
    assert status_on(known, "2025-12-31") == ("compliant", "")
    assert status_on(known, "2026-01-01") == ("due_soon", "")
    assert status_on(known, "2026-03-31") == ("due_soon", "")
    assert status_on(known, "2026-04-01") == ("expired", "")


def test_redo_leaves_the_new_version_alone() -> None:
    known = facts(done=[done("2026-02-01", "2029-01-31", major=2, version="2.0")], changes=[REDO])
    assert status_on(known, "2026-04-01") == ("compliant", "")


def test_a_completion_that_ends_before_the_redo_day_ends_then() -> None:
    known = facts(done=[done("2023-03-01", "2026-02-28")], changes=[REDO])
    assert judge(known, DEFINITION, dt.date(2026, 3, 1)).reason.again_version == ""


def test_the_bridge_makes_an_earlier_completion_stand_again() -> None:
    bridge = MajorChange(
        2, "2.0", dt.date(2026, 1, 1), dt.date(2026, 3, 31), "bridge", "What is new", (dt.date(2026, 5, 4),)
    )
    known = facts(done=[done("2025-06-01", "2028-05-31")], changes=[bridge])
    assert status_on(known, "2026-03-31") == ("due_soon", "")
    assert status_on(known, "2026-04-01") == ("expired", "")
    assert status_on(known, "2026-05-03") == ("expired", "")
    assert status_on(known, "2026-05-04") == ("compliant", "")


def assert_spans_say_what_judging_says(known: Facts, book: list[Rules], first: dt.date, days: int) -> None:
    made = spans(known, book)
    for n in range(days):
        on = first + dt.timedelta(n)
        judgement = judge(known, rules_on(book, on), on)
        (span,) = [one for one in made if one.starts_on <= on and (one.ended_on is None or on < one.ended_on)]
        assert (span.judgement.status, span.judgement.reason) == (judgement.status, judgement.reason)


@pytest.mark.parametrize("bridged", [(), (dt.date(2026, 2, 11),), (dt.date(2026, 5, 4),)])
@pytest.mark.parametrize("rule", ["redo", "bridge"])
def test_spans_turn_on_the_days_of_a_major_version(rule: Any, bridged: tuple[dt.date, ...]) -> None:
    change = MajorChange(2, "2.0", dt.date(2026, 2, 10), dt.date(2026, 3, 31), rule, "New", bridged)
    known = facts(done=[done("2025-06-01", "2028-05-31")], changes=[change])
    assert_spans_say_what_judging_says(known, [DEFINITION], dt.date(2026, 1, 1), 200)


def test_the_completion_that_counts_longest_is_the_evidence() -> None:
    longer, later = done("2025-01-01", "2027-12-31"), done("2025-06-01", "2026-12-31")
    reason = judge(facts(done=[longer, later]), DEFINITION, T).reason
    assert (reason.completed_on, reason.counts_until) == (longer.completed_on, longer.valid_until)


def test_every_later_change_has_to_be_met() -> None:
    bridge = MajorChange(2, "2.0", dt.date(2026, 1, 1), dt.date(2026, 3, 31), "bridge", "New", (dt.date(2026, 1, 2),))
    again = MajorChange(3, "3.0", dt.date(2026, 6, 1), dt.date(2026, 8, 31))
    known = facts(done=[done("2025-06-01", "2028-05-31")], changes=[bridge, again])
    assert status_on(known, "2026-05-31") == ("compliant", "")
    assert status_on(known, "2026-09-01") == ("expired", "")


def test_the_rule_set_of_the_day_decides() -> None:
    first, second = Rules(1, dt.date(2025, 1, 1)), Rules(2, dt.date(2026, 1, 1), grace_days=30)
    assert [rules_on([first, second], d).version for d in (START, dt.date(2025, 12, 31), T)] == [1, 1, 2]
    known = facts(asked=[Asked(dt.date(2025, 12, 1), None, FRONTLINE, 2)])
    assert judge(known, second, dt.date(2025, 12, 30)).status == Status.IN_GRACE
    assert judge(known, second, dt.date(2025, 12, 31)).status == Status.NEVER


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, dt.date(2020, 4, 4)),
        ({"done": [done("2023-04-10", "2026-04-09")]}, dt.date(2026, 4, 9)),
        ({"done": [done("2020-04-10", None)]}, None),
        ({"absences": [Days(T)]}, None),
        ({"asked": [Asked(T, None, FRONTLINE, 2)]}, dt.date(2026, 5, 28)),
        ({"asked": [Asked(dt.date(2025, 6, 1), None, FRONTLINE, 2)], "done": [done("2020-01-06", "2023-01-05")]},
         dt.date(2025, 8, 29)),
        ({"asked": []}, None),
    ],
)  # fmt: skip
def test_the_last_day_on_which_nobody_is_late(known: dict[str, Any], expected: dt.date | None) -> None:
    judgement = judge(facts(**known), DEFINITION, T)
    assert due_on(judgement.status, judgement.outside, judgement.reason) == expected


def test_a_reason_survives_being_stored() -> None:
    reason = judge(facts(done=[done("2023-04-10", "2026-04-09", recognised=True)]), DEFINITION, T).reason
    stored = json.loads(json.dumps(reason.as_json()))
    assert Reason.from_json(stored) == reason


SOONER = Sooner(12, dt.date(2024, 1, 1))


class TestAskedAgainSooner:
    """An organisation asks for a module again before the module itself would: its own status alone is shorter."""

    def asked(self, months: int = 12, since: dt.date = SOONER.since) -> list[Asked]:
        return [Asked(START, None, FRONTLINE, 2, sooner=Sooner(months, since))]

    def test_it_runs_out_after_its_months_and_not_after_those_of_the_module(self) -> None:
        known = facts(asked=self.asked(), done=[done("2025-03-01", "2028-02-29")])
        assert status_on(known, "2026-02-28") == ("due_soon", "")
        assert status_on(known, "2026-03-01") == ("expired", "")
        assert status_on(facts(done=known.done), "2026-03-01") == ("compliant", ""), "elsewhere it still counts"

    def test_it_is_never_longer_than_the_module_says(self) -> None:
        known = facts(asked=self.asked(months=60), done=[done("2025-03-01", "2026-02-28")])
        assert status_on(known, "2026-02-28") == ("due_soon", "")
        assert status_on(known, "2026-03-01") == ("expired", "")

    def test_what_never_ends_ends_here(self) -> None:
        known = facts(asked=self.asked(), done=[done("2025-03-01", None)])
        assert status_on(known, "2026-03-01") == ("expired", "")

    def test_nobodys_record_ends_on_the_day_of_the_rule(self) -> None:
        known = facts(asked=self.asked(since=dt.date(2026, 1, 1)), done=[done("2024-06-01", "2027-05-31")])
        assert status_on(known, "2026-03-31") == ("due_soon", "")
        assert status_on(known, "2026-04-01") == ("expired", "")

    def test_the_later_completion_may_count_longer_though_it_ends_sooner(self) -> None:
        known = facts(asked=self.asked(), done=[done("2023-01-01", None), done("2025-06-01", "2028-05-31")])
        judgement = judge(known, DEFINITION, T)
        assert judgement.reason.completed_on == dt.date(2025, 6, 1)
        assert judgement.reason.counts_until == dt.date(2026, 5, 31)

    def test_a_major_version_that_ends_it_first_is_the_reason(self) -> None:
        known = facts(asked=self.asked(), done=[done("2025-06-01", "2028-05-31")], changes=[REDO])
        reason = judge(known, DEFINITION, T).reason
        assert (reason.again_version, reason.again_after) == ("2.0", None)


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (
            {"done": [done("2025-05-14", "2028-05-13", version="4.0")]},
            ("Current: version 4.0 was completed on 14 May 2025 and counts until 13 May 2028; "
            "the network asks it of “Frontline, direct work” (level 2)."),
        ),
        (
            {"done": [done("2023-04-10", "2026-04-09")]},
            ("Due soon, and still current: version 1.0 was completed on 10 April 2023 and counts until 9 April 2026; "
            "the network asks it of “Frontline, direct work” (level 2)."),
        ),
        (
            {},
            ("Not yet: the network asks it of “Frontline, direct work” (level 2), the first 90 days ended on "
            "4 April 2020, and no completion is on record."),
        ),
        (
            {"done": [done("2023-02-28", "2026-02-27", version="2.0")]},
            ("Expired: version 2.0, completed on 28 February 2023, counted until 27 February 2026; "
            "the network asks it of “Frontline, direct work” (level 2)."),
        ),
        (
            {"asked": [Asked(dt.date(2026, 1, 1), None, FRONTLINE, 2, own=True)]},
            ("Time to start: this employer asks it of “Frontline, direct work” (level 2) here since 1 January 2026, "
            "and there are 90 days for it, until 31 March 2026."),
        ),
        (
            {"absences": [Days(dt.date(2025, 12, 1))]},
            "Away since 1 December 2025, and not counted until back; the reason is not stored.",
        ),
        (
            {"absences": [Days(dt.date(2025, 12, 1), dt.date(2026, 3, 2))], "done": [done("2025-06-01", "2028-05-31")]},
            ("Current: version 1.0 was completed on 1 June 2025 and counts until 31 May 2028; the network asks it of "
            "“Frontline, direct work” (level 2); not counted while away, since 1 December 2025."),
        ),
        (
            {"exemptions": [Days(dt.date(2026, 1, 1), dt.date(2026, 6, 30))]},
            "Exempt from 1 January 2026 until 30 June 2026, as this employer agreed, and not counted.",
        ),
        (
            {"done": [done("2025-06-01", "2028-05-31")], "changes": [REDO]},
            ("Due soon, and still current: version 1.0 was completed on 1 June 2025 and counts until 31 March 2026, "
            "because everyone takes version 2.0 by then; the network asks it of “Frontline, direct work” (level 2)."),
        ),
        (
            {"asked": [Asked(START, None, FRONTLINE, 2, sooner=SOONER)], "done": [done("2025-04-10", "2028-04-09")]},
            ("Due soon, and still current: version 1.0 was completed on 10 April 2025 and counts until 9 April 2026, "
            "because this employer asks for it again after 12 months; the network asks it of “Frontline, direct work” "
            "(level 2)."),
        ),
        (
            {"asked": [Asked(dt.date(2026, 2, 1), None, FRONTLINE, 2, basis="self_declared")]},
            ("Time to start: the network asks it of “Frontline, direct work” (level 2) here since 1 February 2026, and "
            "there are 90 days for it, until 1 May 2026; not counted until the employer confirms the role."),
        ),
        ({"asked": []}, "Not asked: nothing asks this post for it on this day."),
        (
            {"posts": [Post(START, dt.date(2026, 2, 1))]},
            "Not in post on this day: the last day here was 31 January 2026.",
        ),
    ],
)  # fmt: skip
def test_why_is_one_plain_sentence(known: dict[str, Any], sentence: str) -> None:
    assert why(judge(facts(**known), DEFINITION, T)).replace(NO_BREAK, " ") == sentence


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, "was due by 4 April 2020"),
        ({"asked": [Asked(dt.date(2026, 1, 1), None, FRONTLINE, 2)]}, "has until 31 March 2026"),
        ({"done": [done("2023-02-28", "2026-02-27")]}, "counted until 27 February 2026"),
        ({"done": [done("2023-04-10", "2026-04-09")]}, "counts until 9 April 2026"),
        ({"done": [done("2023-04-10", None)]}, "without an end"),
        ({"absences": [Days(dt.date(2025, 12, 1))]}, "away since 1 December 2025"),
        ({"exemptions": [Days(dt.date(2026, 1, 1), dt.date(2026, 6, 30))]}, "exempt until 30 June 2026"),
        ({"asked": []}, ""),
    ],
)
def test_the_day_that_matters_in_a_few_words(known: dict[str, Any], words: str) -> None:
    judgement = judge(facts(**known), DEFINITION, T)
    assert short(judgement.status, judgement.reason).replace(NO_BREAK, " ") == words


# Property: a span says of each of its days what judging that day says, and no day asked is without one.

WORLD_START = dt.date(2025, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: WORLD_START + dt.timedelta(n))
RULES = st.lists(
    st.builds(Rules, st.integers(1, 3), DAYS, st.integers(1, 12), st.integers(0, 12)),
    min_size=1,
    max_size=2,
    unique_by=lambda rules: rules.starts_on,
)


@st.composite
def some_days(draw: st.DrawFn) -> Days:
    first = draw(DAYS)
    return Days(first, draw(st.none() | st.integers(0, 20).map(lambda n: first + dt.timedelta(n))))


@st.composite
def some_done(draw: st.DrawFn) -> Done:
    on = draw(DAYS)
    until = draw(st.none() | st.integers(0, 40).map(lambda n: on + dt.timedelta(n)))
    return Done(on, until, draw(st.integers(1, 3)))


@st.composite
def some_change(draw: st.DrawFn) -> MajorChange:
    published = draw(DAYS)
    rule = draw(st.sampled_from(["redo", "bridge"]))
    return MajorChange(
        draw(st.integers(2, 3)),
        "2.0",
        published,
        published + dt.timedelta(draw(st.integers(0, 20))),
        rule,
        bridge_done=tuple(draw(st.lists(DAYS, max_size=2))) if rule == "bridge" else (),
    )


@st.composite
def some_refresher(draw: st.DrawFn) -> Refresher:
    started = draw(DAYS)
    return Refresher(
        draw(st.integers(1, 3)),
        draw(st.integers(1, 2)),
        draw(st.sampled_from([WORLD_START, started])),
        draw(st.none() | st.integers(1, 40).map(lambda n: started + dt.timedelta(n))),
        tuple(draw(st.lists(st.tuples(st.integers(1, 4), DAYS), max_size=6))),
    )


@st.composite
def some_facts(draw: st.DrawFn) -> Facts:
    cuts = sorted(set(draw(st.lists(DAYS, min_size=2, max_size=6))))
    asked, posts = [], []
    for start, until in zip(cuts, [*cuts[1:], None], strict=True):
        if draw(st.booleans()):
            posts.append(Post(start, until))
            if draw(st.integers(0, 3)):
                group = draw(st.sampled_from([FRONTLINE, Group(2, "Supervisors")]))
                basis = draw(st.sampled_from(["", "", "role_group", "self_declared"]))
                sooner = draw(st.none() | st.builds(Sooner, st.integers(1, 3), DAYS))
                asked.append(Asked(start, until, group, draw(st.integers(1, 2)), basis=basis, sooner=sooner))
    return Facts(
        posts,
        asked,
        draw(st.lists(some_done(), max_size=3)),
        draw(st.lists(some_days(), max_size=2)),
        draw(st.lists(some_days(), max_size=2)),
        draw(st.lists(some_change(), max_size=2)),
        draw(st.lists(some_refresher(), max_size=2)),
    )


@given(known=some_facts(), book=RULES)
def test_spans_say_of_each_day_what_judging_it_says(known: Facts, book: list[Rules]) -> None:
    made = spans(known, book)
    for n in range(-2, 140):
        on = WORLD_START + dt.timedelta(n)
        judgement = judge(known, rules_on(book, on), on)
        held = [span for span in made if span.starts_on <= on and (span.ended_on is None or on < span.ended_on)]
        if judgement.asked is None:
            assert held == []
        else:
            (span,) = held
            stored = span.judgement
            assert (stored.status, stored.outside, stored.reason) == (
                judgement.status,
                judgement.outside,
                judgement.reason,
            )
            assert stored.asked is not None
            assert stored.asked.group == judgement.asked.group


@given(known=some_facts(), book=RULES)
def test_neighbouring_spans_differ(known: Facts, book: list[Rules]) -> None:
    made = spans(known, book)
    for one, after in pairwise(made):
        assert one.ended_on is not None
        assert one.ended_on <= after.starts_on
        if one.ended_on == after.starts_on:
            a, b = one.judgement, after.judgement
            assert (a.status, a.outside, a.reason, a.asked and a.asked.group) != (
                b.status,
                b.outside,
                b.reason,
                b.asked and b.asked.group,
            )


@given(known=some_facts(), book=RULES, n=st.integers(0, 100))
def test_why_always_finds_its_words(known: Facts, book: list[Rules], n: int) -> None:
    on = WORLD_START + dt.timedelta(n)
    judgement = judge(known, rules_on(book, on), on)
    said = why(judgement)
    assert said.endswith(".")
    assert "None" not in said
    assert "%" not in said


@given(known=some_facts(), book=RULES, n=st.integers(0, 100))
def test_counted_is_current_or_overdue_and_nothing_else(known: Facts, book: list[Rules], n: int) -> None:
    on = WORLD_START + dt.timedelta(n)
    judgement = judge(known, rules_on(book, on), on)
    if judgement.counted:
        assert judgement.status in CURRENT | OVERDUE
    else:
        assert judgement.outside or judgement.status in {Status.NOT_REQUIRED, Status.NOT_IN_POST}
