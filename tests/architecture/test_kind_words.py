"""Words and boxes that stand nowhere, or nowhere without their warning."""

import re

import pytest

from config.prepared import ROOT

PAGES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "site" / "static" / "js").glob("*.js"))
HURRY = re.compile(
    r"\b(count ?down|streaks?|leader ?boards?|ranking|time (?:is )?(?:left|running out)|hurry|high ?score"
    r"|you(?: have)? failed|points? earned|beat your)\b",
    re.IGNORECASE,
)
WARNING = "leave out names and places"
READ_ONLY = {"templates/signed_out.html"}
DRAWN_BY_ALLAUTH = {"templates/allauth/elements/field.html"}


@pytest.mark.parametrize("path", [*PAGES, *SCRIPTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_hurries_ranks_or_scolds(path) -> None:
    text = re.sub(r"\{#.*?#\}|/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    assert not HURRY.search(text)


def test_every_box_for_free_text_says_what_to_leave_out() -> None:
    boxes = [path for path in PAGES if "<textarea" in path.read_text()]
    unwarned = {
        str(path.relative_to(ROOT))
        for path in boxes
        if WARNING not in path.read_text() and str(path.relative_to(ROOT)) not in READ_ONLY | DRAWN_BY_ALLAUTH
    }
    assert boxes
    assert unwarned == set()
