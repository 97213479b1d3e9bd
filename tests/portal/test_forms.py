"""How forms are drawn, and the day in three boxes."""

import datetime as dt

from bs4 import BeautifulSoup, Tag
from django import forms

from learning.workforce.day_field import DayField


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


def test_a_known_day_fills_the_three_boxes():
    tree = drawn(TeamForm(initial={"since": dt.date(2020, 1, 6)}))
    assert [tree.find(id=f"id_since_{part}").get("value") for part in range(3)] == ["6", "1", "2020"]
