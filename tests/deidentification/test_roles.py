"""What is written instead of a name where the text itself says who somebody is."""

import pytest

from learning.deidentification import screen
from learning.deidentification.note import Note
from learning.deidentification.resolution import rewritten
from learning.deidentification.roles import ROLES, suggest


def suggested(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.replacement) for f in screen(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She left with her cousin Dwayne.", "[a cousin]"),
        ("I rang stepdad Baz about it.", "[a stepfather]"),
        ("Statement by PC Wright today.", "[a police officer]"),
        ("He ran off with his mate Kez.", "[a friend]"),
        ("Ms Patel, the form tutor, rang.", "[a teacher]"),
        ("His form tutor, Ms Patel, rang.", "[a teacher]"),
        ("Spoke to Dawn (mum) at noon.", "[a mother]"),
        ("Mother: Folasade", "[a mother]"),
        ("He went home with Uncle Vic.", "[an uncle]"),
        ("Seen by Dr Strathearn on the ward.", "[a doctor]"),
        ("I think that Baz is her stepdad.", "[a stepfather]"),
        ("I spoke with Tyrell about it.", "[a person]"),
        ("Spoke to mum, Tyrell and Zak.", "[a person]"),
    ],
)
def test_the_words_around_a_name_say_who_it_is(text: str, expected: str) -> None:
    assert suggested(text)[0][1] == expected


def test_one_person_has_one_replacement_everywhere() -> None:
    text = "Dwayne's phone rang. Her cousin Dwayne Pryce left, and Mr Pryce did not come back. Kez stayed."
    assert suggested(text) == [
        ("Dwayne", "[a cousin]"),
        ("Dwayne Pryce", "[a cousin]"),
        ("Pryce", "[a cousin]"),
        ("Kez", "[a person]"),
    ]


def test_a_name_that_two_people_share_says_nobody_s_role() -> None:
    text = "His father, Kofi Osei, and Ama Osei came. Osei said little."
    assert suggested(text) == [("Kofi Osei", "[a father]"), ("Ama Osei", "[a person]"), ("Osei", "[a person]")]


def test_a_letter_that_is_two_in_lower_case_moves_nothing() -> None:
    text = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}" * 3 + " was quiet. Her cousin Dwayne left."
    assert ("Dwayne", "[a cousin]") in suggested(text)


def test_without_names_nothing_changes() -> None:
    assert suggest(Note("nothing here"), []) == []


def test_every_role_has_one_way_of_being_written() -> None:
    assert all(instead.startswith(("[a ", "[an ")) and instead.endswith("]") for instead in ROLES.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baz left. His stepdad Baz is back.", "[A stepfather] left. His stepdad is back."),
        ("We met PC Wright. Wright's notes help.", "We met [a police officer]. [A police officer]'s notes help."),
        ("- Kez, his mate, came", "- [A friend], his mate, came"),
    ],
)
def test_replacements_fit_the_sentence_around_them(text: str, expected: str) -> None:
    findings = screen(text)
    assert rewritten(text, findings, {text[f.start : f.end]: f.replacement for f in findings}) == expected
