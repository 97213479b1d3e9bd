"""The makers' own reading of modules and cases rests on their words, and reaches the pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from learning.modules.actions.load_headings import load_headings, slug_of
from learning.modules.content import content_file
from learning.modules.models import HeadingList, SubjectHeading

CONTENT = content_file()
EDITORIAL = CONTENT["editorial"]
KINDS = ("forms_of_violence", "life_course")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@pytest.mark.parametrize("part", ["modules", "cases"])
def test_every_mark_stands_on_words_of_what_it_marks(part: str) -> None:
    words = {entry["id"]: " ".join(texts(entry)) for entry in CONTENT[part]}
    for entry, marks in EDITORIAL[part].items():
        for kind in KINDS:
            for mark in marks.get(kind, ()):
                assert mark["because"] in words[entry], (entry, mark)
                assert mark["term"] in CONTENT["taxonomies"][kind], (entry, mark)
        for tag in marks.get("tags", ()):
            assert tag in words[entry].casefold(), (entry, tag)


def test_what_is_needed_first_says_why_and_is_advice_of_the_module_already() -> None:
    advice = {entry["id"]: entry["prerequisites"] for entry in CONTENT["modules"]}
    needed = [(entry, one) for entry, marks in EDITORIAL["modules"].items() for one in marks.get("required_first", ())]
    assert needed
    assert all(one["module"] in advice[entry] and one["because"] for entry, one in needed)


@pytest.mark.django_db
def test_introductions_reach_the_terms_once() -> None:
    load_headings(CONTENT["taxonomies"], EDITORIAL)
    for list_, terms in EDITORIAL["headings"].items():
        assert set(terms) == {heading.slug for heading in SubjectHeading.objects.filter(list=list_)}
    data = SubjectHeading.objects.get(list=HeadingList.STRAND, slug=slug_of("data"))
    assert data.description == EDITORIAL["headings"]["strand"]["data"]["description"]
    SubjectHeading.objects.update(introduction="<p>Ours.</p>")
    load_headings(CONTENT["taxonomies"], EDITORIAL)
    assert set(SubjectHeading.objects.values_list("introduction", flat=True)) == {"<p>Ours.</p>"}
