from django_tasks import task

from .actions.deliver_message import deliver


@task()
def deliver_message(message_id: int) -> bool:
    """Send one message of the outbox; safe to run any number of times."""
    return deliver(message_id)
