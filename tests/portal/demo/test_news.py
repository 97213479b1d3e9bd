"""News of the demonstration: invented, saying so, and made once."""

import datetime as dt

import pytest

from learning.modules.content import content_file
from learning.portal.actions.load_programme import load_programme
from learning.portal.demo.news import NEWS, load_news
from learning.portal.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 2, 28)


def test_each_item_is_invented_says_so_and_is_made_once() -> None:
    load_programme(content_file())
    assert load_news(DAY) == load_news(DAY) == len(NEWS)
    assert all(item.is_invented and item.day < DAY for item in NewsPage.objects.all())


def test_what_an_editor_deleted_stays_away() -> None:
    load_programme(content_file())
    load_news(DAY)
    NewsPage.objects.first().delete()
    assert load_news(DAY) == len(NEWS) - 1


def test_without_a_page_for_news_there_is_none() -> None:
    load_programme(content_file())
    NewsIndexPage.objects.get().delete()
    assert load_news(DAY) == 0
