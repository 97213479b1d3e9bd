"""A live session as a file for a calendar: one event as RFC 5545 wants it, published or cancelled as in RFC 5546.

Pure. Moments are written in UTC, so that no time zone has to be described. The UID never changes; the sequence goes up
with each change that a calendar must follow, and a cancellation carries the same UID.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LONGEST_LINE = 75  # octets, without the line's end


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar shows; moments aware. `summary` and the like are plain text of any length."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    summary: str
    description: str
    location: str
    url: str
    organiser: str
    organiser_address: str
    cancelled: bool = False


def calendar_file(event: Event, made_at: dt.datetime) -> bytes:
    """The whole file: lines end with CR LF, and none is longer than 75 octets."""
    method, status = ("CANCEL", "CANCELLED") if event.cancelled else ("PUBLISH", "CONFIRMED")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Connected Learning//Live sessions//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_moment(made_at)}",
        f"LAST-MODIFIED:{_moment(event.changed_at)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"STATUS:{status}",
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.description)}",
        f"LOCATION:{_text(event.location)}",
        f"URL:{event.url}",
        f"ORGANIZER;CN={_parameter(event.organiser)}:mailto:{event.organiser_address}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    kept = [line for line in lines if line not in ("DESCRIPTION:", "LOCATION:")]
    return b"".join(fold(line) for line in kept)


def fold(line: str) -> bytes:
    """The line in pieces of at most 75 octets, each after the first begun with a blank; no letter is cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """Escaped as a TEXT value; other control characters are left out, for no calendar may read them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(letter for letter in text if letter == "\t" or letter.isprintable())


def _parameter(text: str) -> str:
    """A quoted parameter value; it can hold no quotation mark and no line end."""
    return '"' + "".join("'" if letter == '"' else letter for letter in text if letter.isprintable()) + '"'
