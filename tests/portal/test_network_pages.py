"""Pages on which the network speaks of itself: where they stand, what they lead to, the news and its feed."""

import datetime as dt
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from learning.modules.actions.load_headings import load_headings
from learning.modules.content import content_file
from learning.modules.models import HeadingList, SubjectHeading
from learning.portal.actions.load_programme import load_programme
from learning.portal.models import HomePage, NewsIndexPage, NewsPage, PartnershipsPage, ProgrammePage, ProjectPage
from learning.portal.network_pages import STRANDS
from learning.portal.subjects import address_of
from learning.workforce.models import Role, User
from tests.signing_in import signed_in
from tests.workforce.factories import AreaFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = dt.date(2026, 2, 28)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def home() -> HomePage:
    content = content_file()
    load_headings(content["taxonomies"], content["editorial"])
    return load_programme(content)


@pytest.fixture
def news(home: HomePage) -> NewsIndexPage:
    return NewsIndexPage.objects.get()


def tell(news: NewsIndexPage, title: str, day: dt.date = TODAY, **fields: object) -> NewsPage:
    page: NewsPage = news.add_child(instance=NewsPage(title=title, day=day, **fields))
    page.save_revision().publish()
    return page


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", answer.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("home")
class TestWhereTheyStand:
    def test_a_project_names_the_pages_above_it(self, client: Client) -> None:
        html = words(client, "/network/projects/service-mapping/")
        crumbs = re.findall(r'<a href="(/network/[^"]*)">', html.split("<h1")[0].split("Breadcrumb")[1])
        assert crumbs == ["/network/", "/network/projects/"]
        assert 'href="/network/projects/" aria-current="true"' in html

    def test_the_index_of_projects_lists_all_nine(self, client: Client) -> None:
        html = words(client, "/network/projects/")
        assert all(f"<strong>{name}</strong>" in html for name in content_file()["programme"]["projects"])

    def test_they_have_one_lasting_address_whatever_they_are_called(self, client: Client) -> None:
        top = ProgrammePage.objects.get(slug="network")
        top.slug = "who-we-are"
        top.save_revision().publish()
        assert client.get(reverse("about"))["Location"] == "/who-we-are/"
        top.unpublish()
        assert client.get(reverse("about")).status_code == 404

    def test_a_hidden_page_is_in_no_list(self, client: Client) -> None:
        ProjectPage.objects.get(slug="service-mapping").unpublish()
        ProgrammePage.objects.get(slug="governance").unpublish()
        assert "Service mapping" not in words(client, "/network/projects/")
        assert "Governance" not in words(client, "/network/").split("About the network")[1]


@pytest.mark.usefixtures("home")
class TestWhatTheyLeadTo:
    def test_a_project_and_its_strand_lead_to_each_other(self, client: Client) -> None:
        assert 'href="/strands/workforce/"' in words(client, "/network/projects/workforce-development/")
        assert 'href="/network/projects/workforce-development/"' in words(client, "/strands/workforce/")

    def test_a_project_without_a_strand_claims_none(self, client: Client) -> None:
        assert "To learn about this" not in words(client, "/network/projects/communication-and-campaigns/")

    def test_every_named_project_is_one_of_the_programme(self) -> None:
        assert set(STRANDS) < set(content_file()["programme"]["projects"])
        assert set(STRANDS.values()) <= set(content_file()["taxonomies"]["strands"])

    def test_a_page_leads_to_its_step(self, client: Client) -> None:
        assert 'href="/steps/define-the-problem/"' in words(client, "/network/strategic-needs-assessment/")

    @pytest.mark.parametrize(
        ("list_", "slug", "address"),
        [
            (HeadingList.TIER, "primary", "/tiers/primary/"),
            (HeadingList.LEVEL, "level-2", "/levels/2/"),
            (HeadingList.AUDIENCE, "leaders", "/catalogue/?audience=leaders"),
        ],
    )
    def test_every_term_has_somewhere_to_lead(self, list_: str, slug: str, address: str) -> None:
        assert address_of(SubjectHeading.objects.get(list=list_, slug=slug)) == address

    def test_partnerships_name_their_areas(self, client: Client) -> None:
        address = PartnershipsPage.objects.get().url
        assert "No area is entered yet" in words(client, address)
        AreaFactory(name="Fenside")
        assert "<span>Fenside</span>" in words(client, address)


