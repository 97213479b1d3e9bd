"""The thread that frames a certificate: a calm wave round the sheet, with filled and open knots in turn."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 297.0, 210.0
"""Millimetres of A4 lying on its side, which are the units of the drawing."""
INSET = 10.5
ACROSS, DOWN = 12, 8
"""Even numbers of spans a side, so that all four corners are filled knots."""
SWING = 2.0
"""How far the control points of a span lie off its straight line."""
INK = "#0b5d63"


@dataclass(frozen=True)
class Knot:
    x: float
    y: float
    is_filled: bool


def knots() -> list[Knot]:
    """Every knot once, clockwise from the top left corner."""
    left, top, right, bottom = INSET, INSET, WIDTH - INSET, HEIGHT - INSET
    across, down = (right - left) / ACROSS, (bottom - top) / DOWN
    places = (
        [(left + step * across, top) for step in range(ACROSS)]
        + [(right, top + step * down) for step in range(DOWN)]
        + [(right - step * across, bottom) for step in range(ACROSS)]
        + [(left, bottom - step * down) for step in range(DOWN)]
    )
    return [Knot(round(x, 3), round(y, 3), number % 2 == 0) for number, (x, y) in enumerate(places)]


def thread() -> str:
    """The wave as the `d` of one closed SVG path through all knots, bending out and in in turn."""
    points = knots()
    parts = [f"M{points[0].x:g} {points[0].y:g}"]
    for number, start in enumerate(points):
        end = points[(number + 1) % len(points)]
        run_x, run_y = end.x - start.x, end.y - start.y
        length = abs(run_x) + abs(run_y)
        swing = SWING if number % 2 == 0 else -SWING
        # Going clockwise, (run_y, -run_x) points out of the sheet.
        off_x, off_y = swing * run_y / length, -swing * run_x / length
        controls = [(start.x + run_x * share + off_x, start.y + run_y * share + off_y) for share in (0.4, 0.6)]
        coordinates = " ".join(f"{round(x, 2):g} {round(y, 2):g}" for x, y in [*controls, (end.x, end.y)])
        parts.append(f"C{coordinates}")
    return "".join(parts) + "Z"


def svg() -> str:
    """The whole frame: `site/static/img/certificate-border.svg` is this, and a test holds the two together."""
    circles = "".join(
        f'<circle cx="{knot.x:g}" cy="{knot.y:g}" r="1.9" fill="{INK if knot.is_filled else "#ffffff"}"/>'
        for knot in knots()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" fill="none" stroke="{INK}"'
        f' stroke-width=".7"><path d="{thread()}"/>{circles}</svg>\n'
    )
