"""A table with some cells as somebody mended them on the page; the file itself stays as it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .returns.cells import Cell
from .returns.tables import Table


@dataclass(frozen=True, slots=True)
class _Mended:
    """The rows of another source, with other cells where they were mended: row number → column → value."""

    source: Any
    cells: Mapping[int, Mapping[int, str]]

    def read(self) -> Iterator[tuple[int, list[Cell]]]:
        for number, row in self.source.read():
            mended = self.cells.get(number)
            if mended:
                row = [*row, *[None] * (max(mended) + 1 - len(row))]
                for column, value in mended.items():
                    row[column] = value
            yield number, row


def with_mended(table: Table, mended: Mapping[tuple[int, int], str]) -> Table:
    """The same table; `mended` is by row as the file counts them, and column from 0. An empty value empties a cell."""
    if not mended:
        return table
    by_row: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), value in mended.items():
        by_row[row][column] = value
    source: Any = _Mended(table._source, by_row)
    return replace(table, _source=source)
