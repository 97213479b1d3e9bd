from pathlib import Path

from django.conf import settings

from learning.certificates.border import HEIGHT, INSET, WIDTH, knots, svg, thread


def test_corners_are_filled_and_knots_take_turns() -> None:
    found = knots()
    corners = {(INSET, INSET), (WIDTH - INSET, INSET), (WIDTH - INSET, HEIGHT - INSET), (INSET, HEIGHT - INSET)}
    assert corners <= {(knot.x, knot.y) for knot in found if knot.is_filled}
    assert [knot.is_filled for knot in found] == [True, False] * (len(found) // 2)


def test_the_thread_goes_through_every_knot_once() -> None:
    assert thread().count("C") == len(knots())
    assert thread().endswith("Z")


def test_the_file_that_is_drawn_is_this_border() -> None:
    assert Path(settings.ROOT, "site/static/img/certificate-border.svg").read_text() == svg()
