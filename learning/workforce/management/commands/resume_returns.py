"""Go on with returns whose worker died; for cron, safe beside a worker that is alive."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions.compare_return import STUCK_AFTER, compare_return
from ...actions.write_return import write_return
from ...models import ReturnState, WorkforceReturn


class Command(BaseCommand):
    help = "Goes on with workforce returns that were being compared or written when their worker died."

    def handle(self, *args: Any, **options: Any) -> None:
        writing = WorkforceReturn.objects.filter(state=ReturnState.WRITING)
        following = WorkforceReturn.objects.filter(state=ReturnState.COMMITTED, followed_at=None)
        before = timezone.now() - STUCK_AFTER
        comparing = WorkforceReturn.objects.filter(state=ReturnState.COMPARING, compared_at__lt=before)
        number = 0
        for batch in comparing:
            compare_return(batch.pk)
            number += 1
        for batch in [*writing, *following]:
            write_return(batch.pk)
            number += 1
        self.stdout.write(f"Went on with {number} returns.")
