from typing import Any

import pytest
from django.utils.safestring import mark_safe

from learning.blocks.readable import block_html
from learning.blocks.section import SectionBlocks
from tests.modules import bodies

from .drawing import drawing

SOURCES = {"7": {"title": "A definition", "publisher": "OHID", "url": "https://example.org/d", "licence": "OGL"}}
NAMED = [{"type": "item", "id": "i", "value": 7}, {"type": "item", "id": "j", "value": 8}]


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": "b1", "value": value}


def test_a_key_point_names_its_sources_and_leaves_out_what_is_not_known() -> None:
    html = block_html(block("key_point", {"text": "So it is.", "sources": NAMED}), sources=SOURCES)
    assert "So it is." in html
    assert '<a href="https://example.org/d">A definition</a>, OHID. Licence or use: OGL.' in html
    assert html.count("<a ") == 1


def test_a_key_point_without_sources_says_nothing_of_sources() -> None:
    assert "Source" not in block_html(block("key_point", {"text": "So it is.", "sources": []}), sources=SOURCES)


def test_a_question_shows_what_is_right_and_why() -> None:
    html = block_html(bodies.question("q1", "a", "b"))
    assert html.count('data-kind="right"') == 1
    assert "Because." in html


def test_a_linked_case_shows_the_case_only_to_those_it_is_handed_in_for() -> None:
    stored = block("linked_case", {"case": 12, "learning_point": "Ask why today.", "questions": []})
    assert "<p>The case</p>" in block_html(stored, cases={"12": mark_safe("<p>The case</p>")})
    assert "<p>The case</p>" not in block_html(stored, cases={"13": mark_safe("<p>The case</p>")})
    assert "Ask why today." in block_html(stored)


@pytest.mark.parametrize(
    "stored",
    [
        block("key_point", {"text": "<script>x</script>", "sources": []}),
        block("example", {"service": "<script>x</script>", "text": "<p>a</p>"}),
        block("reflection", {"prompt": "<script>x</script>", "hint": "<script>", "required": True}),
        block("confidence", {"about": "", "statement": "<script>x</script>", "moment": "before"}),
        block("linked_case", {"case": 1, "learning_point": "<script>x</script>", "questions": []}),
        block("team_activity", {"title": "<script>x</script>", "minutes": 5, "text": ""}),
    ],
    ids=lambda stored: stored["type"],
)
def test_plain_text_is_never_markup(stored: dict[str, Any]) -> None:
    html = block_html(stored)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_section_shows_both_routes_and_hands_sources_on() -> None:
    stored = bodies.section(
        "s1",
        block("key_point", {"text": "So it is.", "sources": NAMED}),
        other=[bodies.text("t2", "<p>The other way.</p>")],
    )
    html = block_html(stored, sources=SOURCES)
    assert "OHID" in html
    assert "The other way." in html
    assert "Another route: Another way" in html


def test_a_scenario_to_read_links_each_choice_to_its_step() -> None:
    html = block_html(bodies.scenario("sc"))
    assert 'href="#sc-good"' in html
    assert 'id="sc-good"' in html


def test_a_page_and_a_version_show_a_block_by_the_same_template() -> None:
    kinds = SectionBlocks().child_blocks
    stored = bodies.reflection("r1")
    from_page = kinds["reflection"].render(kinds["reflection"].to_python(stored["value"]), {"id": "r1"})
    assert from_page == block_html(stored)


@pytest.mark.django_db
def test_an_image_that_was_deleted_leaves_its_words() -> None:
    stored = block("image", {"image": 999, "alt": "Two people talk", "decorative": False, "caption": "At the door"})
    html = block_html(stored)
    assert "<img" not in html
    assert "Two people talk" in html
    assert "At the door" in html


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves its temporary file open
@pytest.mark.django_db
@pytest.mark.parametrize(("decorative", "alt"), [(False, 'alt="Two people talk"'), (True, 'alt=""')])
def test_an_image_says_what_it_shows(decorative: bool, alt: str) -> None:
    value = {"image": drawing().pk, "alt": "Two people talk", "decorative": decorative, "caption": ""}
    assert alt in block_html(block("image", value))
