from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.modules.criteria import (
    Done,
    Outstanding,
    criteria_of,
    in_words,
    outstanding,
    right_answers_needed,
    verdict,
)

from .bodies import question, reflection, scenario, section, text

BODY = [
    section("s1", text("t1"), reflection("r1")),
    section("s2", text("t2"), scenario("sc"), reflection("r2"), other=[text("t3"), reflection("r3")]),
    section("s3", reflection("r4", required=False), *(question(f"q{n}") for n in range(1, 6))),
]
CRITERIA = criteria_of(BODY, 80)
QUESTIONS = ["q1", "q2", "q3", "q4", "q5"]
RIGHT = dict.fromkeys(QUESTIONS, True)
ALL_READ = {"s1": False, "s2": False, "s3": False}


def done(**changes: object) -> Done:
    everything = {"sections": ALL_READ, "reflections": {"r1", "r2"}, "scenarios": {"sc"}, "answers": RIGHT}
    return Done(**(everything | changes))


def test_criteria_name_what_each_section_and_route_requires() -> None:
    assert CRITERIA == {
        "sections": [
            {
                "id": "s1",
                "title": "Section s1",
                "requires": [{"id": "r1", "kind": "reflection"}],
                "alternative_requires": None,
                "questions": [],
            },
            {
                "id": "s2",
                "title": "Section s2",
                "requires": [{"id": "sc", "kind": "scenario"}, {"id": "r2", "kind": "reflection"}],
                "alternative_requires": [{"id": "r3", "kind": "reflection"}],
                "questions": [],
            },
            {"id": "s3", "title": "Section s3", "requires": [], "alternative_requires": None, "questions": QUESTIONS},
        ],
        "questions": QUESTIONS,
        "pass_mark_pct": 80,
    }


def test_checks_confidence_and_optional_reflections_are_never_required() -> None:
    body = [section("s1", question("c1", kind="check"), reflection("r1", required=False))]
    criteria = criteria_of(body, 80)
    assert criteria["sections"][0]["requires"] == []
    assert criteria["questions"] == []


def test_a_section_without_another_route_may_leave_it_out() -> None:
    body = [section("s1", text("t1"))]
    del body[0]["value"]["alternative"]
    assert criteria_of(body, 80)["sections"][0]["alternative_requires"] is None


def test_nothing_is_outstanding_once_all_is_done() -> None:
    assert outstanding(CRITERIA, done()) == []
    assert verdict(CRITERIA, done()) == "passed"


def test_before_starting_everything_is_outstanding_in_order() -> None:
    assert [(todo.kind, todo.id, todo.section_id) for todo in outstanding(CRITERIA, Done())] == [
        ("section", "s1", "s1"),
        ("reflection", "r1", "s1"),
        ("section", "s2", "s2"),
        ("scenario", "sc", "s2"),
        ("reflection", "r2", "s2"),
        ("section", "s3", "s3"),
        *(("question", q, "s3") for q in QUESTIONS),
    ]
    assert verdict(CRITERIA, Done()) == "open"


@pytest.mark.parametrize(
    ("missing", "todo"),
    [
        ({"sections": {"s1": False, "s2": False}}, Outstanding("section", "s3", "s3")),
        ({"reflections": {"r2"}}, Outstanding("reflection", "r1", "s1")),
        ({"scenarios": frozenset()}, Outstanding("scenario", "sc", "s2")),
        ({"answers": dict.fromkeys(QUESTIONS[:4], True)}, Outstanding("question", "q5", "s3")),
    ],
)
def test_one_missing_thing_keeps_it_open(missing: dict[str, object], todo: Outstanding) -> None:
    assert outstanding(CRITERIA, done(**missing)) == [todo]
    assert verdict(CRITERIA, done(**missing)) == "open"


class TestOtherRoute:
    def test_it_counts_like_the_main_one(self) -> None:
        taken = done(sections=ALL_READ | {"s2": True}, reflections={"r1", "r3"}, scenarios=frozenset())
        assert verdict(CRITERIA, taken) == "passed"

    def test_its_own_requirements_are_named_when_it_was_taken(self) -> None:
        taken = done(sections=ALL_READ | {"s2": True}, reflections={"r1"}, scenarios=frozenset())
        assert outstanding(CRITERIA, taken) == [Outstanding("reflection", "r3", "s2")]

    def test_what_was_done_on_one_route_still_counts_after_reading_the_other(self) -> None:
        main_read_after_other_done = done(reflections={"r1", "r3"}, scenarios=frozenset())
        other_read_after_main_done = done(sections=ALL_READ | {"s2": True})
        assert verdict(CRITERIA, main_read_after_other_done) == "passed"
        assert verdict(CRITERIA, other_read_after_main_done) == "passed"

    def test_one_that_asks_for_nothing_excuses_only_those_who_took_it(self) -> None:
        criteria = criteria_of([section("s1", reflection("r1"), other=[text("t1")])], 80)
        assert outstanding(criteria, Done(sections={"s1": False})) == [Outstanding("reflection", "r1", "s1")]
        assert outstanding(criteria, Done(sections={"s1": True})) == []

    def test_a_main_route_that_asks_for_nothing_excuses_only_those_who_took_it(self) -> None:
        criteria = criteria_of([section("s1", text("t1"), other=[reflection("r1")])], 80)
        assert outstanding(criteria, Done(sections={"s1": False})) == []
        assert outstanding(criteria, Done(sections={"s1": True})) == [Outstanding("reflection", "r1", "s1")]

    def test_halves_of_both_routes_make_no_whole(self) -> None:
        criteria = criteria_of(
            [section("s1", reflection("r1"), scenario("a"), other=[reflection("r2"), scenario("b")])], 80
        )
        halves = Done(sections={"s1": False}, reflections={"r1"}, scenarios={"b"})
        assert outstanding(criteria, halves) == [Outstanding("scenario", "a", "s1")]


