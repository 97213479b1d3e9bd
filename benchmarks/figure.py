"""One figure, its floor and its target, as one JSON line."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value, at most `target`; `floor` is what the least that could be done costs in the same run."""

    name: str
    value: float
    unit: str
    target: float
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        """Compared unrounded."""
        return self.value <= self.target

    def line(self) -> str:
        def short(number: float | None) -> float | None:
            return None if number is None else float(f"{number:.4g}")

        return json.dumps(
            {
                "name": self.name,
                "value": short(self.value),
                "unit": self.unit,
                "floor": short(self.floor),
                "ratio": short(self.ratio),
                "target": self.target,
                "met": self.met,
            }
        )
