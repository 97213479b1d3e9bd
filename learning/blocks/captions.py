"""Captions in WebVTT: what is wrong with them, cue by cue, and when the last one ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import webvtt
from django.utils.translation import gettext as _
from webvtt.errors import MalformedCaptionError, MalformedFileError

MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """One block of the file that has times: `number` counts cues from 1, `line` the lines of the file."""

    number: int
    line: int
    lines: tuple[str, ...]


def problems(text: str) -> list[str]:
    """Sentences for the author, the first five; none for captions that a browser shows in full."""
    if not _normal(text).startswith("WEBVTT"):
        return [
            _("These are no WebVTT captions: the first line has to be WEBVTT. Save them as .vtt, not as .srt or .docx.")
        ]
    cues = list(_cues(text))
    if not cues:
        return [_("There is no cue in it: a cue is a line such as 00:01.000 --> 00:04.000 with words below.")]
    found = [problem for cue in cues if (problem := _problem(cue))]
    return (found or _out_of_order(cues))[:MOST_PROBLEMS]


def last_second(text: str) -> float:
    """When the last cue ends, in seconds; 0 for captions with problems."""
    if problems(text):
        return 0.0
    return max(_seconds(caption.end) for caption in webvtt.from_string(_normal(text)).captions)


def _normal(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _cues(text: str) -> Iterator[Cue]:
    number, block, first = 0, list[str](), 1
    for at, line in enumerate([*_normal(text).split("\n"), ""], 1):
        if line:
            first = first if block else at
            block.append(line)
            continue
        if any("-->" in part for part in block):
            number += 1
            yield Cue(number, first, tuple(block))
        block = []


def _problem(cue: Cue) -> str:
    where = {"number": cue.number, "line": cue.line}
    try:
        (caption,) = webvtt.from_string("\n".join(["WEBVTT", "", *cue.lines]), strict=True).captions
    except (MalformedCaptionError, MalformedFileError, ValueError):
        return _("Cue %(number)d (line %(line)d): its times are not like 00:01.000 --> 00:04.000.") % where
    if not caption.text.strip():
        return _("Cue %(number)d (line %(line)d) has times and no words.") % where
    if _seconds(caption.end) <= _seconds(caption.start):
        return _("Cue %(number)d (line %(line)d) ends before it begins.") % where
    return ""


def _out_of_order(cues: list[Cue]) -> list[str]:
    found, before = [], 0.0
    for cue in cues:
        (caption,) = webvtt.from_string("\n".join(["WEBVTT", "", *cue.lines])).captions
        if (begins := _seconds(caption.start)) < before:
            where = {"number": cue.number, "line": cue.line}
            found.append(_("Cue %(number)d (line %(line)d) begins before the cue above it.") % where)
        before = begins
    return found


def _seconds(timestamp: str) -> float:
    hours, minutes, seconds = (["0", *re.split(":", timestamp)])[-3:]
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)
