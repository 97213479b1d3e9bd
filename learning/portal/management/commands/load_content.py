from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import Page

from learning.cases.actions.load_cases import link_loaded_cases, load_cases
from learning.modules.actions.grant_editing import grant_editing
from learning.modules.actions.load_headings import load_headings
from learning.modules.actions.load_modules import load_modules
from learning.modules.actions.load_sources import load_sources
from learning.modules.actions.set_up_review import set_up_review
from learning.modules.content import content_file
from learning.modules.models import Module
from learning.requirements.actions.load_requirements import load_requirements

from ...actions.load_programme import load_programme
from ...models import HomePage, NetworkPage, NoticePage, SupportPage

# In the demonstration the content has been there for so long: longer than anybody's completion is old.
DEMO_SINCE = dt.timedelta(days=4 * 365)
# The network asked for it much later: those first asked had their 90 days, and a whole year of figures lies behind.
DEMO_ASKED_SINCE = dt.timedelta(days=500)
MORNING = dt.time(9, 0)


class Command(BaseCommand):
    help = (
        "Loads the content that comes with the product: lists, sources, the network's own pages, learning cases, the "
        "modules and which level asks for which. Modules and cases come as drafts, in the demonstration live. Safe to "
        "run again: what is there stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--live", action="store_true", default=settings.DEMO, help="Publish the modules at once.")
        parser.add_argument(
            "--published-on", metavar="YYYY-MM-DD", help="The day they count as published from; otherwise today."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day = self._day(options["published_on"])
        live = options["live"]
        content = content_file()
        self._say("subject headings", load_headings(content["taxonomies"], content["editorial"]))
        self._say("sources", load_sources(content["sources"]))
        home = load_programme(content)
        self._say("pages of the network", Page.objects.type(HomePage, NetworkPage, NoticePage, SupportPage).count())
        cases = load_cases(content, home, day, live=live)
        self._say("learning cases", len(cases), "all invented")
        modules = load_modules(content, home, cases, live=live, published_at=self._moment(day))
        self._say("modules", len(modules), _state(modules))
        self._say("links of cases to modules", link_loaded_cases(content, cases, modules, day))
        load_requirements(content["taxonomies"], modules, self._asked_from(day, options["published_on"]))
        self._say("levels", len(content["taxonomies"]["level_paths"]), "with the modules that each asks for")
        self._say("groups of editors", len(grant_editing()))
        self._say("steps of review", set_up_review().tasks.count())
        # The worker would do it too, page by page; search should find everything from the first visit on.
        call_command("update_index", verbosity=0)

    def _say(self, what: str, count: int, note: str = "") -> None:
        self.stdout.write(f"  {count:>4} {what}{f', {note}' if note else ''}")

    def _day(self, wished: str | None) -> dt.date:
        if wished:
            try:
                return dt.date.fromisoformat(wished)
            except ValueError as error:
                raise CommandError(f"“{wished}” is no day. Write it as in 2026-02-28.") from error
        today = timezone.localdate()
        return today - DEMO_SINCE if settings.DEMO else today

    def _asked_from(self, published_on: dt.date, wished: str | None) -> dt.date:
        """The first day on which levels ask for modules: that of their publication, in the demonstration later."""
        if wished or not settings.DEMO:
            return published_on
        return timezone.localdate() - DEMO_ASKED_SINCE

    def _moment(self, day: dt.date) -> dt.datetime | None:
        """When a publication of that day happened; today's happen now."""
        if day == timezone.localdate():
            return None
        return timezone.make_aware(dt.datetime.combine(day, MORNING))


def _state(modules: dict[str, Module]) -> str:
    """How many of the modules can be taken; the others are drafts for now."""
    live = sum(module.current_version_id is not None for module in modules.values())
    return "all live" if live == len(modules) else f"{live} live and {len(modules) - live} as drafts"
