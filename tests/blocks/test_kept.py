"""What is kept in memory is the same for everybody, and never more than there is room for."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import override_settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from learning.blocks.kept import Kept


class Making:
    """Makes a piece, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> SafeString:
        self.times += 1
        return format_html("<p>{}</p>", self.times)


def test_a_piece_is_made_once_for_its_key() -> None:
    kept, making = Kept(10), Making()
    assert kept.get_or_make("a", making) == kept.get_or_make("a", making) == "<p>1</p>"
    assert kept.get_or_make("b", making) == "<p>2</p>"


def test_each_language_has_its_own() -> None:
    kept, making = Kept(10), Making()
    kept.get_or_make("a", making)
    with override("cy"):
        assert kept.get_or_make("a", making) == "<p>2</p>"


def test_what_was_made_first_makes_room() -> None:
    kept, making = Kept(2), Making()
    for key in ("a", "b", "c"):
        kept.get_or_make(key, making)
    assert kept.get_or_make("c", making) == "<p>3</p>", "still there"
    assert kept.get_or_make("a", making) == "<p>4</p>", "made room for c"


def test_somebody_who_writes_templates_sees_each_change() -> None:
    kept, making = Kept(10), Making()
    with override_settings(DEBUG=True):
        kept.get_or_make("a", making)
        assert kept.get_or_make("a", making) == "<p>2</p>"


def test_the_tag_keeps_by_its_name_and_values() -> None:
    template = Template('{% load kept %}{% kept "greeting" day %}{{ day }} {{ name }}{% endkept %}')
    assert template.render(Context({"day": "Monday", "name": "<b>"})) == "Monday &lt;b&gt;"
    assert template.render(Context({"day": "Monday", "name": "Sam"})) == "Monday &lt;b&gt;", "name is not in the key"
    assert template.render(Context({"day": "Tuesday", "name": "Sam"})) == "Tuesday Sam"


def test_the_tag_wants_a_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="name"):
        Template("{% load kept %}{% kept %}{% endkept %}")
