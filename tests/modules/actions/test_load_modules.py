"""The modules of the content file, loaded once as a live catalogue and looked at from all sides."""

import datetime as dt
from typing import Any

import pytest
from wagtail.models import Site

from learning.modules.actions.load_headings import load_headings
from learning.modules.actions.load_modules import load_modules
from learning.modules.actions.load_sources import load_sources
from learning.modules.content import content_file
from learning.modules.criteria import criteria_of, in_words
from learning.modules.models import Module, ModulePage, ModuleVersion, Source, SubjectHeading

pytestmark = pytest.mark.django_db

CONTENT = content_file()
LONG_AGO = dt.datetime(2022, 3, 1, 9, tzinfo=dt.UTC)


def load(*, live: bool = True, first: int = 12, published_at: dt.datetime | None = LONG_AGO) -> dict[str, Module]:
    load_headings(CONTENT["taxonomies"])
    load_sources(CONTENT["sources"])
    home = Site.objects.get(is_default_site=True).root_page
    content = CONTENT | {"modules": CONTENT["modules"][:first]}
    return load_modules(content, home, {}, live=live, published_at=published_at)


def blocks_of(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        block for section in body for block in [*section["value"]["blocks"], *section["value"]["alternative"]["blocks"]]
    ]


def test_all_of_the_content_file_arrives() -> None:
    modules = load()
    assert list(modules) == [f"MOD{number:02}" for number in range(1, 13)]
    versions = list(ModuleVersion.objects.all())
    assert {version.number for version in versions} == {"1.0"}
    assert sum(len(version.criteria["questions"]) for version in versions) == 64, (
        "63 of the quiz and one that is true or false"
    )
    assert all(version.published_at == LONG_AGO for version in versions)
    assert all(version.minutes >= 10 for version in versions)
    written = [
        b for m in CONTENT["modules"] for p in ("sections", "alternatives") for s in m["body"][p] for b in s["blocks"]
    ]
    stored = [block for version in versions for block in blocks_of(version.body)]
    for kind in ("text", "key_point", "example", "check", "reflection", "scenario", "confidence"):
        assert sum(b["type"] == kind for b in stored) == sum(b["type"] == kind for b in written), kind
    assert sum(b["type"] == "team_activity" for b in stored) == sum(b["type"] == "activity" for b in written)


def test_what_arrives_could_have_been_written_in_the_editor() -> None:
    load(first=3)
    for page in ModulePage.objects.all():
        page.full_clean()
        page.body.stream_block.clean(page.body)


def test_every_answer_and_source_is_the_file_s_own() -> None:
    load(first=1)
    entry, version = CONTENT["modules"][0], ModuleVersion.objects.get()
    questions = [block["value"] for block in blocks_of(version.body) if block["type"] == "question"]
    for written, stored in zip(entry["quiz"], questions, strict=True):
        assert stored["question"] == written["question"]
        assert [option["value"]["text"] for option in stored["options"]] == written["options"]
        right = [at for at, option in enumerate(stored["options"]) if option["value"]["correct"]]
        assert right == [written["answer_index"]]
        keys = [str(item["value"]) for item in stored["sources"]]
        assert [version.sources[key]["title"] for key in keys] == [
            Source.objects.get(key=k).title for k in written["sources"]
        ]
    assert in_words(criteria_of(version.body, 80)) == [
        "Read the six sections.",
        "Work through one short scenario, to any of its endings.",
        "Write two reflections, or say that you reflected on paper or with your supervisor.",
        "Get four of the five questions right. Try as often as you like; there is no timer.",
    ]


def test_confidence_is_asked_before_and_after() -> None:
    load()
    for version in ModuleVersion.objects.all():
        moments = [b["value"]["moment"] for b in blocks_of(version.body) if b["type"] == "confidence"]
        assert moments == ["before", "after"]


def test_every_id_is_its_own() -> None:
    load()
    ids = [
        thing["id"]
        for version in ModuleVersion.objects.all()
        for block in blocks_of(version.body)
        for thing in [block, *(block["value"].get("options", []) if isinstance(block["value"], dict) else [])]
    ]
    assert len(ids) == len(set(ids))


def test_markdown_becomes_what_the_editor_would_keep() -> None:
    load(first=1)
    text = next(b for b in blocks_of(ModuleVersion.objects.get().body) if "Three parts" in str(b["value"]))["value"]
    assert text.startswith("<h2>Three parts, three questions</h2><ul><li><b>Event.</b> What happened")
    assert "data-block-key" not in text


def test_a_real_network_gets_drafts_that_know_what_helps_first() -> None:
    modules = load(live=False, first=4)
    assert not ModuleVersion.objects.exists()
    assert not ModulePage.objects.live().exists()
    assert all(module.current_version is None for module in modules.values())
    last = ModulePage.objects.get(slug=modules["MOD04"].slug)
    assert set(last.helps_first.all()) == {modules["MOD01"], modules["MOD02"]}
    last.get_latest_revision().publish()
    assert ModuleVersion.objects.get().module == modules["MOD04"]


def test_loading_again_leaves_alone_what_people_made_of_it() -> None:
    load(first=2)
    SubjectHeading.objects.filter(slug="data").update(title="Information")
    Source.objects.filter(key="ohid").update(title="A better title")
    kept, gone = ModulePage.objects.order_by("path")
    kept.title = "Another title"
    kept.save_revision().publish()
    gone.delete()
    before = counts()
    load(first=2)
    assert counts() == before
    assert ModulePage.objects.get().title == "Another title"
    assert SubjectHeading.objects.get(slug="data").title == "Information"
    assert Source.objects.get(key="ohid").title == "A better title"


def counts() -> list[int]:
    return [model.objects.count() for model in (Module, ModulePage, ModuleVersion, Source, SubjectHeading)]


def test_a_linked_case_is_left_out_where_no_cases_were_loaded() -> None:
    load(first=1)
    assert "linked_case" not in {block["type"] for block in blocks_of(ModuleVersion.objects.get().body)}


def test_modules_say_that_they_are_a_demonstration() -> None:
    load(first=1)
    assert "before live use it needs review" in ModulePage.objects.get().review_note
