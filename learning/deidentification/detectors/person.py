"""People's names and nicknames. How they are found stands in `names/`, one way a module."""

from collections.abc import Iterator

from learning.deidentification.capitals import Capitals
from learning.deidentification.findings import Finding
from learning.deidentification.names import capitalised, introduced, lower_case, surname_first

WAYS = (introduced, capitalised, lower_case, surname_first)


def find(capitals: Capitals) -> Iterator[Finding]:
    for way in WAYS:
        yield from way.find(capitals)
