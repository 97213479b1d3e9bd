"""Print the coverage of one organisation on one day, as the export does."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from learning.workforce.models import Organisation
from learning.workforce.spreadsheets import csv_file

from ...about import noted
from ...counting import coverage_of
from ...days import refusal
from ...export import COLUMNS, as_json, rows


class Command(BaseCommand):
    help = "Prints the coverage of one organisation on one day, by role group and module."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="SLUG", help="as in the address of its page")
        parser.add_argument("--as-at", metavar="YYYY-MM-DD", help="the day of the figures; today without it")
        parser.add_argument("--format", choices=["csv", "json"], default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = self._organisation(options["organisation"])
        today = timezone.localdate()
        day = self._day(options["as_at"]) if options["as_at"] else today
        if refused := refusal(organisation, day, today):
            raise CommandError(refused)
        coverage = coverage_of(organisation, day)
        if options["format"] == "json":
            self.stdout.write(as_json(coverage))
        else:
            table = noted(coverage.ground, COLUMNS, [list(row.values()) for row in rows(coverage)])
            self.stdout.write(csv_file(*table).decode("utf-8-sig"), ending="")

    def _organisation(self, slug: str) -> Organisation:
        found = Organisation.objects.filter(slug=slug).first()
        if found is None:
            slugs = ", ".join(Organisation.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no organisation “{slug}”. There are: {slugs}.")
        return found

    def _day(self, text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” is no day. Write it as in 2026-02-28.") from error
