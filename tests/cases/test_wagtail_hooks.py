"""What holds published cases is not deleted from the editor, and the editor says so without an error."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from learning.cases.actions.link_case_to_module import link_case_to_module
from learning.cases.models import LearningCasePage
from learning.workforce.models import Role
from tests.requirements.factories import ModuleFactory
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory

from .factories import TODAY, draft, library, published
from .test_publication import editor  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_the_editor(client: Client, editor) -> Client:  # noqa: F811  the fixture by its name
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    RoleAssignmentFactory(user=editor, role=Role.TRAINER)  # no role, no editor
    return signed_in(editor)


def delete(client: Client, page: Page) -> str:
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("which", ["above", "bulk"])
def test_what_stands_above_a_published_case_stays(in_the_editor: Client, which: str) -> None:
    link_case_to_module(published(), ModuleFactory(), "A point", TODAY)
    above = Page.objects.get(pk=library().get_parent().pk)
    if which == "above":
        said = delete(in_the_editor, above)
    else:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        answer = in_the_editor.post(f"{address}?id={above.pk}&next=/cms/", follow=True)
        assert answer.status_code == 200
        said = answer.content.decode()
    assert "not deleted: nothing was changed" in said
    assert LearningCasePage.objects.live().count() == 1


def test_a_draft_may_be_deleted(in_the_editor: Client) -> None:
    case = draft()
    delete(in_the_editor, case)
    assert not LearningCasePage.objects.filter(pk=case.pk).exists()
