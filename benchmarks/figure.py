"""One figure, its floor and its target, as one JSON line."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value; `target` bounds the ratio to the floor, or the value itself where there is no floor."""

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
        return (self.value if self.ratio is None else self.ratio) <= self.target

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
