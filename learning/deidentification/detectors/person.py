"""People's names and nicknames. How they are found stands in `names/`, one way a module."""

from collections.abc import Iterator

from learning.deidentification.capitals import Capitals
from learning.deidentification.findings import Finding
from learning.deidentification.names import (
    capitalised,
    in_table,
    introduced,
    lower_case,
    lower_in_context,
    made_nicknames,
    quoted,
    related,
    senders,
    surname_first,
)

WAYS = (
    introduced,
    made_nicknames,
    senders,
    capitalised,
    lower_case,
    lower_in_context,
    surname_first,
    related,
    quoted,
    in_table,
)


def find(capitals: Capitals) -> Iterator[Finding]:
    for way in WAYS:
        yield from way.find(capitals)
