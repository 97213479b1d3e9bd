import pytest

from learning.certificates.code import ALPHABET, LENGTH, in_fours, new_code, parsed


def test_the_alphabet_has_thirty_letters_and_none_that_is_taken_for_another() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 30
    assert not set(ALPHABET) & set("01OILU")


def test_a_code_is_sixteen_of_them_and_never_the_same() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert set("".join(codes)) == set(ALPHABET)


def test_it_is_shown_in_fours() -> None:
    assert in_fours("7KQM3XRTP9WDH4FZ") == "7KQM 3XRT P9WD H4FZ"


@pytest.mark.parametrize(
    "typed",
    [
        "7KQM3XRTP9WDH4FZ",
        "7kqm3xrtp9wdh4fz",
        "7KQM 3XRT P9WD H4FZ",
        "  7kqm-3xrt-p9wd-h4fz\n",
        "7KQM\u00a03XRT\u00a0P9WD\u00a0H4FZ",
        "7KQM–3XRT—P9WD.H4FZ",
    ],
)
def test_case_and_spacing_do_not_matter(typed: str) -> None:
    assert parsed(typed) == "7KQM3XRTP9WDH4FZ"


@pytest.mark.parametrize(
    "typed",
    ["", "7KQM", "7KQM3XRTP9WDH4F", "7KQM3XRTP9WDH4FZZ", "0KQM3XRTP9WDH4FZ", "UKQM3XRTP9WDH4FZ", "7KQM3XRTP9WDH4Fß"],
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert parsed(typed) is None
