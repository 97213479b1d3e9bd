"""What a form sends as a key is one, or nothing; never an error."""

import pytest

from learning.workforce.keys import key_in


@pytest.mark.parametrize(("text", "key"), [("7", 7), ("007", 7), ("9" * 18, int("9" * 18))])
def test_a_key(text: str, key: int) -> None:
    assert key_in(text) == key


@pytest.mark.parametrize("text", ["", " 7", "-7", "7.0", "²", "٧", "seven", "9" * 19, "9" * 5_000])
def test_nothing_else_is_one(text: str) -> None:
    assert key_in(text) == 0
