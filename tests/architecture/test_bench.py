"""Figures are compared unrounded, and every script of the benchmarks can be asked for by name."""

import importlib
import json

import pytest

from benchmarks.__main__ import known
from benchmarks.figure import Figure


@pytest.mark.parametrize(
    ("figure", "ratio", "met"),
    [
        (Figure("page", 5.0, "ms", target=5, floor=2.5), 2.0, True),
        (Figure("page", 5.001, "ms", target=5, floor=2.5), 2.0, False),
        (Figure("start", 14.9, "s", target=15), None, True),
        (Figure("start", 15.0004, "s", target=15), None, False),
    ],
)
def test_a_figure_is_one_line_of_json(figure: Figure, ratio: float | None, met: bool) -> None:
    read = json.loads(figure.line())
    assert list(read) == ["name", "value", "unit", "floor", "ratio", "target", "met"]
    assert read["ratio"] == ratio
    assert read["met"] is met


@pytest.mark.parametrize("name", known())
def test_a_script_measures(name: str) -> None:
    assert callable(importlib.import_module(f"benchmarks.{name}").measure)
