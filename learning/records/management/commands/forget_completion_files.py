"""Forget what files of completions said of people long ago; for cron, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.forget_exchange import DOWNLOADS_KEPT, OPEN_FOR, ROWS_KEPT, forget_exchange


class Command(BaseCommand):
    help = (
        f"Throws away files of past completions that nobody recorded for {OPEN_FOR.days} days, forgets rows after "
        f"{ROWS_KEPT.days} days and files of receipts after {DOWNLOADS_KEPT.days}. What was recorded stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten = forget_exchange(timezone.now())
        self.stdout.write(
            f"Threw {forgotten.thrown} unrecorded files away; forgot {forgotten.rows} rows, the files of "
            f"{forgotten.downloads} receipts and {forgotten.strays} stray uploads."
        )
