"""The QR code as one SVG path, black on the sheet's white."""

from __future__ import annotations

from itertools import groupby

import segno

MASK = 3
"""Fixed: the same address gives the same picture, whatever a later version of the library prefers."""


def modules(address: str) -> tuple[int, str]:
    """Width in modules without the quiet zone, and the `d` of a path that fills the dark ones, row by row."""
    matrix = segno.make_qr(address, error="m", mask=MASK, boost_error=False).matrix
    runs = []
    for row, cells in enumerate(matrix):
        column = 0
        for is_dark, run in groupby(cells):
            width = len(list(run))
            if is_dark:
                runs.append(f"M{column} {row}h{width}v1h-{width}z")
            column += width
    return len(matrix), "".join(runs)
