"""Compare a file with the people of one partner and, unless it is a dry run, write what is different."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...actions.compare_return import compare_return, dry_run
from ...actions.confirm_return import begin_commit
from ...actions.discard_return import discard_return
from ...actions.receive_return import receive_return
from ...actions.write_return import write_return
from ...differences import Outcome
from ...models import Organisation, ReturnState, WorkforceReturn
from ...refusals import ReturnRefused
from ...returns.bounds import Unreadable

SHOWN = 20


class Command(BaseCommand):
    help = "Imports a workforce return (CSV or XLSX). With --dry-run nothing is stored."
    # They read every page of the product, which is none of its business and takes a second and sixteen megabytes.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, metavar="SLUG", help="as in the address of its pages")
        parser.add_argument("--as-at", required=True, metavar="YYYY-MM-DD", help="the day on which the list was true")
        parser.add_argument("--full", action="store_true", help="the file holds everybody: whoever is missing has left")
        parser.add_argument("--dry-run", action="store_true", help="say what would be different, and store nothing")
        parser.add_argument("--leavers", type=int, help="how many leave, where that is more than a tenth")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = self._organisation(options["organisation"])
        as_at = self._day(options["as_at"])
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            if options["dry_run"]:
                outcome, batch = dry_run(organisation, path, as_at=as_at, is_full=options["full"]), None
            else:
                outcome, batch = self._written(organisation, path, as_at, options)
        except (ReturnRefused, Unreadable) as refusal:
            raise CommandError(str(refusal)) from refusal
        said = said_of(outcome, batch)
        if options["format"] == "json":
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self._say(said, as_at)

    def _written(
        self, organisation: Organisation, path: Path, as_at: dt.date, options: dict[str, Any]
    ) -> tuple[Outcome, WorkforceReturn]:
        with path.open("rb") as file:
            batch = receive_return(None, organisation, File(file), as_at=as_at, is_full=options["full"], name=path.name)
        outcome = compare_return(batch.pk)
        if outcome is None:
            batch.refresh_from_db()
            discard_return(None, batch)
            raise ReturnRefused(batch.trouble or "Somebody else opened this return meanwhile. Nothing was written.")
        try:
            begin_commit(None, batch, leavers=options["leavers"])
        except ReturnRefused:
            discard_return(None, batch)
            raise
        write_return(batch.pk)
        batch.refresh_from_db()
        if batch.state != ReturnState.COMMITTED:
            raise ReturnRefused(batch.trouble)
        return outcome, batch

    def _say(self, said: dict[str, Any], as_at: dt.date) -> None:
        self.stdout.write(f"As at {as_at}:")
        for name in ("joiners", "leavers", "movers", "changed", "unchanged"):
            self.stdout.write(f"{said[name]:8,} {name}")
        for problem in said["problems"][:SHOWN]:
            self.stdout.write(f"Row {problem['row']}, {problem['column']}: “{problem['value']}” {problem['message']}")
        if len(said["problems"]) > SHOWN:
            self.stdout.write(f"… and {len(said['problems']) - SHOWN:,} more; --format json lists them all.")
        self.stdout.write("Nothing was stored." if said["batch"] is None else f"Written as {said['batch']}.")

    def _organisation(self, slug: str) -> Organisation:
        found = Organisation.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no organisation “{slug}”.")
        return found

    def _day(self, text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"“{text}” is no day. Write it as in 2026-02-28.") from error


def said_of(outcome: Outcome, batch: WorkforceReturn | None) -> dict[str, Any]:
    """The counts, the problems and the batch, as the command prints them as JSON."""
    return {
        **outcome.counts,
        "problems": [
            {"row": p.row, "column": p.column, "value": p.value, "message": p.message} for p in outcome.problems
        ],
        "batch": str(batch.uuid) if batch else None,
    }
