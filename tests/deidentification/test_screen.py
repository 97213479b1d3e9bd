"""The whole screening: the development notes, hostile input, repetition and overlaps."""

import json
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.deidentification import Kind, Term, screen
from learning.deidentification.findings import DIRECT, Finding, found
from learning.deidentification.overlaps import resolve
from tests.deidentification.marked import check
from tests.deidentification.notes import score

Figures = dict[str, Any]
NOTES = score.load(str(Path(__file__).parent / "notes" / "notes.jsonl"))


@pytest.fixture(scope="module")
def figures() -> Figures:
    predictions = [
        {"id": note["id"], "findings": [{"start": f.start, "end": f.end, "kind": f.kind} for f in screen(note["text"])]}
        for note in NOTES
    ]
    merged, warnings = score.merge_predictions(json.loads(json.dumps(predictions)), NOTES)
    assert warnings == []
    result: Figures = score.score(NOTES, merged)[0]
    return result


def test_every_direct_identifier_of_the_development_notes_is_found_in_full(
    figures: dict[str, dict[str, object]],
) -> None:
    assert figures["recall"]["direct"] == {"n": 196, "found": 196, "recall": 1.0, "touched": 1.0}


def test_nearly_every_other_identifier_is_found(figures: Figures) -> None:
    assert figures["recall"]["quasi"]["recall"] >= 0.98


def test_notes_without_identifiers_raise_no_alarm(figures: Figures) -> None:
    assert figures["clean_vignettes_with_no_finding"] == {"n": 5, "ok": 5}
    assert figures["false_alarm_chars_per_1000"]["all"] <= 5


def test_findings_say_what_and_why() -> None:
    (finding,) = screen("I spoke with Tyrell about it.")
    assert (finding.start, finding.end) == (13, 19)
    assert (finding.kind, finding.severity, finding.confidence) == (Kind.PERSON, "direct", "high")
    assert finding.reason.endswith(".")
    assert "Tyrell" not in finding.reason
    assert finding.replacement == "[a person]"


def test_every_kind_has_its_severity() -> None:
    quasi = set(Kind) - DIRECT
    assert {str(kind) for kind in quasi} == {
        *("date", "exact_age", "place", "organisation", "ethnicity", "religion"),
        *("rare_health", "rare_occupation", "rare_event"),
    }


def test_offsets_count_code_points() -> None:
    text = "🙂 Ŷ 👩‍👧 then Wiktoria Zając-Pryce 🙂 left"
    (finding,) = screen(text)
    assert text[finding.start : finding.end] == "Wiktoria Zając-Pryce"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", "😀", "’s", "-", "A", "' '", "\x00\x01", "@", "(", "1."])
def test_next_to_nothing_is_no_trouble(text: str) -> None:
    assert all(0 <= f.start < f.end <= len(text) for f in screen(text))


TYPED = [
    *("Tyrell", "Mum", "(34)", "07700", "900143", "St", "Oswin's", "Will", "you", ".", "\n", "@", "_", "/", "-", "’s"),
    *("Flat", "4", "LE1", "1AA", "Road", "dob", "called", "Mr", "e.g.", "and", "Grace", "to", "16", "AP"),
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(TYPED),
            st.text(max_size=8),
        ),
        max_size=40,
    ).map(" ".join)
)
def test_whatever_is_typed_findings_are_ordered_apart_and_inside(text: str) -> None:
    findings = screen(text)
    reached = 0
    for finding in findings:
        assert reached <= finding.start < finding.end <= len(text)
        assert any(c.isalnum() for c in text[finding.start : finding.end])
        assert finding.severity == finding.kind.severity
        reached = finding.end
    assert screen(text) == findings


