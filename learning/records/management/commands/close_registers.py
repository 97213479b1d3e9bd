"""Close the registers of live sessions that nobody closed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.keep_register import close_forgotten_registers


class Command(BaseCommand):
    help = "Closes registers with taps a day and a half after their session, so that nobody waits for a certificate."

    def handle(self, *args: Any, **options: Any) -> None:
        count = close_forgotten_registers(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Closed {count} registers.")
