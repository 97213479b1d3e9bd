from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.forget_keys import forget_keys


class Command(BaseCommand):
    help = "Forgets the keys of what waited on devices longer than seven days."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_keys(timezone.now())} keys forgotten")
