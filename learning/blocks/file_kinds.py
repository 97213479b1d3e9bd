"""Which files are taken, told by what is in them and not by their names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import BinaryIO, Final

import puremagic

VIDEOS: Final = frozenset({"mp4", "webm"})
# Ending → what the first bytes may be. The three of Office, and of OpenDocument, are archives of one shape.
_OFFICE: Final = frozenset({".docx", ".pptx", ".xlsx", ".zip"})
_OPEN: Final = frozenset({".odt", ".ods", ".odp", ".zip"})
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "mp4": frozenset({".mp4", ".m4v"}),
    "webm": frozenset({".webm"}),
    "pdf": frozenset({".pdf"}),
    "docx": _OFFICE,
    "pptx": _OFFICE,
    "xlsx": _OFFICE,
    "odt": _OPEN,
    "ods": _OPEN,
    "odp": _OPEN,
}
HEAD: Final = 4096


def ending(name: str) -> str:
    """The ending of a file's name, small and without its dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def is_what_it_says(file: BinaryIO, name: str) -> bool:
    """Whether the first bytes of the file belong to its ending; the file stands at its beginning afterwards."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    try:
        found = {match.extension for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return False
    return bool(found & KINDS.get(ending(name), frozenset()))
