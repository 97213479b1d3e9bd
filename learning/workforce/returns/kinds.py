"""What kind of file somebody uploaded, told by its first bytes and never by its name."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from .bounds import Unreadable

_ARCHIVE = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BM")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg", b"<head", b"<body")
_LOOKED_AT = 4_096


def kind_of(path: Path) -> str:
    """Either "xlsx", for an archive that may be a workbook, or "csv", for what may be text.

    Raises Unreadable with a sentence for an empty file, an old or locked workbook, a page of the web, a document and
    a picture.
    """
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise Unreadable(
            _("This file is empty. Nothing was read. Check that you chose the right one, and upload it again.")
        )
    if start.startswith(_ARCHIVE):
        return "xlsx"
    if start.startswith(_OLD_OFFICE):
        raise _old_or_locked(path)
    if start.startswith(_OTHERS):
        raise _no_table()
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable(
            _(
                "This file is a web page or XML, even if its name says otherwise. Nothing was read. Open it in your "
                "spreadsheet, save it as XLSX or CSV UTF-8, and upload that."
            )
        )
    if _holds_control_characters(start):
        raise _no_table()
    return "csv"


def _old_or_locked(path: Path) -> Unreadable:
    with path.open("rb") as file:
        locked = _LOCKED in file.read()
    if locked:
        return Unreadable(
            _(
                "This workbook is locked with a password, so it cannot be read. Nothing was read. Take the password "
                "off, save it and upload it again; the way here is encrypted."
            )
        )
    return Unreadable(
        _(
            "This is a workbook of the old kind (.xls), which is not read here. Nothing was read. Open it, save it as "
            "“Excel workbook (.xlsx)” or CSV UTF-8, and upload that."
        )
    )


def _no_table() -> Unreadable:
    return Unreadable(
        _(
            "This file is a document, a picture or an archive and no table. Nothing was read. Upload your list as XLSX "
            "or CSV."
        )
    )


def _holds_control_characters(start: bytes) -> bool:
    """More than a stray one: text has none but tabs and line ends. NUL bytes are looked for where text is decoded."""
    found = sum(byte < 32 and byte not in b"\x00\t\n\x0b\x0c\r" for byte in start)
    return found * 50 > len(start)
