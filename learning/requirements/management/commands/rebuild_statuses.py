"""Make the table of statuses again from the ledger: after requirements or levels changed, or after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from ...actions.rebuild_statuses import rebuild_everybody


class Command(BaseCommand):
    help = "Makes every person's statuses again from the ledger. It may run at any time and twice."

    def handle(self, *args: Any, **options: Any) -> None:
        def say(done: int, people: int) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(f"{done:,} of {people:,} people")

        count = rebuild_everybody(say)
        if options["verbosity"]:
            self.stdout.write(f"{count:,} spans of statuses written.")
