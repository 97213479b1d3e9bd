"""What a draft still needs, each with its place as the editor labels it."""

from typing import Any

import pytest

from learning.modules.checklist import checklist

from . import bodies
from .factories import module_page

pytestmark = pytest.mark.django_db

STEPS = bodies.step("a", "b", "good"), bodies.step("b"), bodies.step("good", ending="good")


def changed(block: dict[str, Any], **fields: Any) -> dict[str, Any]:
    block["value"] |= fields
    return block


def table(**cells: Any) -> dict[str, Any]:
    block = bodies.table("t")
    block["value"]["cells"] |= cells
    return block


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (changed(bodies.video("v"), minutes=None), ("This field is required.", "Video, Minutes", "v")),
        (
            bodies.question("q", right="", others="ab"),
            ("Mark the right option; mark several if they belong together.", "Quiz question, Options", "q"),
        ),
        (
            changed(bodies.scenario("s"), **bodies.scenario_value(*STEPS)),
            (
                "Nobody can go on from here. Add choices, or say how it ends.",
                "Scenario, Steps, Step, Choices",
                "step-b",
            ),
        ),
        (table(caption=""), ("Give the table a caption: what it shows, in a few words.", "Table", "t")),
        (
            table(rows=[{"values": ["<b>One</b>", "<i>Yes</i>"]}]),
            (
                "Write plain words here: readers would see tags such as <b> letter by letter. Take them out.",
                "Table",
                "t",
            ),
        ),
    ],
    ids=["a field", "options", "a step", "a table", "two cells of a table"],
)
def test_each_sentence_says_where_it_is(block: dict[str, Any], said: tuple[str, str, str]) -> None:
    draft = module_page(body=[bodies.section("s1", bodies.text("t1"), block)]).get_latest_revision_as_object()
    found = [(one.says, one.place, one.block_id) for one in checklist(draft).missing]
    assert found == [said]


def test_another_route_is_named_as_a_place() -> None:
    section = bodies.section("s1", bodies.text("t1"), other=[bodies.text("x", "")], note="Speaks of a death.")
    (one,) = checklist(module_page(body=[section]).get_latest_revision_as_object()).missing
    assert (one.says, one.place, one.section) == ("This needs an answer.", "Another route, Text", "Section s1")
