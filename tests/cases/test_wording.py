"""Words that blame are noticed as they stand, once a box, and nothing else is."""

import pytest

from learning.cases.models import LoadedWording
from learning.cases.wording import Noticed, Wording, noticed, variants

STREET = Wording(("streetwise", "street wise"), "Say what they know.")
OLDER = Wording(("mature for her age", "mature"), "Say what they do.")
TROUBLE = Wording(("child's fault",), "Say what happened.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She is streetwise.", ["streetwise"]),
        ("STREETWISE and streetwise", ["STREETWISE"]),
        ("street\n  wise", ["street wise"]),
        ("mature for her age", ["mature for her age"]),
        ("mature, and streetwise", ["mature", "streetwise"]),
        ("the child\N{RIGHT SINGLE QUOTATION MARK}s fault", ["child\N{RIGHT SINGLE QUOTATION MARK}s fault"]),
        ("streetwiser, immature, premature", []),
        ("", []),
    ],
)
def test_whole_words_in_any_case_and_spacing(text: str, words: list[str]) -> None:
    assert [one.words for one in noticed({"Box": text}, [STREET, OLDER, TROUBLE])] == words


def test_each_box_says_its_own() -> None:
    found = noticed({"One": "streetwise", "Two": "quiet", "Three": "so streetwise"}, [STREET])
    assert found == [Noticed("One", "streetwise", STREET.instead), Noticed("Three", "streetwise", STREET.instead)]


def test_signs_of_a_pattern_are_letters_here() -> None:
    assert noticed({"Box": "aXb (c)"}, [Wording(("a.b",), "")]) == []
    assert [one.words for one in noticed({"Box": "a.b"}, [Wording(("a.b",), "")])] == ["a.b"]


@pytest.mark.parametrize(
    ("listed", "several"),
    [("a, b c ,  d", ("a", "b c", "d")), (" , ,", ()), ("one  two", ("one two",))],
)
def test_commas_part_the_ways_of_writing(listed: str, several: tuple[str, ...]) -> None:
    assert variants(listed) == several


@pytest.mark.django_db
def test_a_first_list_is_there_and_the_network_changes_it() -> None:
    assert [one.words for one in LoadedWording.objects.noticed_in({"Box": "A lifestyle choice, they said."})] == [
        "lifestyle choice"
    ]
    LoadedWording.objects.all().delete()
    assert LoadedWording.objects.noticed_in({"Box": "A lifestyle choice, they said."}) == []


@pytest.mark.django_db
def test_every_wording_of_the_first_list_notices_itself() -> None:
    for one in LoadedWording.objects.all():
        for way in variants(one.said):
            assert noticed({"Box": f"It was {way}."}, [one.wording]) == [Noticed("Box", way, one.instead)]
