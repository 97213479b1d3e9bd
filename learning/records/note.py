"""A reflection as it is sealed: the words, and why those that look like a name are nobody's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from .encryption import seal, unseal


@dataclass(frozen=True, slots=True)
class Note:
    """`kept`: words that the screening asked about → the writer's reason why they identify nobody."""

    text: str
    kept: Mapping[str, str] = field(default_factory=dict)


def pack(note: Note) -> bytes:
    """Sealed; nothing for a note without text, so that the database can tell."""
    if not note.text:
        return b""
    return seal(json.dumps({"text": note.text, "kept": dict(note.kept)}))


def unpack(sealed: bytes) -> Note:
    """The note again. Raises `encryption.Unreadable`."""
    if not sealed:
        return Note("")
    stored = json.loads(unseal(sealed))
    return Note(stored["text"], stored["kept"])
