"""Ask, ninety days after a completion, whether it is used at work; remind once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.ask_about_practice import ask_about_practice


class Command(BaseCommand):
    help = "Asks people ninety days after a completion whether they use it, and reminds once. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        asked, reminded = ask_about_practice(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Asked {asked} people, reminded {reminded}.")
