"""Each kind of block: what it refuses on publication with a sentence at the field, and lets pass in a draft."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.base import get_error_json_data

from learning.blocks.check import CheckBlock
from learning.blocks.image import ImageBlock
from learning.blocks.question import QuestionBlock
from learning.blocks.scenario import ScenarioBlock
from learning.blocks.section import BodyBlocks, SectionBlock
from tests.modules import bodies

from .drawing import drawing


def said(block: blocks.Block, stored: Any) -> dict[str, Any]:
    """What the editor is told where: nested, as it shows it; empty when all is well."""
    try:
        block.clean(block.to_python(stored))
    except ValidationError as error:
        return get_error_json_data(error)
    return {}


def at(told: dict[str, Any], *path: Any) -> list[str]:
    """The sentences at one field."""
    for step in path:
        told = told["blockErrors"][step]
    return [str(message) for message in told["messages"]]


def passes_as_draft(block: blocks.Block, stored: Any) -> bool:
    block.clean_deferred(block.to_python(stored))
    return True


def with_options(*options: dict[str, Any], kind: str = "question") -> dict[str, Any]:
    value = bodies.question("q1", kind=kind)["value"]
    return value | {"options": list(options)}


RIGHT, WRONG, OTHER = (bodies.option(n, right=n == "a", why="Because.") for n in "abc")


@pytest.mark.parametrize("block", [QuestionBlock(), CheckBlock()], ids=["question", "check"])
class TestOptions:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ([RIGHT], "Give at least two options, so that there is something to choose."),
            ([], "Give at least two options, so that there is something to choose."),
            ([WRONG, OTHER], "Mark the right option; mark several if they belong together."),
            ([RIGHT, bodies.option("z", right=True, why="So.")], "Every option is marked as right."),
            ([RIGHT, RIGHT | {"id": "z"}, WRONG], "Two options read the same."),
        ],
        ids=["one", "none", "none right", "all right", "two alike"],
    )
    def test_what_nobody_could_answer_is_refused(
        self, block: blocks.Block, options: list[dict[str, Any]], sentence: str
    ) -> None:
        stored = with_options(*options)
        (message,) = at(said(block, stored), "options")
        assert message.startswith(sentence)
        assert passes_as_draft(block, stored)

    def test_several_right_ones_are_allowed(self, block: blocks.Block) -> None:
        assert said(block, with_options(RIGHT, bodies.option("z", right=True, why="So."), WRONG)) == {}


def test_a_check_gives_a_reason_for_every_option() -> None:
    stored = with_options(RIGHT, bodies.option("b"))
    assert at(said(CheckBlock(), stored), "options", 1, "why") == ["This needs an answer."]
    assert said(QuestionBlock(), stored) == {}
    assert passes_as_draft(CheckBlock(), stored)


class TestScenario:
    def test_a_whole_one_passes(self) -> None:
        assert said(ScenarioBlock(), bodies.scenario("sc")["value"]) == {}

    @pytest.mark.parametrize(
        ("steps", "path", "sentence"),
        [
            ([bodies.step("b", ending="good")], ("start",), "No step is called “a”."),
            ([bodies.step("a", "z"), bodies.step("b", ending="good")], ("steps", 0, "choices"), "A choice leads to a"),
            (
                [bodies.step("a", "b", "c"), bodies.step("b"), bodies.step("c", ending="good")],
                ("steps", 1, "choices"),
                "Nobody can go on from here.",
            ),
            (
                [bodies.step("a", "c"), bodies.step("b", "c"), bodies.step("c", ending="good")],
                ("steps", 1, "key"),
                "No choice leads to this step",
            ),
            (
                [bodies.step("a", "b"), bodies.step("b", "a", ending="good")],
                ("steps", 1, "ending"),
                "This is an ending, yet",
            ),
            (
                [bodies.step("a", "b"), bodies.step("b", ending="good"), bodies.step("b", ending="poor")],
                ("steps", 2, "key"),
                "Another step is called “b” already.",
            ),
            (
                [bodies.step("a", "b", "c"), bodies.step("b", "b"), bodies.step("c", ending="good")],
                ("steps", 1, "choices"),
                "From here no ending can be reached.",
            ),
        ],
        ids=["no start", "leads nowhere", "dead end", "unreachable", "ending goes on", "same name", "no way out"],
    )
    def test_what_would_leave_people_stuck_is_said_at_its_step(
        self, steps: list[dict[str, Any]], path: tuple[Any, ...], sentence: str
    ) -> None:
        stored = bodies.scenario_value(*steps)
        (message,) = at(said(ScenarioBlock(), stored), *path)
        assert message.startswith(sentence)
        assert passes_as_draft(ScenarioBlock(), stored)

    def test_names_of_steps_are_plain_words(self) -> None:
        stored = bodies.scenario_value(bodies.step("the end", ending="good"), start="the end")
        assert at(said(ScenarioBlock(), stored), "start")

    def test_each_problem_is_said_where_it_is(self) -> None:
        stored = bodies.scenario_value(bodies.step("a", "z"), bodies.step("b"), bodies.step("c", ending="good"))
        told = said(ScenarioBlock(), stored)
        assert at(told, "steps", 0, "choices")
        assert len(at(told, "steps", 1, "choices")) == 1
        assert at(told, "steps", 2, "key")


@pytest.mark.django_db
class TestImage:
    @pytest.mark.parametrize(
        ("alt", "decorative", "fine"),
        [("Two people talk", False, True), ("", True, True), ("", False, False)],
    )
    def test_it_says_what_it_shows_or_that_it_shows_nothing(self, alt: str, decorative: bool, fine: bool) -> None:
        stored = {"image": drawing().pk, "alt": alt, "decorative": decorative, "caption": ""}
        told = said(ImageBlock(), stored)
        assert (told == {}) is fine
        if not fine:
            assert at(told, "alt") == ["Say what the image shows, or mark it as decoration only."]
        assert passes_as_draft(ImageBlock(), stored)


class TestSection:
    def test_a_plain_section_passes(self) -> None:
        assert said(SectionBlock(), bodies.section("s1", bodies.text("t1"))["value"]) == {}

    def test_another_route_needs_a_note_to_choose_by(self) -> None:
        stored = bodies.section("s1", bodies.text("t1"), other=[bodies.text("t2")])["value"]
        assert at(said(SectionBlock(), stored), "content_note")[0].startswith("Say what people would meet here")
        assert passes_as_draft(SectionBlock(), stored)
        assert said(SectionBlock(), stored | {"content_note": "A case about a fight."}) == {}

    def test_a_section_with_another_route_holds_no_quiz_questions(self) -> None:
        stored = bodies.section("s1", bodies.question("q1"), other=[bodies.text("t2")])["value"]
        told = said(SectionBlock(), stored | {"content_note": "A case about a fight."})
        assert at(told, "blocks")[0].startswith("Move the quiz questions to a section without another route")

    @pytest.mark.parametrize(("title", "blocks_", "field"), [("", [bodies.text("t")], "title"), ("Way", [], "blocks")])
    def test_another_route_is_whole_or_absent(self, title: str, blocks_: list[Any], field: str) -> None:
        stored = bodies.section("s1", bodies.text("t1"))["value"]
        stored |= {"content_note": "A fight.", "alternative": {"title": title, "blocks": blocks_}}
        assert at(said(SectionBlock(), stored), "alternative", field) == [
            "Give the other route a title and content, or leave both empty."
        ]

    def test_an_empty_section_is_a_draft(self) -> None:
        stored = {"title": "", "content_note": "", "blocks": [], "alternative": {"title": "", "blocks": []}}
        told = said(SectionBlock(), stored)
        assert at(told, "title") == ["This field is required."]
        assert at(told, "blocks") == ["This field is required."]
        assert passes_as_draft(SectionBlock(), stored)

    def test_a_draft_leaves_no_leniency_behind(self) -> None:
        block = BodyBlocks()
        stored = [bodies.section("s1", bodies.question("q1", right="", others="ab"))]
        assert passes_as_draft(block, stored)
        assert said(block, stored) != {}


def every_block(block: blocks.Block) -> list[blocks.Block]:
    children = list(getattr(block, "child_blocks", {}).values())
    children += [block.child_block] if hasattr(block, "child_block") else []
    return [block, *(below for child in children for below in every_block(child))]


def test_each_kind_of_block_tells_authors_what_it_is_for() -> None:
    kinds = SectionBlock().child_blocks["blocks"].child_blocks
    assert set(kinds) == {
        "text",
        "key_point",
        "example",
        "image",
        "video",
        "table",
        "document",
        "check",
        "question",
        "true_false",
        "own_words",
        "reflection",
        "scenario",
        "confidence",
        "linked_case",
        "team_activity",
    }
    for name, kind in kinds.items():
        assert str(kind.label), name
        assert str(kind.meta.description).endswith("."), name
        assert kind.meta.icon != "placeholder", name
