"""Compare the table of statuses with what the ledger says; end with 1 where they differ."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...actions.rebuild_statuses import differences

SHOWN = 20


class Command(BaseCommand):
    help = "Compares every stored status with the ledger and ends with 1 where they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(islice(differences(), SHOWN))
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError("The statuses differ from the ledger. Run rebuild_statuses, and ask how that came.")
        self.stdout.write("The statuses agree with the ledger.")