class TestNews:
    def test_the_newest_stands_first(self, news: NewsIndexPage, client: Client) -> None:
        tell(news, "Older", dt.date(2026, 1, 5))
        tell(news, "Newer", dt.date(2026, 2, 5), intro="In short.", is_invented=True)
        html = words(client, news.url)
        assert html.index(">Newer<") < html.index(">Older<")
        assert "5 February 2026" in html
        assert "invented" in html

    def test_with_none_it_says_so_and_progress_is_there(self, news: NewsIndexPage, client: Client) -> None:
        html = words(client, news.url)
        assert "Nothing is announced yet" in html
        assert "Concluding service mapping" in html

    def test_an_item_says_its_day(self, news: NewsIndexPage, client: Client) -> None:
        item = tell(news, "Newer", is_invented=True)
        html = words(client, item.url)
        assert '<time datetime="2026-02-28">28 February 2026</time>' in html
        assert "This news is invented" in html

    @pytest.mark.parametrize("page", ["2", "99", "none"])
    def test_many_stand_on_pages(self, news: NewsIndexPage, client: Client, page: str) -> None:
        for number in range(15):
            tell(news, f"Item {number}", TODAY - dt.timedelta(days=number))
        html = words(client, f"{news.url}?page={page}")
        assert ("Item 14<" in html) is (page != "none")

    def test_queries_do_not_grow(
        self, news: NewsIndexPage, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        counts = []
        for size in (1, 8):
            for number in range(size):
                tell(news, f"Item {size} {number}")
            client.get(news.url)
            with django_assert_max_num_queries(20) as captured:
                client.get(news.url)
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestFeed:
    def entries(self, client: Client) -> list[str]:
        answer = client.get(reverse("news_feed"))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.content)  # noqa: S314  our own feed
        return [str(entry.findtext(f"{ATOM}title")) for entry in feed.iter(f"{ATOM}entry")]

    def test_it_holds_what_anybody_may_read(self, news: NewsIndexPage, client: Client) -> None:
        tell(news, "Older", dt.date(2026, 1, 5))
        tell(news, "<b>Newer</b>")
        tell(news, "Gone").unpublish()
        PageViewRestriction.objects.create(page=tell(news, "Inside"), restriction_type=PageViewRestriction.LOGIN)
        assert self.entries(client) == ["<b>Newer</b>", "Older"]

    def test_it_is_named_on_the_page(self, news: NewsIndexPage, client: Client) -> None:
        assert f'type="application/atom+xml" title="Progress and news" href="{reverse("news_feed")}"' in words(
            client, news.url
        )

    def test_without_a_page_for_news_there_is_none(self, client: Client) -> None:
        assert client.get(reverse("news_feed")).status_code == 404

    def test_it_is_only_for_reading(self, news: NewsIndexPage, client: Client) -> None:
        assert client.post(reverse("news_feed")).status_code == 405


class TestEditing:
    @pytest.fixture
    def administrator(self, home: HomePage) -> User:
        from learning.modules.actions.grant_editing import grant_editing
        from tests.modules.factories import catalogue_page

        catalogue_page()
        user: User = RoleAssignmentFactory(role=Role.ADMINISTRATOR).user
        user.groups.add(grant_editing()[1])
        return user

    @pytest.mark.parametrize(
        ("parent", "kind"),
        [
            ("network", "programmepage"),
            ("projects", "projectpage"),
            ("news", "newspage"),
        ],
    )
    def test_an_administrator_adds_pages(self, administrator: User, parent: str, kind: str) -> None:
        above = Page.objects.get(slug=parent)
        browser = signed_in(administrator)
        assert browser.get(reverse("wagtailadmin_pages:add", args=["portal", kind, above.pk])).status_code == 200

    @pytest.mark.parametrize("model", [ProgrammePage, ProjectPage, NewsIndexPage, PartnershipsPage])
    def test_each_kind_is_edited_and_previewed(self, administrator: User, model: type[Page]) -> None:
        page = model.objects.order_by("-path").first()
        assert page is not None
        browser = signed_in(administrator)
        assert browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert page.specific.make_preview_request().status_code == 200

    def test_there_is_one_place_for_news(self, administrator: User) -> None:
        above = Page.objects.get(slug="network")
        address = reverse("wagtailadmin_pages:add", args=["portal", "newsindexpage", above.pk])
        assert signed_in(administrator).get(address).status_code in (302, 403)
