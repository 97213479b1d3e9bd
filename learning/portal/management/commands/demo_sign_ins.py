from typing import Any

from django.core.management.base import BaseCommand

from learning.portal.coming import coming_for
from learning.portal.demo.logins import demo_password
from learning.portal.demo.sign_ins import SIGN_INS


class Command(BaseCommand):
    help = "Prints one sign-in for each role of the demonstration, and the password that they share."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Password of all: {demo_password()}")
        for sign_in in SIGN_INS:
            code = "" if sign_in.role is None else f"  then ./run manage demo_code {sign_in.email}"
            self.stdout.write(f"  {sign_in.title:<29} {sign_in.email:<38}{code}".rstrip())
            for line in coming_for({sign_in.role} if sign_in.role else ()):
                self.stdout.write(f"    {line}")
        self.stdout.write("Every person, partner and figure of the demonstration is invented.")
