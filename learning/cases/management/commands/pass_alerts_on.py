"""Ask the next one about alerts that nobody acknowledged within an hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.raise_alert import pass_alerts_on


class Command(BaseCommand):
    help = "Passes alerts that somebody may be at risk to the next one who can act, when an hour has gone by."

    def handle(self, *args: Any, **options: Any) -> None:
        passed = pass_alerts_on(timezone.now())
        if passed.done or options["verbosity"] > 1:
            self.stdout.write(f"Passed {passed.done} alerts on.")
        passed.or_complain()
