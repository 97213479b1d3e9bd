"""The language model finds more, where it is installed; without it the screening works."""

from collections.abc import Iterator

import pytest

from learning.deidentification import Kind, screen, second_pass
from learning.deidentification.findings import Finding, found


class Points:
    """A model that points at what it is told to."""

    def __init__(self, *spans: tuple[int, int, Kind]) -> None:
        self.spans = spans

    def find(self, text: str) -> Iterator[Finding]:
        for start, end, kind in self.spans:
            yield found(start, end, kind, "r.", "[x]", "low")


def test_what_the_model_adds_is_repeated_and_resolved_like_the_rest() -> None:
    text = "We met behind the mirror. Mirror said so. Then Tyrell."
    plain = [text[f.start : f.end] for f in screen(text)]
    more = [text[f.start : f.end] for f in screen(text, model=Points((18, 24, Kind.PERSON)))]
    assert plain == ["Tyrell"]
    assert more == ["mirror", "Mirror", "Tyrell"]


def test_published_authors_stay_out_whatever_the_model_says() -> None:
    text = "It is contextual (Firmin, 2020)."
    assert screen(text, model=Points((18, 24, Kind.PERSON))) == []


def test_it_says_when_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(second_pass, "PACKAGE", "no_such_model")
        second_pass.load.cache_clear()
        assert not second_pass.available()
        assert second_pass.load() is None
    second_pass.load.cache_clear()


def test_ordinary_words_and_acronyms_are_not_believed() -> None:
    for text in (
        *("MASH", "Bloods", "Plan", "the Panel", "CAMHS Crisis Team", "Monday", "Mum", "#MeToo", "McDonald's"),
        *("Learning: Lunch & Learn on Contextual Safeguarding", "the"),
    ):
        assert second_pass.naming_part(text, 0, len(text)) is None
    for text, named in (
        ("Thorogood", "Thorogood"),
        ("the Quillfeather Report", "Quillfeather"),
        ("Tenant Jean Bickerstaffe", "Jean Bickerstaffe"),
    ):
        span = second_pass.naming_part(text, 0, len(text))
        assert span is not None
        assert text[slice(*span)] == named


@pytest.mark.skipif(not second_pass.available(), reason="./run setup --screening installs the model")
def test_the_real_model_finds_names_and_no_less_than_without() -> None:
    model = second_pass.load()
    assert model is not None
    text = "Yesterday Barack Obama visited the Rosewood Gardens in Kettering with his colleagues."
    without = {(f.start, f.end) for f in screen(text)}
    findings = screen(text, model=model)
    covered = {at for f in findings for at in range(f.start, f.end)}
    assert all(set(range(start, end)) <= covered for start, end in without)
