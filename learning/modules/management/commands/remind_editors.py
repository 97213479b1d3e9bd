"""Letters to people who work in the editor: reviews that came to them, and on Mondays sources that are due."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.remind_reviews import remind_reviewers, remind_sources

MONDAY = 0


class Command(BaseCommand):
    help = "Writes to whoever holds a review, and on Mondays to those with sources to look at again. For cron, daily."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        reviews = remind_reviewers(today)
        sources = remind_sources(today) if today.weekday() == MONDAY else 0
        if options["verbosity"]:
            self.stdout.write(f"{reviews} reviews are held by somebody; {sources} people have sources to look at.")
