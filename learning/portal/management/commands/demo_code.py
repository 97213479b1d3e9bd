import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Prints the six-digit code that a demonstration sign-in needs now. Works in the demonstration alone."

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
        period = app_settings.TOTP_PERIOD
        now = time.time()
        self.stdout.write(format_hotp_value(hotp_value(decrypt(found.data["secret"]), int(now // period))))
        self.stderr.write(f"valid for {period - int(now % period)} more seconds, once")
