"""What a return writes about one person, as it is kept beside the return until it holds; days are ISO text.

A step never touches a row in place: it replaces a standing row by a copy with other values, withdraws one that was
never true, or adds one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

Values = dict[str, str | None]


@dataclass(slots=True)
class Rows:
    """Steps for one kind of statement.

    `replaced` and `withdrawn` name standing rows by key, `restored` rows that stood once; `added` are new ones.
    """

    replaced: list[tuple[int, Values]] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    added: list[Values] = field(default_factory=list)
    restored: list[int] = field(default_factory=list)

    @property
    def olds(self) -> list[int]:
        """Keys of the rows that no longer stand once the return holds."""
        return [pk for pk, _ in self.replaced] + self.withdrawn


@dataclass(slots=True)
class Steps:
    """All that a return writes about one person; `name` is [first, last] where it changes, after `name_before`."""

    employments: Rows = field(default_factory=Rows)
    absences: Rows = field(default_factory=Rows)
    name: list[str] | None = None
    name_before: list[str] | None = None
    email: str = ""
    email_gone: str = ""
    made: dict[str, list[int]] = field(default_factory=dict)
    """Filled by staging: the keys of the rows that are ready to hold, by kind."""
    makes_person: bool = False

    def as_json(self) -> dict[str, Any]:
        """What is not empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Steps:
        rows: dict[str, Any] = {name: Rows(**stored[name]) for name in ("employments", "absences") if name in stored}
        plain: dict[str, Any] = {**stored, **rows}
        return cls(**plain)
