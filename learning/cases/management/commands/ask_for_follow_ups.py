"""Ask the authors of cases how it went, six and twelve weeks after they answered what was recommended."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.ask_for_follow_ups import ask_for_follow_ups


class Command(BaseCommand):
    help = "Writes to the authors of cases whose follow-up is due, and once more a week later."

    def handle(self, *args: Any, **options: Any) -> None:
        due = ask_for_follow_ups(timezone.localdate())
        if due or options["verbosity"] > 1:
            self.stdout.write(f"Follow-ups that are due: {due}.")
