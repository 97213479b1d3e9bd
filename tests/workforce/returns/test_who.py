"""Numbers and addresses are read without what stands around them, and what says that there is none is none."""

import pytest

from learning.workforce.returns.who import bare_address, bare_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("00123", "00123"), ("'00123", "00123"), ("123.0", "123"), ("123.00", "123"), ("1,234", "1234"),
        ("1,234,567.0", "1,234,567.0"), ("12,34", "12,34"), ("A-1.0", "A-1.0"), ("123.5", "123.5"), ("N/A", ""),
        ("-", ""), ("None", ""), ("NA17", "NA17"), ("", ""),
    ],
)  # fmt: skip
def test_numbers(written: str, number: str) -> None:
    assert bare_number(written) == number


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Ada@X.example", "ada@x.example"), ("mailto:ada@x.example", "ada@x.example"),
        ("MAILTO:ada@x.example", "ada@x.example"), ("ada@x.example.", "ada@x.example"),
        ("ada@x.example;", "ada@x.example"), ("<ada@x.example>", "ada@x.example"),
        ("Ada Example <ada@x.example>;", "ada@x.example"), ("'ada@x.example'", "ada@x.example"),
        ("n/a", ""), ("-", ""), ("", ""), ("a@x.example;b@x.example", "a@x.example;b@x.example"),
        ("no mail", "no mail"),
    ],
)  # fmt: skip
def test_addresses(written: str, address: str) -> None:
    assert bare_address(written) == address
