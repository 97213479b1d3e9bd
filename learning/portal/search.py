"""One question to the whole site: modules, the cases that the reader may see, and the network's own pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from learning.cases.models import LearningCasePage
from learning.modules.models import ModulePage
from learning.modules.search_words import search_words

from .models import NetworkPage, NoticePage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

LONGEST: Final = 100
MOST: Final = 20


@dataclass(frozen=True)
class Found:
    """One page that the words were found in."""

    title: str
    href: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind, best first, at most `MOST`."""

    key: str
    title: Promise
    found: list[Found]


def search_site(text: str, user: User | AnonymousUser, day: dt.date) -> list[Group]:
    """What the words are found in, kind by kind; kinds without a find are left out. Empty words find nothing."""
    words = search_words(text, LONGEST)
    if not words:
        return []
    groups = [
        Group("modules", _("Modules"), _modules(words)),
        Group("cases", _("Learning cases"), _cases(words, user, day)),
        Group("pages", _("About the network"), _pages(words)),
    ]
    return [group for group in groups if group.found]


def _modules(words: str) -> list[Found]:
    pages = ModulePage.objects.live().public().defer_streamfields().search(words, operator="and")[:MOST]
    return [Found(page.title, reverse("overview", args=[page.slug]), page.summary) for page in pages]


def _cases(words: str, user: User | AnonymousUser, day: dt.date) -> list[Found]:
    cases = LearningCasePage.objects.visible_to(user, day).matching(words)[:MOST]
    return [Found(case.title, case.address, case.context, case.content_note) for case in cases]


def _pages(words: str) -> list[Found]:
    # An abstract kind stands for all kinds made of it.
    pages = Page.objects.type(NetworkPage, NoticePage).live().public().specific().search(words, operator="and")
    return [Found(page.title, page.url, page.intro) for page in pages[:MOST]]
