"""Where somebody stopped, by hand-made bodies and what is done in them."""

import datetime as dt
from typing import Any

import pytest

from learning.portal.carry_on import place_in
from learning.records.progress import Answered, Progress, Reflected
from tests.modules import bodies

AT = dt.datetime(2026, 2, 28, 9, 30, tzinfo=dt.UTC)
WORDS = "<p>" + "word " * 200 + "</p>"  # one minute


def body() -> list[dict[str, Any]]:
    return [
        bodies.section("s1", bodies.text("t1", WORDS), other=[bodies.text("t1-other", WORDS * 3)]),
        bodies.section("s2", bodies.text("t2", WORDS * 2), bodies.reflection("r2")),
        bodies.section("s3", bodies.question("q3")),
    ]


def answered(*, final: bool = True) -> Answered:
    return Answered(response=["a"], correct=True, is_final=final, at=AT, kind="question", is_revealed=True)


def written(text: bytes = b"x", *, elsewhere: bool = False) -> Reflected:
    return Reflected(sealed_text=text, elsewhere=elsewhere, at=AT)


def states(progress: Progress, place: str = "") -> str:
    """One letter a knot: d(one), n(ow), t(odo)."""
    return "".join(knot.state[0] for knot in place_in(body(), place, progress).knots)


READ = {"s1": False, "s2": False, "s3": False}


@pytest.mark.parametrize(
    ("progress", "place", "expected"),
    [
        (Progress(), "", "ntt"),
        (Progress(), "s2", "tnt"),
        (Progress(), "r2", "tnt"),
        (Progress(), "no-longer-there", "ntt"),
        (Progress(readings={"s1": False}), "s1", "dnt"),
        (Progress(readings={"s1": False}), "s2", "dnt"),
        (Progress(readings={"s1": True}), "s2", "dnt"),
        (Progress(readings={"s1": False, "s2": False}), "s3", "dtn"),
        (Progress(readings={"s1": False, "s2": False}, reflections={"r2": written()}), "s3", "ddn"),
        (Progress(readings={"s2": False}, reflections={"r2": written(b"")}), "s2", "tnt"),
        (Progress(readings={"s2": False}, reflections={"r2": written(b"", elsewhere=True)}), "s3", "tdn"),
        (Progress(readings=READ, reflections={"r2": written()}, answers={"q3": answered()}), "s3", "ddd"),
        (Progress(readings=READ, reflections={"r2": written()}, answers={"q3": answered(final=False)}), "s3", "ddn"),
    ],
)
def test_the_thread(progress: Progress, place: str, expected: str) -> None:
    assert states(progress, place) == expected


def test_the_place_says_its_section_and_what_is_to_go() -> None:
    place = place_in(body(), "s2", Progress(readings={"s1": False}))
    assert (place.number, place.title, place.done, place.to_go) == (2, "Section s2", 1, 2)


def test_minutes_are_those_of_what_is_left() -> None:
    whole = place_in(body(), "", Progress()).minutes_left
    after_one = place_in(body(), "s2", Progress(readings={"s1": False})).minutes_left
    last = Progress(readings=READ, reflections={"r2": written()})
    assert (whole, after_one, place_in(body(), "s3", last).minutes_left) == (7, 6, 1)


def test_there_is_always_a_minute_left() -> None:
    done = Progress(readings=READ, reflections={"r2": written()}, answers={"q3": answered()})
    assert place_in(body(), "s3", done).minutes_left == 1


def test_an_optional_reflection_holds_nobody_up() -> None:
    optional = [bodies.section("s1", bodies.reflection("r1", required=False))]
    assert place_in(optional, "s1", Progress(readings={"s1": False})).to_go == 0


def test_an_empty_body_has_a_place_too() -> None:
    assert place_in([], "", Progress()).title == ""
