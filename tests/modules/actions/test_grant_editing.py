import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from learning.modules.actions.grant_editing import grant_editing
from learning.modules.models import Source, SubjectHeading
from learning.workforce.models import Role, User
from tests.certificates.factories import holder_of
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

from ..factories import catalogue_page, module_page, published, trainer

pytestmark = pytest.mark.django_db


def administrator() -> User:
    user: User = RoleAssignmentFactory(role=Role.ADMINISTRATOR).user
    catalogue_page()
    user.groups.add(grant_editing()[1])
    return user


def test_doing_it_again_changes_nothing() -> None:
    catalogue_page()

    def granted() -> list[object]:
        return [
            (
                group.name,
                sorted(group.permissions.values_list("codename", flat=True)),
                sorted(group.page_permissions.values_list("page", "permission__codename")),
                group.collection_permissions.count(),
            )
            for group in grant_editing()
        ]

    assert granted() == granted()


def test_trainers_write_below_the_catalogue_and_nowhere_else_and_reviewers_let_it_out() -> None:
    user, page = trainer(), module_page()
    mine = page.permissions_for_user(user)
    assert mine.can_edit()
    assert not mine.can_publish()
    assert mine.can_submit_for_moderation()
    assert mine.can_delete()
    home = Site.objects.get(is_default_site=True).root_page
    elsewhere = home.permissions_for_user(user)
    assert not elsewhere.can_edit()
    assert not elsewhere.can_add_subpage()


def test_administrators_keep_every_page_and_list() -> None:
    user = administrator()
    home = Site.objects.get(is_default_site=True).root_page
    assert home.permissions_for_user(user).can_edit()
    assert published().permissions_for_user(user).can_publish()
    client = signed_in(user)
    for model in (Source, SubjectHeading):
        assert client.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200


def test_sources_and_headings_are_kept_not_deleted() -> None:
    for user in (trainer(), administrator()):
        assert user.has_perm("modules.change_source")
        assert not user.has_perm("modules.delete_source")
        assert not user.has_perm("modules.delete_subjectheading")


def test_trainers_do_not_reword_the_lists() -> None:
    assert not trainer().has_perm("modules.change_subjectheading")


@pytest.mark.parametrize("role", [None, Role.HR_LEAD, Role.TEAM_MANAGER, Role.NETWORK_LEAD])
def test_nobody_else_enters_the_editor(role: Role | None) -> None:
    page = module_page()
    client = signed_in(holder_of(role)) if role else signed_in(UserFactory(), second_factor=False)
    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        reverse(Source.snippet_viewset.get_url_name("list")),
    ):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403


def test_signed_out_one_is_led_to_sign_in() -> None:
    answer = Client().get(reverse("wagtailadmin_home"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
