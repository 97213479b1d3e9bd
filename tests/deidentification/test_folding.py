"""What no eye sees in pasted text hides nothing, and moves no offset."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.deidentification import screen
from learning.deidentification.folding import Folded
from tests.deidentification.marked import check

WRITTEN = [
    "Spoke to [[Ty\u00adrell]] and [[Fola\u200bsade]].",
    "Spoke to [[Wiktoria\u00a0Zając-Pryce]] today",
    "Spoke to [[Wiktoria  Zając]] today, by  phone.",
    "ring [[０７７００ ９００１４３]] tonight",
    "ring [[07700\u2009900143]] tonight",
    "\ufeff[[Tyrell]] was seen.",
    "I asked [[𝓣𝔂𝓻𝓮𝓵𝓵]] in.",
    "All done.\r\n\r\n[[Poppy]]\r\nSupport Worker",
    "On call till nine. [[S.]]\r\n",
    "Hi [[Maëlle]]\u200d, all good?",
    "told [[Ŷstyn]]\u2028and left",
]


@pytest.mark.parametrize("marked", WRITTEN, ids=[str(number) for number in range(len(WRITTEN))])
def test_names_and_numbers_are_found_where_they_stand(marked: str) -> None:
    check(marked)


def test_letters_of_two_characters_are_one() -> None:
    text = unicodedata.normalize("NFD", "Spoke to Żaneta Wójcik and José.")
    assert [unicodedata.normalize("NFC", text[f.start : f.end]) for f in screen(text)] == ["Żaneta Wójcik", "José"]


def test_lines_in_capitals_are_read_as_if_they_were_not() -> None:
    check("VICTIM [[SHARON PEEL]] OF [[20 ROUNDHILL ROAD]]. LEFT IN A RED FIESTA [[FP17 YRT]]. TOLD PC [[GILL]] SO.")
    assert screen("WHAT WE DID AND WHY IT HELPED THE YOUNG PEOPLE\nOUTCOMES, NEXT STEPS AND WHO DOES WHAT") == []


names = st.sampled_from(["Żaneta Wójcik", "José Ångström", "Siân Llŷr-Evans", "Zoë Müller", "Đặng Thị Hương"])
around = st.sampled_from(["Spoke to {} today.", "Mum ({}) rang.", "Met {}'s teacher.", "Dr {} agreed."])


@given(names, around)
def test_one_spelling_finds_what_the_other_does(name: str, sentence: str) -> None:
    composed = unicodedata.normalize("NFC", sentence.format(name))
    decomposed = unicodedata.normalize("NFD", composed)
    found = [unicodedata.normalize("NFC", decomposed[f.start : f.end]) for f in screen(decomposed)]
    assert found == [composed[f.start : f.end] for f in screen(composed)]


ODD = [
    "\r\n",
    "\r",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\ufeff",
    "  ",
    "e\u0301",
    "\u0301",
    "７",
    "Tyrell",
    "\ud800",
    "İ",
    "x",
]


@given(st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=4)), max_size=30).map("".join))
def test_whatever_it_holds_the_way_back_leads_inside_and_forward(text: str) -> None:
    reached = 0
    for finding in screen(text):
        assert reached <= finding.start < finding.end <= len(text)
        reached = finding.end


def test_a_text_without_anything_odd_stays_as_it_is() -> None:
    text = "Spoke to Tyrell.\nHe is fine."
    assert Folded(text).text == text
