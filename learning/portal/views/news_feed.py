"""The news as an Atom feed, for whoever follows them elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from ..models import NewsIndexPage, NewsPage

if TYPE_CHECKING:
    _Feed = Feed[NewsPage, NewsIndexPage]
else:
    _Feed = Feed

MOST: Final = 20


class NewsFeed(_Feed):
    """The latest news that anybody may read."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> NewsIndexPage:
        return get_object_or_404(NewsIndexPage.objects.live().public())

    def title(self, obj: NewsIndexPage) -> str:
        return str(obj.title)

    def link(self, obj: NewsIndexPage) -> str:
        return str(obj.url)

    def subtitle(self, obj: NewsIndexPage) -> str:
        return str(obj.intro)

    def items(self, obj: NewsIndexPage) -> QuerySet[NewsPage]:
        found: QuerySet[NewsPage] = NewsPage.objects.child_of(obj).live().public().order_by("-day", "-pk")[:MOST]
        return found

    def item_title(self, item: NewsPage) -> str:
        return str(item.title)

    def item_description(self, item: NewsPage) -> str:
        return str(item.intro)

    def item_link(self, item: NewsPage) -> str:
        return str(item.url)

    def item_pubdate(self, item: NewsPage) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(item.day, dt.time(9)))

    def item_updateddate(self, item: NewsPage) -> dt.datetime:
        changed: dt.datetime = item.last_published_at or self.item_pubdate(item)
        return changed


_feed = NewsFeed()


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The latest news, newest first."""
    return _feed(request)
