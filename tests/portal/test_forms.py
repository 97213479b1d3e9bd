"""How forms are drawn, and the day in three boxes."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms

from learning.portal.forms import DayField


class TeamForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As you write it")
    note = forms.CharField(label="Note", required=False)
    route = forms.ChoiceField(label="Route", choices=[("a", "Here"), ("b", "On paper")], widget=forms.RadioSelect)
    tags = forms.MultipleChoiceField(
        label="Tags", choices=[("x", "Safety")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="Agreed")
    since = DayField(label="Since")
    token = forms.CharField(widget=forms.HiddenInput)


def drawn(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def text(element: Tag) -> str:
    return " ".join(element.get_text().split())


def test_each_box_has_a_label_of_its_own():
    tree = drawn(TeamForm())
    labels = {label.get("for"): text(label) for label in tree.find_all("label")}
    boxes = [box.get("id") for box in tree.find_all("input") if box.get("type") != "hidden"]
    assert set(boxes) == set(labels)
    assert labels["id_name"] == "Name"
    assert labels["id_note"] == "Note (if you like)"
    assert labels["id_route_1"] == "On paper"
    assert labels["id_since_0"] == "Day"
    assert labels["id_agreed"] == "Agreed"


def test_a_group_of_boxes_is_named_by_its_legend():
    assert [text(legend) for legend in drawn(TeamForm()).find_all("legend")] == ["Route", "Tags (if you like)", "Since"]


def test_an_untouched_form_shows_no_summary():
    assert drawn(TeamForm()).find("section") is None


def test_a_summary_leads_to_every_error():
    tree = drawn(TeamForm({"name": "", "since_day": "31", "since_month": "2", "since_year": "2026"}))
    links = tree.find_all("a")
    ids = {element["id"] for element in tree.find_all(id=True)}
    assert [link.get("href") for link in links] == ["#id_name", "#id_route", "#id_agreed", "#id_since_0"]
    assert {link.get("href")[1:] for link in links} <= ids
    assert text(links[0]) == "Name: this needs an answer."
    assert text(links[-1]).startswith("There is no such day")


def test_an_error_of_a_hidden_field_is_not_swallowed():
    summary = drawn(TeamForm({"name": "A"})).find("section")
    assert "token" in text(summary).lower()


def test_a_box_points_to_its_hint_and_its_error():
    tree = drawn(TeamForm({"name": ""}))
    described = tree.find(id="id_name").get("aria-describedby").split()
    assert text(tree.find(id=described[0])) == "As you write it"
    assert "this needs an answer" in text(tree.find(id=described[1]))
    assert tree.find(id="id_name").get("aria-invalid") == "true"


def test_what_was_written_comes_back_after_an_error():
    tree = drawn(TeamForm({"name": "<b>Ward 14", "route": "b", "since_day": "31", "since_month": "2"}))
    assert tree.find(id="id_name").get("value") == "<b>Ward 14"
    assert tree.find(id="id_route_1").get("checked") is not None
    assert tree.find(id="id_since_0").get("value") == "31"


def test_words_of_people_are_escaped_in_errors_and_labels():
    class Rude(forms.Form):
        name = forms.ChoiceField(label="<script>", choices=[("a", "<i>A</i>")])

    page = str(Rude({"name": "<img src=x>"}))
    assert "<script>" not in page
    assert "<img src=x>" not in page
    assert "<i>A" not in page


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (("3", "3", "2026"), dt.date(2026, 3, 3)),
        (("03", "03", "2026"), dt.date(2026, 3, 3)),
        ((" 29 ", "Feb", "2024"), dt.date(2024, 2, 29)),
        (("1", "september", "2026"), dt.date(2026, 9, 1)),
    ],
)
def test_a_day_is_read_as_people_write_it(written, day):
    assert DayField().clean(written) == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (("", "", ""), "required"),
        (None, "required"),
        (("3", "", "2026"), "incomplete"),
        (("third", "3", "2026"), "not_a_number"),
        (("3", "13", "2026"), "no_month"),
        (("3", "Smarch", "2026"), "no_month"),
        (("3", "ma", "2026"), "no_month"),
        (("3", "3", "26"), "no_century"),
        (("29", "2", "2026"), "no_day"),
        (("0", "2", "2026"), "no_day"),
        (("1", "1", "0000"), "no_day"),
        (("31", "12", "2019"), "too_early"),
        (("1", "3", "2026"), "too_late"),
    ],
)
def test_a_day_that_cannot_be_says_why(written, code):
    field = DayField(earliest=dt.date(2020, 1, 1), latest=dt.date(2026, 2, 28))
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(written)
    assert refused.value.code == code
    assert str(refused.value.messages[0]).strip()


def test_limits_of_a_day_are_inclusive_and_named():
    field = DayField(earliest=dt.date(2020, 1, 1), latest=dt.date(2026, 2, 28))
    assert field.clean(("1", "1", "2020")) == dt.date(2020, 1, 1)
    assert field.clean(("28", "2", "2026")) == dt.date(2026, 2, 28)
    with pytest.raises(forms.ValidationError, match="on or before 28 February 2026"):
        field.clean(("1", "3", "2026"))


def test_a_day_may_be_left_out_where_it_is_not_asked():
    assert DayField(required=False).clean(("", "", "")) is None


def test_a_known_day_fills_the_three_boxes():
    tree = drawn(TeamForm(initial={"since": dt.date(2020, 1, 6)}))
    assert [tree.find(id=f"id_since_{part}").get("value") for part in range(3)] == ["6", "1", "2020"]
