"""The tags that draw the pieces."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from learning.portal.templatetags import look

SPRITE = Path(__file__).resolve().parents[2] / "site" / "static" / "img" / "icons.svg"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def drawn(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))


def test_an_icon_is_hidden_from_screen_readers():
    assert drawn('{% icon "check" %}') == (
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="/static/img/icons.svg#check"/></svg>'
    )


def test_every_icon_that_a_template_names_is_in_the_sprite():
    named = {name for page in TEMPLATES.rglob("*.html") for name in re.findall(r'\{% icon "([^"]+)"', page.read_text())}
    assert named <= symbols()


def test_every_status_has_a_shape_a_word_and_a_colour():
    for shown in look.STATUSES.values():
        assert shown.shape in symbols()
        assert str(shown.word)
        assert shown.kind in {"ok", "soon", "gone", "none"}


def test_statuses_that_differ_in_meaning_differ_in_shape_and_word():
    kept = [
        look.STATUSES[name] for name in ("current", "due_soon", "not_yet", "expired", "not_asked", "in_grace", "away")
    ]
    assert len({shown.shape for shown in kept}) == len({str(shown.word) for shown in kept}) == len(kept)


def test_a_status_says_its_word():
    assert "due soon" in drawn('{% status "due_soon" %}')
    assert "not yet" in drawn('{% status "never" %}')


def test_a_status_with_a_count_keeps_its_word_for_those_who_cannot_see_the_shape():
    cell = drawn('{% status "expired" count=0 %}')
    assert "<b>0</b>" in cell
    assert '<span class="vh"> expired</span>' in cell


def test_an_unknown_status_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        drawn('{% status "overdue" %}')


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(331, 412, "80.3%"), (0, 5, "0.0%"), (5, 5, "100.0%"), (0, 0, "0.0%")]
)
def test_a_meter_is_as_long_as_the_share(part: int, whole: int, width: str):
    assert f'width="{width}"' in drawn("{% meter part whole %}", part=part, whole=whole)


def test_a_day_stays_on_one_line():
    assert look.day(dt.date(2026, 3, 3)) == "3\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2026"
    assert look.day(None) == ""


def test_a_key_is_shown_in_fours():
    assert look.in_fours("JBSWY3DPEH") == "JBSW Y3DP EH"


def test_a_thread_says_where_one_is():
    steps = [
        {"state": "done", "title": "A", "href": "/a"},
        {"state": "now", "title": "B", "href": "/b"},
        {"state": "todo", "title": "C"},
    ]
    page = " ".join(render_to_string("partials/thread.html", {"steps": steps, "label": "1 of 3 done"}).split())
    assert 'aria-label="1 of 3 done"' in page
    assert "1. A: done" in page
    assert '<a class="knot" href="/b" aria-current="step"' in page
    assert '<span class="knot"><span class="vh">3. C: not yet</span></span>' in page


def test_a_figure_without_anybody_shows_no_percentage():
    page = render_to_string("partials/figure.html", {"whole": 0, "part": 0, "share": 0, "as_at": dt.date(2026, 2, 28)})
    assert "%" not in page
    assert "Nobody to count" in page


def test_one_answer_waits_and_three_wait():
    assert "1 answer waits" in render_to_string("partials/waits.html", {"count": 1})
    assert "3 answers wait" in render_to_string("partials/waits.html", {"count": 3})
    assert "wait" not in render_to_string("partials/waits.html", {"count": 0}).split("#}")[-1]


def test_no_template_styles_or_scripts_inline():
    """The content-security policy refuses both; a block of data is neither."""
    for page in TEMPLATES.rglob("*.html"):
        if page.is_relative_to(TEMPLATES / "certificates") or page.is_relative_to(TEMPLATES / "coverage/mail"):
            continue  # drawn to PDF, or sent as a letter: no page of the site
        source = page.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", source), page
        for tag in re.findall(r"<script[^>]*>", source):
            assert "src=" in tag or 'type="application/json"' in tag, (page, tag)


@pytest.mark.parametrize(
    ("number", "read"), [(0, "0"), (999, "999"), (1_461, "1,461"), (1_000_000, "1,000,000"), (None, "")]
)
def test_thousands_are_told_apart(number: int | None, read: str):
    assert drawn("{{ number|many }}", number=number) == read


@pytest.mark.parametrize(("number", "read"), [(1, "1 person"), (2_051, "2,051 people")])
def test_a_number_told_apart_still_counts(number: int, read: str):
    words = "{{ total }} person{% plural %}{{ total }} people"
    source = f"{{% load i18n %}}{{% blocktranslate count total=n|many %}}{words}{{% endblocktranslate %}}"
    assert drawn(source, n=number) == read
