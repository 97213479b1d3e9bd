"""A real worker, and workers that race for one message, on a real database file."""

from concurrent.futures import ThreadPoolExecutor

from django.core import mail
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from learning.notices.actions.deliver_message import deliver
from learning.notices.actions.queue_message import queue_message


def test_four_workers_send_once(file_database: str) -> None:
    message = queue_message(key="reminder:1", to="ayesha@example.org", subject="Due", text="Hello.")

    def work(_number: int) -> bool:
        try:
            return deliver(message.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, range(4)))
    assert sorted(results) == [False, False, False, True]
    assert len(mail.outbox) == 1


def test_the_worker_sends_what_was_queued_and_committed(file_database: str) -> None:
    queue_message(key="reminder:1", to="ayesha@example.org", subject="Due", text="Hello.")
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False)
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.get().return_value is True
