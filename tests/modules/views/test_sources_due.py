"""What is to be looked at again: one's own first, everybody's on wish, and nobody else's business."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from learning.modules.models import Source
from learning.workforce.models import Role, User
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory

from .. import bodies
from ..factories import module_page, trainer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = dt.date(2026, 2, 28)
ADDRESS = "/cms/sources-due/"


def source(title: str, due: dt.date | None, owner: User | None = None) -> Source:
    made: Source = Source.objects.create(
        key=title.lower().replace(" ", "-"),
        title=title,
        publisher="OHID",
        url="https://example.org/d",
        licence="OGL v3",
        review_due=due,
        owner=owner,
    )
    return made


def shown(client: Client, address: str = ADDRESS) -> list[str]:
    """The titles in the order of the screen."""
    return [one.title for one in client.get(address).context["due"]]


def test_one_s_own_that_are_due_the_oldest_first() -> None:
    me, colleague = trainer(), trainer()
    source("Due today", TODAY, me)
    source("Due long ago", dt.date(2025, 6, 1), me)
    source("Due tomorrow", dt.date(2026, 3, 1), me)
    source("Never due", None, me)
    source("A colleague's", TODAY, colleague)
    client = signed_in(me)
    assert shown(client) == ["Due long ago", "Due today"]
    assert shown(client, f"{ADDRESS}?all") == ["Due long ago", "A colleague's", "Due today"]
    html = client.get(ADDRESS).content.decode()
    assert "1 June 2025" in " ".join(html.split())
    assert 'href="?all"' in html


def test_each_leads_to_its_entry_and_to_the_source_itself() -> None:
    me = trainer()
    due = source("Due today", TODAY, me)
    html = signed_in(me).get(ADDRESS).content.decode()
    assert f'href="{reverse("wagtailsnippets_modules_source:edit", args=[due.pk])}"' in html
    assert 'href="https://example.org/d"' in html


def test_one_without_an_owner_goes_to_whoever_owns_its_modules() -> None:
    me, colleague = trainer(), trainer()
    due = source("Ours", TODAY)
    page = module_page(body=[bodies.section("s1", bodies.key_point("k1", due.pk))])  # type: ignore[arg-type]  # a key
    page.owner = me
    page.save()
    assert shown(signed_in(me)) == ["Ours"]
    assert shown(signed_in(colleague)) == []
    assert "None is due." in signed_in(colleague).get(ADDRESS).content.decode()


def test_a_new_day_takes_it_off_the_list_and_off_the_first_screen() -> None:
    me = trainer()
    due = source("Due today", TODAY, me)
    client = signed_in(me)
    home = reverse("wagtailadmin_home")
    assert "1 source to look at again" in client.get(home).content.decode()
    entry = reverse("wagtailsnippets_modules_source:edit", args=[due.pk])
    form = {
        "title": due.title,
        "publisher": due.publisher,
        "url": due.url,
        "licence": due.licence,
        "accessed": "2026-02-28",
        "review_due": "2027-02-28",
        "owner": me.pk,
        "key": due.key,
    }
    assert client.post(entry, form).status_code == 302
    assert shown(client) == []
    assert not re.search(r"\d sources? to look at again", client.get(home).content.decode())


def test_who_writes_no_modules_has_no_such_list() -> None:
    reviewer: User = RoleAssignmentFactory(role=Role.LIVED_EXPERIENCE).user
    trainer()
    assert signed_in(reviewer).get(ADDRESS).status_code in {302, 403}
