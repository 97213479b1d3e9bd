"""The editor's own screens, as a trainer with every permission and as a superuser: no way round the readers."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import rich_text, streamfield

from learning.cases.learning_draft import DraftState
from learning.cases.models import LearningCasePage, LearningDraft
from learning.workforce.models import Role, User
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

from .case_factories import Desk, desk
from .factories import library
from .learning_drafts import agreed, published_from_practice, sent
from .test_publication import EDITOR_DOES, form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def people() -> Desk:
    return desk()


@pytest.fixture(params=["trainer", "superuser"])
def mighty(request: pytest.FixtureRequest) -> User:
    user: User = UserFactory(is_superuser=request.param == "superuser", is_staff=True)
    group = Group.objects.create(name="everything")
    root = Page.objects.get(depth=1)
    for action in EDITOR_DOES:
        GroupPagePermission.objects.create(group=group, page=root, permission_type=action)
    user.groups.add(group)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for role in (Role.TRAINER, Role.ADMINISTRATOR):
        RoleAssignmentFactory(user=user, role=role)
    return user


@pytest.fixture
def editor(mighty: User) -> Client:
    return signed_in(mighty)


def words(**changes: Any) -> dict[str, Any]:
    point = streamfield([("point", "Be there before you ask")])
    said = {
        "title": "Typed in the editor",
        "context": "A young person waits.",
        "what_happened": rich_text("<p>Somebody made tea.</p>"),
        "learning_points": point,
        "questions": point,
        "kept_words": "",
    }
    data = form(**(said | changes))
    data.pop("is_invented")
    return data


def live(draft: LearningDraft) -> bool:
    return LearningCasePage.objects.filter(pk=draft.page_id, live=True).exists()


def test_saving_with_every_button_publishes_nothing(people: Desk, editor: Client) -> None:
    draft = agreed(people)
    address = reverse("wagtailadmin_pages:edit", args=[draft.page_id])
    for button in ("action-publish", "action-submit", "action-workflow-action", "action-restart-workflow"):
        answer = editor.post(address, words(**{button: button}))
        assert answer.status_code in (302, 403), answer.context["form"].errors
    page = LearningCasePage.objects.get(pk=draft.page_id)
    assert not page.live
    assert page.current_workflow_state is None
    assert page.scheduled_revision is None


def test_an_edit_while_it_is_read_voids_what_was_agreed(people: Desk, editor: Client) -> None:
    draft = sent(people)
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[draft.page_id]), words())
    assert answer.status_code == 302, answer.context["form"].errors
    draft.refresh_from_db()
    assert draft.state == DraftState.WRITING


def test_words_that_name_somebody_are_not_saved(people: Desk, editor: Client) -> None:
    draft = agreed(people)
    page = LearningCasePage.objects.get(pk=draft.page_id)
    before = page.revisions.count()
    for more in ({}, {"is_invented": "on"}):
        answer = editor.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), words(context="Jayden Okonkwo-Price waits.", **more)
        )
        assert answer.status_code == 200
        assert "Jayden Okonkwo-Price" in str(answer.context["form"].errors)
    assert page.revisions.count() == before


def test_a_reason_keeps_a_word_that_is_nobody_s(people: Desk, editor: Client) -> None:
    draft = agreed(people)
    data = words(context="The Okonkwo-Price method helped.", kept_words="Okonkwo-Price: a method in print")
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[draft.page_id]), data)
    assert answer.status_code == 302, answer.context["form"].errors


def test_nothing_of_it_is_previewed_before_it_is_screened(people: Desk, editor: Client) -> None:
    draft = agreed(people)
    answer = editor.post(reverse("wagtailadmin_pages:preview_on_edit", args=[draft.page_id]), words(context="Jayden."))
    assert answer.status_code in (302, 403, 404) or not answer.json()["is_available"]
    assert "Jayden" not in str(dict(editor.session.items()))


@pytest.mark.parametrize("screen", ["copy", "publish", "unschedule", "workflow"])
def test_no_screen_lets_it_out(people: Desk, editor: Client, screen: str) -> None:
    draft = agreed(people)
    page = LearningCasePage.objects.get(pk=draft.page_id)
    addresses = {
        "copy": reverse("wagtailadmin_pages:copy", args=[page.pk]),
        "publish": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}",
        "unschedule": reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.latest_revision_id]),
        "workflow": reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[page.pk]),
    }
    data = {
        "new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "publish_copies": "on",
        "copy_subpages": "on", "alias": "on",
    }  # fmt: skip
    editor.post(addresses[screen], data)
    assert not LearningCasePage.objects.live().exists()
    assert LearningCasePage.objects.count() == 1


def test_it_moves_nowhere(people: Desk, editor: Client) -> None:
    draft = agreed(people)
    home = Page.objects.get(depth=2)
    editor.post(reverse("wagtailadmin_pages:move_confirm", args=[draft.page_id, home.pk]))
    page = LearningCasePage.objects.get(pk=draft.page_id)
    assert page.get_parent().pk == library().pk


def test_the_library_is_neither_copied_nor_aliased_with_it(people: Desk, editor: Client) -> None:
    published_from_practice(people)
    for alias in ("", "on"):
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": Page.objects.get(depth=2).pk,
                "copy_subpages": "on", "publish_copies": "on", "alias": alias}  # fmt: skip
        editor.post(reverse("wagtailadmin_pages:copy", args=[library().pk]), data)
    assert LearningCasePage.objects.count() == 1


def test_an_older_draft_is_a_draft_again(people: Desk, editor: Client) -> None:
    draft = sent(people)
    first = LearningCasePage.objects.get(pk=draft.page_id).revisions.order_by("pk").first()
    assert first is not None
    address = reverse("wagtailadmin_pages:revisions_revert", args=[draft.page_id, first.pk])
    page = editor.get(address)
    assert page.status_code == 200
    editor.post(reverse("wagtailadmin_pages:edit", args=[draft.page_id]), words(revision=first.pk))
    draft.refresh_from_db()
    assert not live(draft)
    assert draft.state == DraftState.WRITING


def test_locked_or_not_it_goes_out_by_its_readers_alone(people: Desk, editor: Client) -> None:
    draft = sent(people)
    for screen in ("lock", "unlock"):
        editor.post(reverse(f"wagtailadmin_pages:{screen}", args=[draft.page_id]))
        assert not live(draft)
    draft.refresh_from_db()
    assert draft.state == DraftState.REVIEW
    assert not draft.agreed


def test_what_is_written_from_practice_is_not_deleted_with_its_way(people: Desk, editor: Client) -> None:
    draft = agreed(people)
    editor.post(reverse("wagtailadmin_pages:delete", args=[draft.page_id]))
    editor.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={draft.page_id}")
    editor.post(reverse("wagtailadmin_pages:delete", args=[library().pk]))
    assert LearningCasePage.objects.filter(pk=draft.page_id).exists()


def test_nobody_edits_what_is_written_from_their_own_case(people: Desk, mighty: User, editor: Client) -> None:
    draft = agreed(people)
    LearningDraft.objects.filter(pk=draft.pk).update(author=mighty)
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[draft.page_id]), words())
    assert answer.status_code in (302, 403)
    assert LearningCasePage.objects.get(pk=draft.page_id).revisions.count() == 1


def test_nothing_in_the_editor_leads_to_the_case_or_to_whom_it_is_from(people: Desk, editor: Client) -> None:
    """Explorer, editing, history and search: neither the partner, its people nor the number of the case."""
    people.here.name = "Marker Partner"
    people.here.save()
    draft = published_from_practice(people)
    pages = [
        reverse("wagtailadmin_explore", args=[library().pk]),
        reverse("wagtailadmin_pages:edit", args=[draft.page_id]),
        reverse("wagtailadmin_pages:history", args=[draft.page_id]),
        reverse("wagtailadmin_pages:usage", args=[draft.page_id]),
        reverse("wagtailadmin_pages:search") + "?q=door",
        reverse("wagtailadmin_choose_page_child", args=[library().pk]),
        reverse("wagtailadmin_reports:site_history"),
    ]
    told = re.compile(rf"{draft.case.number}|{draft.case.uuid}|Marker Partner|author@|own-reviewer@")
    for address in pages:
        answer = editor.get(address)
        assert answer.status_code == 200, address
        assert not told.search(answer.content.decode()), address
