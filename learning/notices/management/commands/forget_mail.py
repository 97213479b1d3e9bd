from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.forget_texts import KEPT_DAYS, forget_texts


class Command(BaseCommand):
    help = f"Forget what e-mails said {KEPT_DAYS} days ago or more; the log of what was sent stays. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten = forget_texts(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Forgot the text of {forgotten} messages.")
