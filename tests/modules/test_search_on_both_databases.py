"""The same words find the same modules, in the same order, on whichever database the suite runs."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.http import QueryDict

from learning.modules.catalogue import Wanted, catalogue

from . import bodies
from .factories import catalogue_page, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> None:
    texts = {
        "Sharing information": "<p>What to share about a child’s well-being, and with whom.</p>",
        "Custody": "<p>A custody suite at night. Police recorded 50,430 offences, and nobody was sharing.</p>",
        "Staff": "<p>Children’s services don’t stop at five. The café is open.</p>",
    }
    for title, text in texts.items():
        published(title=title, summary="A summary.", body=[bodies.section("s1", bodies.text("t1", text))])
    call_command("update_index", verbosity=0)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("sharing", ["Sharing information", "Custody"]),
        ("SHARING", ["Sharing information", "Custody"]),
        ("share", ["Sharing information"]),
        ("shar", []),
        ("information sharing", ["Sharing information"]),
        ("the", ["Staff"]),
        ("child", ["Sharing information"]),
        ("child's", ["Sharing information"]),
        ("children’s services", ["Staff"]),
        ("well-being", ["Sharing information"]),
        ("being well", ["Sharing information"]),
        ("custody-suite", ["Custody"]),
        ("50,430", ["Custody"]),
        ("don’t", ["Staff"]),
        ("café", ["Staff"]),
        ("police OR staff", []),
        ("NOT custody", []),
        ("custody*", ["Custody"]),
        ('"custody suite"', ["Custody"]),
    ],
)
def test_words_find_modules(words: str, titles: list[str]) -> None:
    wanted = Wanted.read(QueryDict(urlencode({"q": words})))
    cards = catalogue(catalogue_page(), wanted, dt.date(2026, 2, 28)).cards
    assert [card.page.title for card in cards] == titles
