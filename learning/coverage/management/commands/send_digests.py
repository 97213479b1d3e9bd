from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from learning.notices.weeks import monday_of

from ...actions.send_digests import send_digests


class Command(BaseCommand):
    help = (
        "Write the weekly digests of the employers whose day it is into the outbox; send_notices sends them. For cron, "
        "every hour of working days: one digest a person and week, however often it runs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--day",
            type=dt.date.fromisoformat,
            help="as on this day of the present week (2026-02-28); today if left out",
        )
        parser.add_argument("--dry-run", action="store_true", help="work everything out for any day, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        day: dt.date = options["day"] or today
        dry_run: bool = options["dry_run"]
        if not dry_run and not monday_of(today) <= day <= today:
            raise CommandError(
                f"{day} is not in this week, or still to come: nobody would be told anything new. Choose a day from "
                f"{monday_of(today)} to {today}, or look at another one with --dry-run."
            )
        sent = send_digests(day, now, dry_run=dry_run)
        if options["verbosity"]:
            said = "Would write" if dry_run else "Wrote"
            self.stdout.write(
                f"{said} {sent.digests} digests for {day}: {sent.nudges} of nothing but nudges, {sent.with_figures} "
                f"with figures. {sent.without_address} people have something due and no address to write to."
            )
