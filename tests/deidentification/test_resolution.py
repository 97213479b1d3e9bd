"""Answering what the screening asks, with nothing but a posted form."""

import pytest

from learning.deidentification import screen
from learning.deidentification.resolution import Answers, Review, read_answers, review_direct, rewritten

TEXT = "I asked Tyrell what scared him. Later Tyrell rang from 07700 900143. We used the Redthorn Wheel. He is 16."


def review(text: str, kept: dict[str, str] | None = None) -> Review:
    return review_direct(text, screen(text), kept or {})


def test_a_text_without_direct_findings_is_complete() -> None:
    assert review("He said it was hard.").complete
    assert review("He is 16.").complete  # quasi findings are shown, and bar nothing


def test_each_wording_is_asked_once_wherever_it_stands() -> None:
    asked = review(TEXT)
    assert not asked.complete
    assert [(q.number, q.text, q.times) for q in asked.open] == [
        (1, "Tyrell", 2),
        (2, "07700 900143", 1),
        (3, "Redthorn Wheel", 1),
    ]
    first = asked.open[0]
    assert (first.before, first.after[:12]) == ("I asked ", " what scared")
    assert (first.span_field, first.replace_field, first.keep_field) == ("span-1", "replace-1", "keep-1")


def test_a_reason_settles_its_words_and_no_others() -> None:
    asked = review(TEXT, {"Redthorn Wheel": "It is the name of a published tool."})
    assert [q.text for q in asked.settled] == ["Redthorn Wheel"]
    assert [q.text for q in asked.open] == ["Tyrell", "07700 900143"]
    assert asked.settled[0].keep == "It is the name of a published tool."


@pytest.mark.parametrize("reason", ["", "  ", "no", "…!?", "-"])
def test_an_empty_or_idle_reason_settles_nothing(reason: str) -> None:
    assert not review("I asked Tyrell.", {"Tyrell": reason}).complete


def test_a_reason_that_names_somebody_does_not_do_and_is_given_back() -> None:
    (question,) = review("I asked Tyrell.", {"Tyrell": "That is what Jermaine calls him."}).open
    assert question.keep == "That is what Jermaine calls him."
    assert "name somebody" in question.problem


def test_a_reason_may_repeat_the_words_it_is_about() -> None:
    assert review("We used Tyrell.", {"Tyrell": "Tyrell is the name of our van."}).complete


def test_a_reason_cannot_carry_a_name_by_answering_for_words_that_the_text_has_not() -> None:
    kept = {"Tyrell": "The brother of Jermaine, on 07700 900143.", "Jermaine": "our van", "07700 900143": "invented"}
    assert not review("I asked Tyrell.", kept).complete
    assert review("I asked Tyrell. Jermaine has 07700 900143.", kept).complete


def test_a_reason_is_for_exact_words() -> None:
    assert not review("I asked Tyrell.", {"tyrell": "It is our van."}).complete


def test_answers_are_read_by_their_words_not_by_their_number() -> None:
    data = {
        "text": TEXT,
        "span-7": "Tyrell",
        "replace-7": " [a boy] ",
        "keep-7": "",
        "span-2": "Redthorn  Wheel",
        "keep-2": "A published tool.",
        "keep-9": "no span",
        "span-3": "07700 900143",
        "span-x": "x",
    }
    assert read_answers(data) == Answers(kept={"Redthorn Wheel": "A published tool."}, replaced={"Tyrell": "[a boy]"})


def test_replacing_wins_over_keeping() -> None:
    data = {"span-1": "Tyrell", "replace-1": "[a boy]", "keep-1": "a reason"}
    assert read_answers(data) == Answers(replaced={"Tyrell": "[a boy]"})


def test_replacements_are_written_everywhere_and_nothing_else_is_touched() -> None:
    text = rewritten(TEXT, screen(TEXT), {"Tyrell": "[a boy]", "07700 900143": "[his phone]", "hard": "x", "16": "y"})
    assert text == (
        "I asked [a boy] what scared him. Later [a boy] rang from [his phone]. We used the Redthorn Wheel. He is 16."
    )


def test_the_whole_way_of_a_form() -> None:
    data = {"text": TEXT}
    first = review(data["text"])
    for question in first.open:
        data[question.span_field] = question.text
    data |= {"replace-1": "[a boy]", "replace-2": "[a phone number]", "keep-3": "A tool from a book."}
    answers = read_answers(data)
    text = rewritten(data["text"], screen(data["text"]), answers.replaced)
    second = review(text, answers.kept)
    assert second.complete
    assert "Tyrell" not in text
    assert [q.keep for q in second.settled] == ["A tool from a book."]


def test_words_over_a_line_end_are_the_same_words() -> None:
    text = "Write to Mr\nThorogood please."
    (question,) = review(text).open
    assert review(text, {question.text: "He is in a novel."}).complete


def test_a_reflection_changed_after_answering_asks_again() -> None:
    kept = {"Tyrell": "It is our van."}
    assert review("We drove Tyrell.", kept).complete
    assert [q.text for q in review("We drove Tyrell to Jermaine.", kept).open] == ["Jermaine"]
