"""Whether two rows may bear one human being's name."""

import pytest

from learning.workforce.models import Person
from learning.workforce.names_fit import names_fit


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        (("Sam", "Oyelaran"), ("Sam", "Oyelaran"), True),
        (("sam ", "OYELARAN"), ("Sam", "Oyelaran"), True),
        (("Anne-Marie", "Poe"), ("Anne Marie", "Poe"), True),
        (("", ""), ("Sam", "Oyelaran"), True),
        (("Sam", "Oyelaran"), ("Samuel", "Oyelaran"), False),
        (("Sam", "Oyelaran"), ("Dilys", "Marchbank"), False),
    ],
)
def test_names_fit(one: tuple[str, str], other: tuple[str, str], fits: bool) -> None:
    rows = [Person(given_name=given, family_name=family) for given, family in (one, other)]
    assert names_fit(rows[0], rows[1]) is fits
    assert names_fit(rows[1], rows[0]) is fits
