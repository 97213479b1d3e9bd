import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from learning.modules.content import content_file
from learning.portal.demo.load import DemoRefusedError, load_demo

WIDTH = 28


class Command(BaseCommand):
    help = "Loads the invented network: 20 partners, 2,650 people and a year of their learning. Safe to run again."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._said: dict[str, int] = {}

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented people belong in a demonstration. Start it with ./run demo, or set DEMO=1.")
        try:
            load_demo(content_file(), timezone.localdate(), self._report)
        except DemoRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write("  making it all findable …")
        call_command("update_index", verbosity=0)

    def _report(self, what: str, done: int, of: int) -> None:
        """A bar that redraws itself on a terminal; where there is none, a line for each tenth of a long step."""
        if self.stderr.isatty():
            filled = round(WIDTH * done / of) if of else WIDTH
            bar = "●" * filled + "○" * (WIDTH - filled)
            self.stderr.write(f"\r  {what:<12} {bar} {done:,} of {of:,}", ending="\n" if done >= of else "")
            sys.stderr.flush()
        elif self._is_worth_a_line(what, done, of):
            self.stderr.write(f"  {what}: {done:,} of {of:,}")

    def _is_worth_a_line(self, what: str, done: int, of: int) -> bool:
        tenth = 10 * done // of if of else 10
        if self._said.get(what) == tenth:
            return False
        self._said[what] = tenth
        return True
