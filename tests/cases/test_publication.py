"""A learning case leaves the draft by the actions of its app, whatever else is tried and by whomever."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from learning.cases.models import LearningCasePage
from learning.cases.publication import NotPublishedHereError
from learning.workforce.models import Role, User
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

from .factories import draft, library, published

pytestmark = pytest.mark.django_db

EDITOR_DOES = ["add", "change", "publish", "bulk_delete", "lock", "unlock"]


@pytest.fixture
def editor() -> User:
    """Somebody with every permission that Wagtail knows, on every page."""
    group = Group.objects.create(name="everything")
    root = Page.objects.get(depth=1)
    for action in EDITOR_DOES:
        GroupPagePermission.objects.create(group=group, page=root, permission_type=action)
    user = UserFactory()
    user.groups.add(group)
    return user


@pytest.fixture
def superuser() -> User:
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture(params=["editor", "superuser"])
def mighty(request: pytest.FixtureRequest) -> User:
    user: User = request.getfixturevalue(request.param)
    return user


def test_a_new_case_is_a_draft_even_when_made_live() -> None:
    case = LearningCasePage(
        title="Live at once",
        context="x",
        what_happened="x",
        age_band="16_17",
        sector="health",
        anonymisation_basis="x",
        live=True,
    )
    library().add_child(instance=case)
    assert not LearningCasePage.objects.get(pk=case.pk).live


def test_publishing_a_revision_is_refused() -> None:
    case = draft()
    with pytest.raises(NotPublishedHereError):
        case.latest_revision.publish()
    assert not LearningCasePage.objects.get(pk=case.pk).live


def test_skipping_permission_checks_does_not_help() -> None:
    case = draft()
    with pytest.raises(PermissionDenied):
        case.latest_revision.publish(skip_permission_checks=True)


def test_the_schedule_publishes_nothing() -> None:
    case = draft()
    revision = case.latest_revision
    revision.approved_go_live_at = timezone.now() - dt.timedelta(days=1)
    revision.save()
    with pytest.raises(NotPublishedHereError):
        call_command("publish_scheduled")
    assert not LearningCasePage.objects.get(pk=case.pk).live


def test_a_copy_of_a_published_case_is_a_draft() -> None:
    copy = published().copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)
    assert not LearningCasePage.objects.get(pk=copy.pk).live


def test_an_alias_of_a_published_case_is_a_draft() -> None:
    alias = published().create_alias(update_slug="alias")
    assert not LearningCasePage.objects.get(pk=alias.pk).live


@pytest.mark.parametrize("ask", ["can_publish", "can_copy", "can_set_view_restrictions", "can_unschedule"])
def test_the_tester_denies(mighty: User, ask: str) -> None:
    assert not getattr(draft().permissions_for_user(mighty), ask)()


def test_the_tester_still_lets_a_draft_be_edited_and_deleted(mighty: User) -> None:
    tester = draft().permissions_for_user(mighty)
    assert tester.can_edit()
    assert tester.can_delete()


def test_what_was_published_can_be_hidden_but_not_deleted(mighty: User) -> None:
    tester = published().permissions_for_user(mighty)
    assert tester.can_unpublish()
    assert not tester.can_delete()


def test_the_tester_is_used_through_the_base_page_as_well(mighty: User) -> None:
    page = Page.objects.get(pk=draft().pk)
    assert not page.permissions_for_user(mighty).can_publish()


def test_the_library_does_not_publish_what_is_made_in_it(mighty: User) -> None:
    tester = library().permissions_for_user(mighty)
    assert tester.can_add_subpage()
    assert not tester.can_publish_subpage()


def test_a_library_with_cases_is_neither_copied_nor_deleted(mighty: User) -> None:
    draft()
    tester = library().permissions_for_user(mighty)
    assert not tester.can_copy()
    assert not tester.can_delete()


@pytest.mark.parametrize("action", ["publish", "change"])
def test_the_policy_knows_no_publishing(mighty: User, action: str) -> None:
    case = draft()
    policy = policy_registry.get(case)
    allowed = action != "publish"
    assert policy.user_has_permission(mighty, action) is allowed
    assert policy.user_has_permission_for_instance(mighty, action, case) is allowed
    assert policy.instances_user_has_permission_for(mighty, action).filter(pk=case.pk).exists() is allowed
    assert (mighty in policy.users_with_permission(action)) is allowed
    assert (mighty in policy.users_with_permission_for_instance(action, case)) is allowed


def test_there_is_no_workflow_to_approve(mighty: User) -> None:
    assert not draft().permissions_for_user(mighty).can_submit_for_moderation()


def test_the_editor_shows_no_dates_for_going_live() -> None:
    form = LearningCasePage.get_edit_handler().get_form_class()
    assert not {"go_live_at", "expire_at"} & set(form.base_fields)


def form(**changes: Any) -> dict[str, Any]:
    empty = streamfield([])
    return nested_form_data(
        {
            "title": "Typed in the editor",
            "slug": "typed-in-the-editor",
            "context": "A corridor.",
            "what_happened": rich_text("<p>Somebody asked.</p>"),
            "analysis": empty,
            "what_helped": empty,
            "learning_points": empty,
            "questions": empty,
            "content_note": "",
            "age_band": "16_17",
            "sector": "health",
            "tags": "",
            "is_invented": "on",
            "anonymisation_basis": "Invented.",
            "anonymisation": empty,
            "audience": "network",
            "audience_sector": "",
            "seo_title": "",
            "search_description": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "action-publish",
            "go_live_at": "2026-02-01 00:00",
            **changes,
        }
    )


@pytest.fixture
def in_the_editor(client: Client, editor: User) -> Client:
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    RoleAssignmentFactory(user=editor, role=Role.TRAINER)  # no role, no editor
    return signed_in(editor)


def test_the_publish_button_of_the_create_screen_makes_a_draft(in_the_editor: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["cases", "learningcasepage", library().pk])
    answer = in_the_editor.post(address, form())
    assert answer.status_code == 302, answer.context["form"].errors
    made = LearningCasePage.objects.get(slug="typed-in-the-editor")
    assert not made.live
    assert made.scheduled_revision is None


def test_the_publish_button_of_the_edit_screen_saves_a_draft(in_the_editor: Client) -> None:
    case = published()
    answer = in_the_editor.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), form(title="Changed"))
    assert answer.status_code == 302, answer.context["form"].errors
    case.refresh_from_db()
    assert case.title == "The open door"
    assert case.get_latest_revision_as_object().title == "Changed"


def test_the_edit_screen_offers_no_publishing(in_the_editor: Client) -> None:
    for address in (
        reverse("wagtailadmin_pages:add", args=["cases", "learningcasepage", library().pk]),
        reverse("wagtailadmin_pages:edit", args=[published().pk]),
    ):
        html = in_the_editor.get(address).content.decode()
        assert "Save draft" in html
        assert 'name="action-publish"' not in html
        assert 'name="go_live_at"' not in html
