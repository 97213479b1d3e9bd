import time
from collections.abc import Callable
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

LONG_ENOUGH = 8  # seconds: to read the code, go to the browser and type it


class Command(BaseCommand):
    help = (
        "Prints the six-digit code that a demonstration sign-in needs now, with time enough left to type it. Works in "
        "the demonstration alone."
    )
    wait: Callable[[float], None] = staticmethod(time.sleep)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        found = Authenticator.objects.filter(
            user__email__iexact=email, user__person__is_invented=True, type=Authenticator.Type.TOTP
        ).first()
        if not settings.DEMO:
            raise CommandError("Codes are printed in the demonstration only. Use your own authenticator app.")
        if found is None:
            raise CommandError(f"{email} has no second factor here. ./run manage demo_sign_ins lists those who have.")
        step = self._step_with_time_left()
        self.stdout.write(format_hotp_value(hotp_value(decrypt(found.data["secret"]), step)))
        left = int((step + 1) * app_settings.TOTP_PERIOD - time.time())
        self.stderr.write(f"It works for {left} more seconds, and once.")

    def _step_with_time_left(self) -> int:
        """The number of the period whose code is printed: this one, or after a short wait the next."""
        period = app_settings.TOTP_PERIOD
        step, used = divmod(time.time(), period)
        if period - used >= LONG_ENOUGH:
            return int(step)
        self.stderr.write(f"This code ends in {int(period - used)} seconds; waiting for the next one …")
        self.wait(period - used)
        return int(step) + 1
