"""Of a missing answer every form says what is needed, beside the field and in the summary; Django's words are gone."""

import pytest
from django import forms

from learning.portal.templatetags.look import said_of
from learning.portal.words_of_forms import say_it_kindly
from learning.workforce.models import Organisation

pytestmark = pytest.mark.django_db


class Everything(forms.Form):
    name = forms.CharField(label="Your name?")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])
    tags = forms.MultipleChoiceField(label="Tags", choices=[("a", "A")])
    partner = forms.ModelChoiceField(label="Partner", queryset=Organisation.objects.none())
    agreed = forms.BooleanField(label="I have read it")
    day = forms.DateField(label="Day")
    own = forms.CharField(label="Own", error_messages={"required": "Say it in your words."})


@pytest.mark.parametrize(
    ("field", "beside", "above"),
    [
        ("name", "This needs an answer.", "Your name: this needs an answer."),
        ("kind", "Choose one.", "Kind: choose one."),
        ("tags", "Choose at least one.", "Tags: choose at least one."),
        ("partner", "Choose one.", "Partner: choose one."),
        ("agreed", "Tick this to go on.", "I have read it: tick this to go on."),
        ("day", "Give a day, such as 3 March 2026.", "Day: give a day, such as 3 March 2026."),
        ("own", "Say it in your words.", "Say it in your words."),
    ],
)
def test_what_is_missing_is_asked_for(field: str, beside: str, above: str) -> None:
    form = Everything({})
    assert form.errors[field] == [beside]
    assert said_of(beside, form[field]) == above


def test_saying_it_twice_changes_nothing_and_keeps_the_other_words() -> None:
    say_it_kindly()
    form = Everything({"kind": "z"})
    assert form.errors["kind"][0].startswith("Select a valid choice")
    assert form.errors["name"] == ["This needs an answer."]
