"""Go on with files of past completions whose worker died; for cron."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.resume_imports import resume_imports


class Command(BaseCommand):
    help = "Goes on with files of past completions that were being read, recorded or undone when their worker died."

    def handle(self, *args: Any, **options: Any) -> None:
        count = resume_imports(timezone.now())
        if count or options["verbosity"] > 1:
            self.stdout.write(f"Went on with {count} files of past completions.")
