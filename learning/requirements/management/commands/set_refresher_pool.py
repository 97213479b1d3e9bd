"""Let any few of several short modules renew one that runs out."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from learning.modules.models import Module

from ...actions.set_refresher_pool import set_refresher_pool


class Command(BaseCommand):
    help = "Lets any few of several short modules renew one that runs out. Modules are named by their addresses."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("module")
        parser.add_argument("items", nargs="+")
        parser.add_argument("--needed", type=int, required=True, help="how many of them")
        parser.add_argument("--months", type=int, required=True, help="for how many months they renew it")
        parser.add_argument("--from", dest="starts_on", type=dt.date.fromisoformat, help="2026-03-01; otherwise today")

    def handle(self, *args: Any, **options: Any) -> None:
        starts_on = options["starts_on"] or timezone.localdate()
        try:
            set_refresher_pool(
                None,
                self._module(options["module"]),
                [self._module(slug) for slug in options["items"]],
                needed=options["needed"],
                months=options["months"],
                starts_on=starts_on,
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"From {starts_on} any {options['needed']} of them renew {options['module']}.")

    def _module(self, slug: str) -> Module:
        module = Module.objects.filter(slug=slug).first()
        if module is None:
            raise CommandError(f"There is no module {slug}.")
        return module
