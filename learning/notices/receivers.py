from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from .signals import message_queued
from .tasks import deliver_message


@receiver(message_queued)
def deliver_after_commit(sender: Any, message_id: int, **kwargs: Any) -> None:
    """Enqueue when the row can be seen by a worker; if that fails, the next `send_notices` finds the row."""
    transaction.on_commit(partial(deliver_message.enqueue, message_id), robust=True)
