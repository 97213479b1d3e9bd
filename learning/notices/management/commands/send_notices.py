from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ...actions.deliver_message import deliver, release
from ...models import Message


class Command(BaseCommand):
    help = "Send the e-mails that wait in the outbox. For cron, every ten minutes; safe beside the worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again", metavar="KEY", help="try this message again, though it may have been sent already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            self._release(options["again"])
        now = timezone.now()
        waiting = list(Message.objects.waiting(now).values_list("pk", flat=True))
        sent = sum(deliver(pk) for pk in waiting)
        self.stdout.write(f"Sent {sent} of {len(waiting)} messages that were waiting.")
        for message in Message.objects.uncertain(now):
            self.stdout.write(
                f"{message.key}: handed to the mail server at {message.claimed_at:%Y-%m-%d %H:%M} and nobody knows "
                f"whether it went out. To send it again: send_notices --again {message.key}"
            )
        for message in Message.objects.given_up():
            self.stdout.write(
                f"{message.key}: refused {message.attempts} times ({message.problem}). "
                f"To try again: send_notices --again {message.key}"
            )

    def _release(self, key: str) -> None:
        message = Message.objects.filter(key=key).first()
        if message is None:
            raise CommandError(f"There is no message {key}.")
        if not message.text:
            raise CommandError(f"{key} is too old: its text is no longer kept, so there is nothing to send.")
        if not release(message):
            raise CommandError(f"{key} was sent at {message.sent_at:%Y-%m-%d %H:%M}; it is not sent twice.")
