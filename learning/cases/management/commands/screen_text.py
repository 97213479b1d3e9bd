"""Screen a text, or many texts a line each, for what may identify somebody. Nothing is stored."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from learning.deidentification import Finding, Lexicon, lexicon, screen, second_pass
from learning.deidentification.second_pass import SecondPass

NO_MODEL = (
    "The language model is not installed: texts are screened without the second pass, and somewhat less is found. "
    "./run setup --screening installs it."
)

NO_LOCAL_NAMES = (
    "There is no database here: texts are screened without the local names that the network keeps in the page editor."
)


class Unscreenable(Exception):  # noqa: N818  it reads as what it is
    """A line that holds no text to screen; says why in a sentence."""


class Command(BaseCommand):
    help = "Says what in a text may identify somebody. Nothing is stored, logged or sent."
    requires_system_checks: list[str] = []  # it goes on without a database and settings of the site

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="a UTF-8 text; - or nothing: input")
        parser.add_argument(
            "--format",
            choices=["text", "json", "jsonl"],
            default="text",
            help='jsonl reads lines {"id", "text"} and writes lines {"id", "findings"}; offsets count code points',
        )
        parser.add_argument("--no-model", action="store_true", help="leave the second pass out where it is installed")

    def handle(self, *args: Any, **options: Any) -> None:
        model = None if options["no_model"] else second_pass.load()
        if model is None and not options["no_model"]:
            self.stderr.write(NO_MODEL)
        names = local_names()
        if names is None:
            self.stderr.write(NO_LOCAL_NAMES)
        self.names = names or Lexicon()
        with ExitStack() as opened:
            file = _opened(options["file"], opened)
            if options["format"] == "jsonl":
                self._screen_lines(file, model)
                return
            text = _decoded(file.read())
        findings = screen(text, lexicon=self.names, model=model)
        if options["format"] == "json":
            self.stdout.write(json.dumps({"findings": [as_dict(finding) for finding in findings]}))
        else:
            self._say(text, findings)

    def _screen_lines(self, lines: Iterable[bytes], model: SecondPass | None) -> None:
        """A line out for each good line in, as soon as it is read; a bad one is told and the others go on."""
        bad = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                identity, text = read_line(line)
            except Unscreenable as trouble:
                bad += 1
                self.stderr.write(f"Line {number:,} was left out: {trouble}")
                continue
            findings = [as_dict(finding) for finding in screen(text, lexicon=self.names, model=model)]
            self.stdout.write(json.dumps({"id": identity, "findings": findings}))
            self.stdout.flush()
        if bad:
            lines_were = "1 line was" if bad == 1 else f"{bad:,} lines were"
            raise CommandError(f"{lines_were} left out; all the others were screened.")

    def _say(self, text: str, findings: list[Finding]) -> None:
        for finding in findings:
            line = text.count("\n", 0, finding.start) + 1
            column = finding.start - (text.rfind("\n", 0, finding.start) + 1) + 1
            kind = finding.kind.replace("_", " ")
            words = " ".join(text[finding.start : finding.end].split())
            self.stdout.write(
                f"{line}:{column}  “{words}”  {kind}, {finding.severity}, {finding.confidence} confidence\n"
                f"        {finding.reason} Write instead: {finding.replacement}"
            )
        count = Counter(finding.severity for finding in findings)
        self.stdout.write(f"{count['direct']:,} direct and {count['quasi']:,} other findings. We may miss things.")


def local_names() -> Lexicon | None:
    """Those that the network keeps, read once; None where there is no database to read, and none is made."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not str(name).startswith("file:") and not Path(name).exists():
        return None
    try:
        return lexicon.known()
    except DatabaseError:
        return None


def _opened(name: str, opened: ExitStack) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    try:
        return opened.enter_context(Path(name).open("rb"))
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


def _decoded(data: bytes) -> str:
    """The text with its line ends as they are, so that offsets are those of the file."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise CommandError(f"This is no UTF-8 text: byte {error.start + 1:,} fits nothing.") from error


def read_line(line: bytes) -> tuple[object, str]:
    """The id and the text of a line of JSON."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unscreenable("it is no UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise Unscreenable(f"it is no JSON ({error.msg}, character {error.pos + 1:,}).") from error
    except RecursionError as error:
        raise Unscreenable("its JSON is nested too deeply.") from error
    if not isinstance(row, dict) or "id" not in row:
        raise Unscreenable('it is no object with an "id" and a "text".')
    if not isinstance(row.get("text"), str):
        raise Unscreenable('its "text" is missing or no text.')
    return row["id"], row["text"]


def as_dict(finding: Finding) -> dict[str, object]:
    """The finding as JSON knows it; offsets are code points of the text, end exclusive."""
    return {
        "start": finding.start,
        "end": finding.end,
        "kind": finding.kind.value,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "reason": finding.reason,
        "replacement": finding.replacement,
    }
