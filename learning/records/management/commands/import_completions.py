"""Read a file of past completions of one partner's people and, unless it is a dry run, record what is new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from learning.workforce.models import Organisation
from learning.workforce.returns.bounds import Unreadable

from ...actions.match_past_completion import record_and_match
from ...actions.read_past_completions import Outcome, dry_run, outcome_of, read_past, receive_past
from ...actions.record_past_completions import begin_recording
from ...models import CompletionImport, ImportState, RowState
from ...refusals import ImportRefused

SHOWN = 20
COUNTED = {
    "new": RowState.NEW,
    "duplicates": RowState.DUPLICATE,
    "already_newer": RowState.OLDER,
    "unmatched": RowState.WAITING,
}


class Command(BaseCommand):
    help = "Imports past completions (CSV or XLSX). With --dry-run nothing is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, metavar="SLUG", help="as in the address of its pages")
        parser.add_argument("--dry-run", action="store_true", help="say what would be recorded, and store nothing")
        parser.add_argument("--certificates", action="store_true", help="issue certificates for what is new")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation “{options['organisation']}”.")
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            if options["dry_run"]:
                outcome, batch = dry_run(organisation, path), None
            else:
                outcome, batch = _recorded(organisation, path, with_certificates=options["certificates"])
        except (ImportRefused, Unreadable) as refusal:
            raise CommandError(refusal.sentence) from refusal
        said = said_of(outcome, batch)
        if options["format"] == "json":
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self._say(said)

    def _say(self, said: dict[str, Any]) -> None:
        for name in COUNTED:
            self.stdout.write(f"{said[name]:8,} {name.replace('_', ' ')}")
        self.stdout.write(f"{len(said['problems']):8,} problems")
        for problem in said["problems"][:SHOWN]:
            where = f"Row {problem['row']}, {problem['column']}: “{problem['value']}”"
            self.stdout.write(f"{where} {problem['message']} {problem['fix']}")
        if len(said["problems"]) > SHOWN:
            self.stdout.write(f"… and {len(said['problems']) - SHOWN:,} more; --format json lists them all.")
        self.stdout.write("Nothing was stored." if said["batch"] is None else f"Recorded as {said['batch']}.")


def _recorded(organisation: Organisation, path: Path, *, with_certificates: bool) -> tuple[Outcome, CompletionImport]:
    with path.open("rb") as file:
        batch = receive_past(None, organisation, File(file), path.name)
    read_past(batch.pk)
    batch.refresh_from_db()
    if batch.state == ImportState.DISCARDED:
        raise ImportRefused(batch.trouble)
    outcome = outcome_of(batch)
    begin_recording(None, batch, with_certificates=with_certificates)
    record_and_match(batch.pk)
    return outcome, batch


def said_of(outcome: Outcome, batch: CompletionImport | None) -> dict[str, Any]:
    """The counts, the problems and the batch, as the command prints them as JSON."""
    return {
        **{name: outcome.counts[state] for name, state in COUNTED.items()},
        "problems": [
            {"row": one.row, "column": one.column, "value": one.value, "message": one.message, "fix": one.fix}
            for one in outcome.problems
        ],
        "batch": str(batch.uuid) if batch else None,
    }
