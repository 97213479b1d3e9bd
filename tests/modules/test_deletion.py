"""What the editor deletes and what it keeps, by each of its roads: a page's menu, the listing, several at once."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from learning.modules.content import content_file
from learning.modules.deletion import KeptPage
from learning.modules.models import Module, ModulePage, ModuleVersion
from learning.portal.actions.load_programme import load_programme
from learning.portal.models import ProgrammePage
from learning.workforce.models import User
from tests.cases.factories import library
from tests.signing_in import signed_in
from tests.workforce.factories import UserFactory

from .actions.test_grant_editing import administrator
from .factories import catalogue_page, module_page, published, trainer

pytestmark = pytest.mark.django_db


def deletion(page: Page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def in_bulk(client: Client, *pages: Page) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    answer = client.post(f"{address}?{chosen}&next={reverse('wagtailadmin_home')}", follow=True)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def offered(client: Client, page: Page) -> bool:
    """Whether the listing of the page's siblings offers to delete it."""
    answer = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    assert answer.status_code == 200
    return deletion(page) in answer.content.decode()


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", html)


def is_there(page: Page) -> bool:
    return bool(Page.objects.filter(pk=page.pk).exists())


@pytest.fixture
def superuser() -> User:
    catalogue_page()
    return UserFactory(is_superuser=True, is_staff=True)


def kept_pages() -> list[Page]:
    """Front page, first page of the programme, catalogue, library, support page and the three notices."""
    library()
    catalogue_page()
    first = ProgrammePage.objects.child_of(load_programme(content_file())).get()
    return [*(page.specific for page in Page.objects.type(KeptPage)), first]


def test_what_holds_the_site_together_is_not_deleted_by_anybody(superuser: User) -> None:
    user = administrator()
    client, pages = signed_in(user), kept_pages()
    assert len(pages) == 8
    for page in pages:
        for somebody in (user, superuser):
            may = page.permissions_for_user(somebody)
            assert not may.can_delete()
            assert not may.can_unpublish()
            assert not may.can_move()
        client.post(deletion(page))
        assert not offered(client, page)
    in_bulk(client, *pages)
    assert all(is_there(page) for page in pages)


def test_a_page_below_the_programme_s_first_one_may_go() -> None:
    client = signed_in(administrator())
    first = ProgrammePage.objects.child_of(load_programme(content_file())).get()
    below = ProgrammePage.objects.child_of(first).first()
    assert below is not None
    assert first.is_first
    assert not below.is_first
    assert offered(client, below)
    client.post(deletion(below))
    assert not is_there(below)


@pytest.mark.parametrize("road", ["alone", "in bulk"])
def test_nothing_goes_that_holds_the_catalogue(road: str) -> None:
    client, catalogue = signed_in(administrator()), catalogue_page()
    plain_page = Site.objects.get(is_default_site=True).root_page
    assert catalogue.get_parent().pk == plain_page.pk
    if road == "alone":
        said = client.post(deletion(plain_page), follow=True).content.decode()
    else:
        said = in_bulk(client, plain_page)
    assert "It can be edited, but not deleted: nothing was changed." in plain(said)
    assert is_there(catalogue)


def test_a_trainer_deletes_a_draft_that_nobody_saw() -> None:
    client, page = signed_in(trainer()), module_page()
    assert offered(client, page)
    assert "frozen version" not in client.get(deletion(page)).content.decode()
    client.post(deletion(page))
    assert not is_there(page)


def test_a_trainer_deletes_several_drafts_at_once() -> None:
    client, one, two = signed_in(trainer()), module_page("One"), module_page("Two")
    in_bulk(client, one, two)
    assert not is_there(one)
    assert not is_there(two)


@pytest.mark.parametrize("is_live", [True, False], ids=["live", "unpublished"])
def test_a_trainer_hides_what_was_published_and_does_not_delete_it(is_live: bool) -> None:
    client, page = signed_in(trainer()), published()
    if not is_live:
        client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        page.refresh_from_db()
        assert not page.live
    assert not offered(client, page)
    client.post(deletion(page))
    in_bulk(client, page)
    assert is_there(page)


def test_an_administrator_reads_first_what_goes_and_what_stays() -> None:
    client, page = signed_in(administrator()), published(title="Six principles")
    published(page, change="major", summary="Another beginning.")
    assert offered(client, page)
    asked = plain(client.get(deletion(page)).content.decode())
    assert "“Six principles” was published. What goes, for good: this page with its overview" in asked
    assert "What stays: the module’s name and its 2 frozen versions, every completion and every certificate" in asked
    assert is_there(page)
    client.post(deletion(page))
    assert not is_there(page)
    assert Module.objects.get().title == "Six principles"
    assert ModuleVersion.objects.count() == 2


def test_what_was_published_goes_by_itself_and_never_among_others() -> None:
    client, known, draft = signed_in(administrator()), published(title="Known"), module_page("Draft")
    assert "“Known” was published, so it is not deleted together with others" in in_bulk(client, draft, known)
    assert ModulePage.objects.count() == 2


def test_a_superuser_without_the_role_deletes_nothing_published(superuser: User) -> None:
    assert not published().permissions_for_user(superuser).can_delete()
    assert module_page("Draft").permissions_for_user(superuser).can_delete()


def test_a_copy_is_a_draft_of_its_own() -> None:
    user, page = trainer(), published()
    copy = page.copy(update_attrs={"slug": "a-copy"}, keep_live=False)
    assert copy.permissions_for_user(user).can_delete()
    assert not page.permissions_for_user(user).can_delete()


def test_the_listing_asks_for_the_role_once(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    user = administrator()
    pages = [published(title=f"Module {n}") for n in range(3)]
    with django_assert_max_num_queries(100) as asked:
        assert all(page.permissions_for_user(user).can_delete() for page in pages)
    assert sum("workforce_roleassignment" in query["sql"] for query in asked.captured_queries) == 1
