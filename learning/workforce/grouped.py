"""A number as it is read: with a sign between its thousands. Years, versions and keys are no such numbers."""

from __future__ import annotations

from django.utils.formats import number_format


class Grouped(int):
    """A whole number that is written as 1,461 and counts, for a plural, as what it is."""

    def __str__(self) -> str:
        return number_format(int(self), 0, force_grouping=True)
