"""Go on with returns whose worker died; for cron, safe beside a worker that is alive."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.resume_returns import resume_returns


class Command(BaseCommand):
    help = "Goes on with workforce returns that were being compared or written when their worker died."

    def handle(self, *args: Any, **options: Any) -> None:
        resumed = resume_returns(timezone.now())
        if resumed.done or options["verbosity"] > 1:
            self.stdout.write(f"Went on with {resumed.done} returns.")
        resumed.or_complain()
