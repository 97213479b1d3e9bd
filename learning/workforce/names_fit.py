"""Whether two rows may bear one human being's name. Pure."""

from __future__ import annotations

from typing import Protocol


class Named(Protocol):
    given_name: str
    family_name: str


def names_fit(one: Named, other: Named) -> bool:
    """The same words in any case and spacing; a row without a name, from staff numbers only, fits everybody."""
    mine, theirs = _words(one), _words(other)
    return not mine or not theirs or mine == theirs


def _words(row: Named) -> list[str]:
    return f"{row.given_name} {row.family_name}".casefold().replace("-", " ").split()
