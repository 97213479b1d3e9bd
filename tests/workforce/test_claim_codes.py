"""A code that can be read over the telephone and whose digest tells nothing."""

import pytest

from learning.workforce.claim_codes import ALPHABET, LENGTH, digest_of, new_code, parsed


def test_a_code_has_no_sign_that_is_taken_for_another() -> None:
    assert not set(ALPHABET) & set("01ILOSU5")
    code = new_code()
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)


def test_no_two_are_alike() -> None:
    assert len({new_code() for _ in range(200)}) == 200


@pytest.mark.parametrize("typed", ["7kqm 3xrt p9wd", "7KQM-3XRT-P9WD", " 7KQM3XRTP9WD ", "7KQM–3XRT–P9WD"])
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert parsed(typed) == "7KQM3XRTP9WD"


@pytest.mark.parametrize("typed", ["", "7KQM3XRTP9W", "7KQM3XRTP9WD7", "0KQM3XRTP9WD", "ÄKQM3XRTP9WD"])
def test_what_cannot_be_one_is_none(typed: str) -> None:
    assert parsed(typed) is None


def test_the_digest_is_keyed(settings) -> None:
    before = digest_of("7KQM3XRTP9WD")
    assert "7KQM" not in before
    settings.SECRET_KEY = "another key"
    assert digest_of("7KQM3XRTP9WD") != before
