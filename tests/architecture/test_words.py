"""The compiled translations say what their sources say, and the editor's cold sentences are kind ones."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext as translated

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "locale").rglob("*.po"))
ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


def unescaped(text: str) -> str:
    return text.replace(r"\"", '"').replace(r"\n", "\n")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_compiled_is_what_is_written(source: Path) -> None:
    entries = {unescaped(said): unescaped(meant) for said, meant in ENTRY.findall(source.read_text())}
    assert entries
    with source.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {said: compiled.gettext(said) for said in entries} == entries


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_in_a_sentence_is_lost(source: Path) -> None:
    for said, meant in ENTRY.findall(source.read_text()):
        assert set(re.findall(r"%\(\w+\)s", said)) == set(re.findall(r"%\(\w+\)s", meant))


@pytest.mark.parametrize(
    "said",
    [
        "The page could not be saved due to validation errors.",
        "The page could not be created due to validation errors.",
        "The %(model_name)s could not be saved due to errors.",
        "The %(model_name)s could not be created due to errors.",
        "The page could not be saved as it is locked.",
    ],
)
def test_the_editor_says_it_kindly(said: str) -> None:
    """Each is a sentence that Wagtail really says; one that it no longer does would be kind to nobody."""
    import wagtail

    code = "".join(path.read_text() for path in (Path(wagtail.__file__).parent / "admin/views").rglob("*.py"))
    assert said in re.sub(r'"\s*\n\s*"', "", code)
    assert "not saved" in translated(said).lower()
    assert "error" not in translated(said)