HOSTILE = {
    "words without end": "a" * 40,
    "dots": "a.b.c.d.",
    "at signs": "a@a@a@",
    "digits": "0123456789",
    "digits and spaces": "07 07 07 07 ",
    "digits and slashes": "1/1/1/1/",
    "hyphens": "a-a-a-",
    "capitals": "Aa Bb Cc ",
    "capitals in a row": "AAAA",
    "apostrophes": "O'O'O'",
    "underscores": "_a_a_",
    "commas": "Aa, Aa, ",
    "open brackets": "((((",
    "open brackets and names": "(Aaa 2",
    "labels": "from: from: ",
    "called": "called called ",
    "line ends": "\n\n\n",
    "streets": "1 The The The ",
    "flats": "Flat 1 Flat 1 ",
    "titles": "Mr Mr Mr ",
    "ages": "aged aged 1",
    "black and": "black black/black ",
    "only": "only one only ",
    "the x y": "the the the ",
    "won the": "won the won the ",
    "plates": "plate is plate is ",
    "quotes": "\"'“‘",
    "emoji": "👩‍👧",
    "combining": "e\u0301",
    "one letter after another": "A ",
    "nested quotes": '"A "B ',
    "initials": "A. B. ",
    "at the": "at the At the ",
    "attends": "attends Aa Bb ",
    "and": "Aa and Bb and ",
    "number and name": "1 Aa, ",
    "tabs": "Aa\tBb\t",
    "chat": "[12:12] Aa: ",
    "kin": "mum Aa, ",
    "shouting": "AAAA BBBB ",
    "line ends of two characters": "Aa\r\n",
    "invisible": "\u200b\u00ad",
    "at dot": "a at a dot ",
    "to": "to: Aa; ",
    "the last of": "the last person of ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_in_proportion(name: str) -> None:
    """No regular expression runs away: ten times the text takes about ten times the processor, never a hundred times.

    A ratio of processor time, the lesser of two: it holds on a slow or busy machine, and a quadratic pattern misses
    it by far.
    """
    pattern = HOSTILE[name]

    def cost(length: int) -> float:
        text = (pattern * (length // len(pattern) + 1))[:length]
        least = float("inf")
        for _ in range(2):
            before = process_time()
            screen(text)
            least = min(least, process_time() - before)
        return least

    assert cost(20_000) < 40 * cost(2_000)


def test_a_name_once_found_is_found_everywhere() -> None:
    check(
        "I met [[Faith]] at the flats. [[Faith]] goes upstairs. She has faith in [[Faith]]'s nan.",
        Kind.PERSON,
    )
    check("I asked [[Manny]]. Whose car? [[Mannys]].", Kind.PERSON)
    check("We saw [[Kacper]]. Later [[kacper]] rang. [[KACPER]] again.", Kind.PERSON)


def test_the_same_word_as_a_word_is_left_alone() -> None:
    check("I asked [[Mark]] to help. Mark the register. Will you mark it? We hope so.", Kind.PERSON)


def test_wider_findings_swallow_what_is_inside_and_crossing_ones_are_cut() -> None:
    text = "Flat 11, Corrigan House today"
    wide = found(0, 23, Kind.ADDRESS, "r.", "x")
    inside = found(9, 17, Kind.PERSON, "r.", "x")
    crossing = found(18, 29, Kind.PLACE, "r.", "x")
    resolved = resolve(text, [inside, crossing, wide])
    assert [(f.start, f.end, f.kind) for f in resolved] == [(0, 23, Kind.ADDRESS), (24, 29, Kind.PLACE)]


findings_anywhere = st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(list(Kind))).map(
    lambda triple: found(triple[0], min(triple[0] + triple[1], 40), triple[2], "r.", "x")
)


@given(st.lists(findings_anywhere, max_size=12))
def test_resolving_loses_no_letter(findings: list[Finding]) -> None:
    text = "abcdefghij" * 4
    resolved = resolve(text, findings)
    covered = {at for f in findings for at in range(f.start, f.end)}
    assert {at for f in resolved for at in range(f.start, f.end)} == covered
    assert all(a.end <= b.start for a, b in pairwise(resolved))


def test_local_names_are_found_however_they_are_written() -> None:
    lexicon = ("The Spinney Rec", Term("oak farm", Kind.SCHOOL), Term("Yellow Hoodies", Kind.ORGANISATION))
    check("down [[the spinney rec]] with [[Yellow Hoodies]]", lexicon=lexicon)
    (finding,) = check("He goes to [[OAK FARM]]'s club", Kind.SCHOOL, lexicon=lexicon)
    assert (finding.severity, finding.replacement) == ("direct", "[a school]")
    check("an oak. Farm work.", lexicon=())


def test_letters_that_grow_in_lower_case_move_no_offset() -> None:
    check("İİİ ẞ and on [[3 May]], crime ref [[24*118832]]")
