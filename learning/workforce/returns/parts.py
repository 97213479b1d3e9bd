"""The parts of a workbook's archive, read bit by bit and never beyond their bounds."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from django.utils.translation import gettext as _

from .bounds import MEGABYTE, Bounds, TooMuch, Unreadable

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_CHUNK = 1 << 16
_LONGEST_TOKEN = MEGABYTE
_LARGEST_DIRECTORY = MEGABYTE
_END_OF_DIRECTORY = b"PK\x05\x06"


def damaged() -> Unreadable:
    return Unreadable(
        _(
            "This workbook is damaged, so it cannot be read to its end. Nothing was read. Open it in your spreadsheet, "
            "save it again as XLSX or as CSV UTF-8, and upload that."
        )
    )


def too_large_inside() -> TooMuch:
    return TooMuch(
        _(
            "This workbook unpacks to far more than a list of staff needs. Nothing was read. Copy the list alone into "
            "a new workbook, save that and upload it."
        )
    )


def open_archive(path: Path, bounds: Bounds) -> zipfile.ZipFile:
    """The archive, after a look at its directory; raises Unreadable when it is damaged, locked, or a bomb."""
    _refuse_a_large_directory(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        raise damaged() from None
    try:
        _refuse_a_bomb(archive.infolist(), bounds)
    except Unreadable:
        archive.close()
        raise
    return archive


def _refuse_a_large_directory(path: Path) -> None:
    """The directory is read as a whole when an archive is opened, so its size is looked at before."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) < at + 22:
        raise damaged()
    if int.from_bytes(tail[at + 12 : at + 16], "little") > _LARGEST_DIRECTORY:
        raise too_large_inside()


def _refuse_a_bomb(parts: list[zipfile.ZipInfo], bounds: Bounds) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(
            _(
                "This file is locked with a password, so it cannot be read. Nothing was read. Take the password off, "
                "save the file and upload it again."
            )
        )
    if sum(part.file_size for part in parts) > bounds.unzipped_bytes:
        raise too_large_inside()
    for part in parts:
        if part.file_size >= MEGABYTE and part.file_size > bounds.ratio * max(part.compress_size, 1):
            raise too_large_inside()


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The bytes of a part, unpacked a little at a time; no more of them than the directory said."""
    try:
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError):
        raise damaged() from None


class Allowance:
    """So many bytes may be unpacked of several parts together."""

    def __init__(self, most: int) -> None:
        self._left = most

    def spend(self, size: int) -> None:
        """Raises TooMuch where not so many are left."""
        self._left -= size
        if self._left < 0:
            raise too_large_inside()


def local(name: str) -> str:
    """An element's or attribute's name without the prefix that stands for its namespace."""
    return name.rpartition(":")[2]


class Reader:
    """An XML part that is read as it is unpacked: nothing of it is kept but what the three functions keep."""

    def __init__(self, start: Start, end: End, text: Text) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = _refuse_a_doctype
        self._fed = 0

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        """Raises Unreadable for what is no XML, for XML that defines entities, and for one endless tag."""
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError:
            raise damaged() from None
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise too_large_inside()


def _refuse_a_doctype(*_about: object) -> None:
    raise damaged()


def read_part(archive: zipfile.ZipFile, part: str, start: Start, end: End, text: Text) -> None:
    """Read one part to its end."""
    reader = Reader(start, end, text)
    for chunk in chunks(archive, part):
        reader.feed(chunk)
    reader.feed(b"", final=True)