class TestMark:
    @pytest.mark.parametrize(("right", "said"), [(5, "passed"), (4, "passed"), (3, "not_yet"), (0, "not_yet")])
    def test_four_of_five_reach_eighty_per_cent(self, right: int, said: str) -> None:
        answers = {q: n < right for n, q in enumerate(QUESTIONS)}
        assert verdict(CRITERIA, done(answers=answers)) == said

    @pytest.mark.parametrize(("right", "said"), [(5, "passed"), (4, "not_yet")])
    def test_the_share_is_not_rounded(self, right: int, said: str) -> None:
        criteria = criteria_of([section("s1", *(question(f"q{n}") for n in range(6)))], 67)  # four of six: 66.67 %
        answers = {f"q{n}": n < right for n in range(6)}
        assert verdict(criteria, Done(sections={"s1": False}, answers=answers)) == said

    def test_below_the_mark_is_said_before_the_rest_is_read(self) -> None:
        assert verdict(CRITERIA, Done(answers=dict.fromkeys(QUESTIONS, False))) == "not_yet"

    def test_it_waits_for_the_last_question_even_when_the_mark_is_out_of_reach(self) -> None:
        assert verdict(CRITERIA, Done(answers=dict.fromkeys(QUESTIONS[:4], False))) == "open"

    def test_a_module_without_questions_is_passed_by_doing(self) -> None:
        criteria = criteria_of([section("s1", text("t1"))], 80)
        assert verdict(criteria, Done(sections={"s1": False})) == "passed"

    def test_answers_to_other_blocks_count_for_nothing(self) -> None:
        answers = dict.fromkeys(QUESTIONS, False) | {"x1": True, "x2": True}
        assert verdict(CRITERIA, done(answers=answers)) == "not_yet"

    @given(asked=st.integers(1, 30), mark=st.integers(0, 100), data=st.data())
    def test_exactly_those_at_or_above_the_mark_pass(self, asked: int, mark: int, data: st.DataObject) -> None:
        right = data.draw(st.integers(0, asked))
        criteria = criteria_of([section("s1", *(question(f"q{n}") for n in range(asked)))], mark)
        said = verdict(criteria, Done(sections={"s1": False}, answers={f"q{n}": n < right for n in range(asked)}))
        assert (said == "passed") is (Fraction(right, asked) >= Fraction(mark, 100))
        assert (said == "passed") is (right >= right_answers_needed(criteria))


DONES = st.builds(
    Done,
    sections=st.dictionaries(st.sampled_from(["s1", "s2", "s3"]), st.booleans()),
    reflections=st.frozensets(st.sampled_from(["r1", "r2", "r3", "r4"])),
    scenarios=st.frozensets(st.just("sc")),
    answers=st.dictionaries(st.sampled_from(QUESTIONS), st.booleans()),
)


@given(DONES)
def test_passed_means_nothing_outstanding_and_only_then(some: Done) -> None:
    if verdict(CRITERIA, some) == "passed":
        assert outstanding(CRITERIA, some) == []
    if outstanding(CRITERIA, some) == []:
        assert verdict(CRITERIA, some) in {"passed", "not_yet"}


@given(DONES, DONES)
def test_doing_more_never_makes_more_outstanding_by_the_same_route(some: Done, more: Done) -> None:
    both = Done(
        sections=more.sections | some.sections,
        reflections=some.reflections | more.reflections,
        scenarios=some.scenarios | more.scenarios,
        answers=more.answers | some.answers,
    )
    if all(some.sections.get(s, False) == by_other for s, by_other in both.sections.items()):
        assert set(outstanding(CRITERIA, both)) <= set(outstanding(CRITERIA, some))


class TestInWords:
    def test_says_what_finishing_takes(self) -> None:
        assert in_words(CRITERIA) == [
            "Read the three sections.",
            "Work through one short scenario, to any of its endings.",
            "Write two reflections, or say that you reflected on paper or with your supervisor.",
            "Get four of the five questions right. Try as often as you like; there is no timer.",
        ]

    def test_says_nothing_of_what_is_not_asked(self) -> None:
        assert in_words(criteria_of([section("s1", text("t1"))], 80)) == ["Read the section."]

    @pytest.mark.parametrize(
        ("asked", "mark", "said"),
        [
            (1, 80, "Get the question right. Try as often as you like; there is no timer."),
            (4, 100, "Get all four questions right. Try as often as you like; there is no timer."),
            (12, 75, "Get nine of the 12 questions right. Try as often as you like; there is no timer."),
            (2, 0, "Answer the two questions."),
        ],
    )
    def test_says_how_many_right_answers_are_enough(self, asked: int, mark: int, said: str) -> None:
        criteria = criteria_of([section("s1", *(question(f"q{n}") for n in range(asked)))], mark)
        assert in_words(criteria)[-1] == said
