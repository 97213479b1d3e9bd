from typing import Any

import pytest

from learning.blocks.readable import block_html
from learning.blocks.table import TableBlock

from .test_blocks import passes_as_draft, said


def table(headings: str = "ab", rows: int = 1, caption: str = "What fits", words: str = "Yes") -> dict[str, Any]:
    cells = {
        "caption": caption,
        "columns": [{"type": "text", "heading": heading.strip()} for heading in headings],
        "rows": [{"values": [words] * len(headings)} for _row in range(rows)],
    }
    return {"cells": cells, "rows_are_named": True}


def test_a_table_with_headings_and_a_caption_passes() -> None:
    assert said(TableBlock(), table()) == {}


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (table(caption=" "), "Give the table a caption"),
        (table("a"), "A table has two to five columns"),
        (table("abcdef"), "A table has two to five columns"),
        (table("a "), "Give every column a heading."),
        (table(rows=0), "The table has no rows yet."),
    ],
    ids=["no caption", "one column", "six columns", "no heading", "no rows"],
)
def test_what_could_not_be_read_aloud_is_refused(stored: dict[str, Any], sentence: str) -> None:
    told = said(TableBlock(), stored)["blockErrors"]["cells"]["messages"]
    assert str(told[0]).startswith(sentence)
    assert passes_as_draft(TableBlock(), stored)


def test_markup_in_a_cell_is_refused_at_the_cell() -> None:
    told = said(TableBlock(), table(words="<b>Yes</b>"))["blockErrors"]["cells"]["blockErrors"]
    assert str(told[0][0]["messages"][0]).startswith("Write plain words here")
    assert passes_as_draft(TableBlock(), table(words="<b>Yes</b>"))


def test_each_cell_names_its_column_and_each_row_its_first_cell() -> None:
    html = block_html({"type": "table", "id": "t", "value": table()})
    assert '<th scope="col">a</th>' in html
    assert '<th scope="row">Yes</th>' in html
    assert '<td data-label="b">Yes</td>' in html
    assert "<strong>What fits</strong></caption>" in html
