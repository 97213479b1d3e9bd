"""Long work of returns goes to the worker once what it needs is committed."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from .signals import return_waits
from .tasks import compare, write

TASKS = {"compare": compare, "write": write}


@receiver(return_waits)
def enqueue_work(sender: Any, batch_id: int, work: str, **kwargs: Any) -> None:
    transaction.on_commit(lambda: TASKS[work].enqueue(batch_id))
