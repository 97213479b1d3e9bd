"""Invented news of the demonstration, each of which says so."""

from __future__ import annotations

import datetime as dt
from typing import Final

from ..actions.plant_page import plant_page
from ..models import NewsIndexPage, NewsPage
from ..stored_blocks import stored_blocks

# Days before the demonstration's own, title, introduction, text.
NEWS: Final = (
    (
        12,
        "Two more partners learn together",
        "An invented town’s library service and bus company have asked to join the demonstration network.",
        "<p>Nothing of this happened. It shows how a piece of news looks, with its day and its own page.</p>",
    ),
    (
        47,
        "A morning about secondary trauma",
        "Supervisors of six invented services talked over one learning case and what each would try.",
        "<p>Nothing of this happened. On a real site an editor writes here what people can still take part in.</p>",
    ),
)


def load_news(day: dt.date) -> int:
    """Make the items that are missing below the page for news, dated before `day`; returns how many there are."""
    index = NewsIndexPage.objects.first()
    if index is None:
        return 0
    for before, title, intro, text in reversed(NEWS):
        key = f"demo-news-{before}"
        item = NewsPage(
            title=title,
            intro=intro,
            day=day - dt.timedelta(days=before),
            is_invented=True,
            body=stored_blocks(key, ("text", text)),
        )
        plant_page(index, item, key)
    return NewsPage.objects.child_of(index).count()
