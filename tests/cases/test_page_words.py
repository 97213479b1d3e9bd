import pytest

from learning.cases.models import LearningCasePage
from learning.cases.page_words import kept_of, mark_of, words_of_page

from .factories import draft, stream

pytestmark = pytest.mark.django_db


def test_every_box_that_is_written_in_is_read() -> None:
    page = draft(
        anonymisation=stream("statement", {"about": "Names", "how": "None kept"}),
        seo_title="For engines",
        search_description="In short",
    )
    page.tags.add("kitchens")
    assert words_of_page(page) == {
        "title": "The open door",
        "content_note": "Waiting and fear.",
        "context": "A young person waited in a corridor.",
        "seo_title": "For engines",
        "search_description": "In short",
        "anonymisation_basis": "Invented.",
        "what_happened": "Somebody asked whether the door should stay open.",
        "analysis": "choice\nThe door was theirs.",
        "what_helped": "A chair near the door",
        "learning_points": "Ask before you close a door",
        "questions": "Who chooses where people sit?",
        "anonymisation": "Names\nNone kept",
        "tags": "kitchens",
    }


def test_every_field_of_the_editor_is_in_the_mark() -> None:
    """A field that is added to the page later must void approvals as well."""
    page = draft()
    before = mark_of(page)
    for name in LearningCasePage.get_edit_handler().get_form_class().base_fields:
        if name in ("agencies", "headings", "tags", "comment_notifications", "show_in_menus"):
            continue
        field = LearningCasePage._meta.get_field(name)
        changed = LearningCasePage.objects.get(pk=page.pk)
        value = not getattr(page, name) if field.get_internal_type() == "BooleanField" else "changed"
        if hasattr(getattr(page, name), "stream_block"):
            value = stream("point", "more")
            value = stream("principle", {"principle": "choice", "note": "x"}) if name == "analysis" else value
            value = stream("statement", {"about": "x", "how": "y"}) if name == "anonymisation" else value
        setattr(changed, name, value)
        assert mark_of(changed) != before, name
    page.tags.add("new")
    assert mark_of(page) != before


def test_a_mark_stays_through_saving_and_loading() -> None:
    page = draft()
    page.tags.add("b", "a")
    revision = page.save_revision()
    assert mark_of(revision.as_object()) == mark_of(page)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("", {}),
        ("May: the month", {"May": "the month"}),
        ("May: the month\n\nMASH: a team: many have one\n", {"May": "the month", "MASH": "a team: many have one"}),
        ("no reason", {}),
    ],
)
def test_reasons_are_a_line_each(lines: str, kept: dict[str, str]) -> None:
    assert kept_of(lines) == kept
