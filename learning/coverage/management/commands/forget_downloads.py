from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.forget_downloads import forget_downloads


class Command(BaseCommand):
    help = "Deletes files of figures that were asked for more than seven days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_downloads(timezone.now())} downloads forgotten")
