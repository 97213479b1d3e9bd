"""Words are stored when they name nobody, are not too long, and are there where they are needed."""

import pytest

from learning.records.refusals import BadAnswer, OpenFindings
from learning.records.screened import screened


def test_words_come_back_without_the_space_around_them() -> None:
    assert screened("  We met twice.\n", most=20) == ("We met twice.", {})


def test_a_reason_that_was_needed_comes_back_and_no_other() -> None:
    kept = {"Kayden": "the title of a novel", "Nobody": "not in the text"}
    assert screened("We read Kayden together.", kept, most=100).reasons == {"Kayden": "the title of a novel"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [("", {}), (" \n", {}), ("x" * 21, {}), ("fine", {"a": "b" * 301})],
    ids=["none", "blank", "long", "reason"],
)
def test_what_is_missing_or_too_long_is_refused(text: str, kept: dict[str, str]) -> None:
    with pytest.raises(BadAnswer):
        screened(text, kept, most=20)


def test_nothing_may_be_written_where_it_is_not_needed() -> None:
    assert screened(" ", most=20, is_needed=False).words == ""


def test_a_name_is_refused_with_what_was_found() -> None:
    with pytest.raises(OpenFindings) as refusal:
        screened("Kayden Marsh rang.", most=100)
    assert [question.text for question in refusal.value.review.open] == ["Kayden Marsh"]
