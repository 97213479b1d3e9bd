"""Forget who was in returns that can no longer be undone; for cron, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.discard_return import forget_old_returns


class Command(BaseCommand):
    help = "Forgets what returns older than a fortnight listed, and throws away those that nobody finished."

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten, thrown = forget_old_returns(timezone.now())
        self.stdout.write(f"Forgot the lists of {forgotten} written returns; threw {thrown} unfinished ones away.")
