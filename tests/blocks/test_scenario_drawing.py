"""The author's map: rows by the fewest choices, nothing on top of anything else, and the view that draws a form."""

import itertools

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from learning.blocks.scenario_drawing import HIGH, WIDE, drawn
from learning.blocks.scenario_map import problems, read
from tests.modules.bodies import scenario_value, step
from tests.modules.factories import trainer
from tests.signing_in import signed_in

WHOLE = (step("a", "b", "c"), step("b", "a", "good"), step("c", "good", "poor"), step("good", ending="good"))


def drawing(*steps: dict, start: str = "a") -> object:
    scenario = read(scenario_value(*steps, start=start))
    return drawn(scenario, problems(scenario))


def test_steps_stand_in_rows_by_the_fewest_choices_from_the_start() -> None:
    rows = {box.key: box.y for box in drawing(*WHOLE, step("poor", ending="poor")).boxes}
    assert rows["a"] < rows["b"] == rows["c"] < rows["good"] == rows["poor"]


def test_no_box_stands_on_another_and_all_stand_on_the_sheet() -> None:
    found = drawing(*WHOLE, step("poor", ending="poor"), step("lost", "good"))
    for one, other in itertools.combinations(found.boxes, 2):
        assert abs(one.x - other.x) >= WIDE or abs(one.y - other.y) >= HIGH, (one.key, other.key)
    for box in found.boxes:
        assert 0 <= box.x <= found.width - WIDE
        assert 0 <= box.y <= found.height - HIGH


def test_what_is_wrong_is_marked_at_its_box() -> None:
    found = drawing(step("a", "b", "z"), step("b"), step("lost", ending="good"))
    assert {box.key for box in found.boxes if box.is_wrong} == {"a", "b", "lost"}
    assert [line.goes_back for line in found.lines] == [False]


def test_a_way_back_is_told_from_a_way_on() -> None:
    assert sorted(line.goes_back for line in drawing(*WHOLE).lines) == [False, False, False, False, True]


@pytest.mark.parametrize("steps", [(), (step("", ""),), (step("a", "a"),), (step("a"), step("a"))])
def test_unfinished_drafts_are_drawn_too(steps: tuple[dict, ...]) -> None:
    drawing(*steps)


@pytest.mark.django_db
def test_the_form_is_drawn_as_it_stands_saved_or_not() -> None:
    form = {"s": {"title": "", "start": "a", "steps": streamfield([])}}
    sent = nested_form_data(form) | {"prefix": "s"}
    for name in ("a", "b"):
        number = int(sent["s-steps-count"])
        at = f"s-steps-{number}"
        sent |= {f"{at}-deleted": "", f"{at}-order": number, f"{at}-id": "", f"{at}-type": "item"}
        sent |= {f"{at}-value-key": name, f"{at}-value-text": "<i>Who</i>", f"{at}-value-ending": ""}
        sent |= {f"{at}-value-choices-count": "0", "s-steps-count": number + 1}
    html = signed_in(trainer()).post(reverse("scenario_map"), sent).content.decode()
    assert "<svg" in html
    assert "Nobody can go on from here." in html
    assert "No choice leads to this step" in html
    assert "<i>" not in html


@pytest.mark.django_db
def test_a_form_without_a_scenario_is_no_request_of_ours(client: Client) -> None:
    assert signed_in(trainer()).post(reverse("scenario_map"), {"prefix": "x"}).status_code == 400
