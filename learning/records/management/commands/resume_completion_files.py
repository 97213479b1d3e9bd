"""Go on with files of completions, in and out, whose worker died; for cron."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.resume_exchange import resume_exchange


class Command(BaseCommand):
    help = "Goes on with files of completions that were being read, recorded, undone or made when their worker died."

    def handle(self, *args: Any, **options: Any) -> None:
        resumed = resume_exchange(timezone.now())
        if resumed.done or options["verbosity"] > 1:
            self.stdout.write(f"Went on with {resumed.done} files of completions.")
        resumed.or_complain()
