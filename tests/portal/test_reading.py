"""What is only read is drawn once for everybody, and what may change meanwhile is drawn each time."""

from typing import Any

import pytest
from django.utils.safestring import mark_safe

from learning.portal import reading
from learning.portal.reading import reading_of
from tests.modules import bodies
from tests.records.factories import VersionFactory


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blocks that were drawn anew, by their ids."""
    blocks: list[str] = []
    real = reading.block_html

    def counted(block: Any, **named: Any) -> Any:
        blocks.append(block["id"])
        return real(block, **named)

    monkeypatch.setattr(reading, "block_html", counted)
    return blocks


def test_a_text_is_drawn_once_for_its_version(db: None, drawn: list[str]) -> None:
    block = bodies.text("t1")
    first, other = VersionFactory(), VersionFactory()
    assert reading_of(first, block, {}) == reading_of(first, block, {})
    assert drawn == ["t1"]
    reading_of(other, block, {})
    assert drawn == ["t1", "t1"], "another version has its own"


def test_a_linked_case_is_each_readers_own(db: None, drawn: list[str]) -> None:
    version, block = VersionFactory(), bodies.linked_case("l1")
    key = str(block["value"]["case"])
    assert "may read it" in reading_of(version, block, {key: mark_safe("may read it")})
    assert "may read it" not in reading_of(version, block, {})
    assert drawn == ["l1", "l1"]


def test_a_text_that_points_at_a_page_asks_where_it_stands(db: None, drawn: list[str]) -> None:
    version, block = VersionFactory(), bodies.text("t1")
    block["value"] = '<p><a linktype="page" id="3">Read on</a></p>'
    reading_of(version, block, {})
    reading_of(version, block, {})
    assert drawn == ["t1", "t1"]
