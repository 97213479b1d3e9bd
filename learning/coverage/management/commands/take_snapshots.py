"""Freeze a month end for every partner: the first thing of each month."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ...actions.take_snapshot import take_snapshots
from ...days import end_of_month, month_before


class Command(BaseCommand):
    help = "Freezes the figures of every partner at the end of last month. Run again, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", metavar="YYYY-MM", help="an earlier month, as known now")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        month_end = self._month_end(options["month"]) if options["month"] else month_before(today)
        if month_end >= today:
            raise CommandError(f"{month_end} has not passed yet. A month is frozen once it is over.")
        taken = list(take_snapshots(month_end, now))
        new = sum(was_new for _, was_new in taken)
        self.stdout.write(f"{month_end}: {new} partners frozen, {len(taken) - new} were already.")

    def _month_end(self, text: str) -> dt.date:
        try:
            return end_of_month(dt.date.fromisoformat(f"{text}-01"))
        except ValueError as error:
            raise CommandError(f"“{text}” is no month. Write it as in 2026-02.") from error
