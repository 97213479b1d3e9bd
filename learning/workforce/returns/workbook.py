"""A workbook's table of contents: its sheets, the day it counts from, its texts, and which styles are days."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .bounds import Bounds, Unreadable
from .parts import Attributes, local, read_part, too_large_inside

SINCE_1900 = dt.date(1899, 12, 30)
SINCE_1904 = dt.date(1904, 1, 1)
_BUILT_IN_DAYS = frozenset({14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
# What opens and closes nowhere goes on to the end, so that no letter is looked at twice.
_NOT_CODE = re.compile(r'"[^"]*"?|\\.|\[[^\]]*\]?|_.|\*.')
_LONGEST_CODE = 255
"""No spreadsheet writes a longer number format."""
_ZEROS = re.compile(r"0{2,20}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and where in the archive its cells are."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class Styles:
    """Which cell styles show a number as a day, and which pad it with noughts to so many figures."""

    days: set[int] = field(default_factory=set)
    padded: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What must be known before a sheet can be read."""

    sheets: tuple[Sheet, ...]
    epoch: dt.date
    texts: list[str]
    styles: Styles


def read_workbook(archive: zipfile.ZipFile, bounds: Bounds) -> Workbook:
    """Raises Unreadable for what is an archive and no workbook, and for a workbook with macros."""
    names = set(archive.namelist())
    _refuse_what_is_no_workbook(archive, names)
    kinds = _read_relations(archive, "", names)
    main = next((part for kind, part in kinds.values() if kind == "officeDocument"), "xl/workbook.xml")
    if main not in names:
        raise _no_workbook()
    relations = _read_relations(archive, main, names)
    of_kind = dict(relations.values())
    sheets, epoch = _read_contents(archive, main, {key: part for key, (_kind, part) in relations.items()})
    styles, texts = of_kind.get("styles"), of_kind.get("sharedStrings")
    return Workbook(
        tuple(sheet for sheet in sheets if sheet.part in names and "chartsheet" not in sheet.part),
        epoch,
        _read_texts(archive, texts, bounds) if texts in names and texts else [],
        _read_styles(archive, styles) if styles in names and styles else Styles(),
    )


def _refuse_what_is_no_workbook(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any(posixpath.basename(name) == "vbaProject.bin" for name in names):
        raise Unreadable(
            _(
                "This workbook holds macros (small programs), and such files are not opened here. Nothing was read. "
                "Save it as “Excel workbook (.xlsx)” without macros, or as CSV UTF-8, and upload that."
            )
        )
    if "xl/workbook.bin" in names or "mimetype" in names or "[Content_Types].xml" not in names:
        raise _no_workbook()


def _no_workbook() -> Unreadable:
    return Unreadable(
        _(
            "This file is not a kind that is read here; it may be an OpenDocument or binary workbook, a document or an "
            "archive. Nothing was read. Save your list as “Excel workbook (.xlsx)” or CSV UTF-8 and upload that."
        )
    )


def _read_relations(archive: zipfile.ZipFile, part: str, names: set[str]) -> dict[str, tuple[str, str]]:
    """For each key by which a part names others: what kind they are, and where."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship" and len(found) < 2_000:
            target = attributes.get("Target", "")
            place = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (posixpath.basename(attributes.get("Type", "")), place)

    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in names:
        read_part(archive, relations, start, _nothing, _nothing)
    return found


def _read_contents(archive: zipfile.ZipFile, part: str, places: dict[str, str]) -> tuple[list[Sheet], dt.date]:
    """The sheets, each part once however often it is named, and the day 0."""
    sheets: dict[str, Sheet] = {}
    since_1904: list[bool] = []

    def start(tag: str, attributes: Attributes) -> None:
        match local(tag):
            case "workbookPr":
                since_1904.append(attributes.get("date1904", "0") in ("1", "true"))
            case "sheet" if len(sheets) < 2_000:
                key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                hidden = attributes.get("state", "visible") != "visible"
                place = places.get(key, "")
                sheets.setdefault(place, Sheet(attributes.get("name", ""), place, hidden))

    read_part(archive, part, start, _nothing, _nothing)
    return list(sheets.values()), SINCE_1904 if any(since_1904) else SINCE_1900


def _read_texts(archive: zipfile.ZipFile, part: str, bounds: Bounds) -> list[str]:
    texts = _Texts(bounds)
    read_part(archive, part, texts.start, texts.end, texts.text)
    return texts.found


class _Texts:
    """The texts that cells refer to by number; what is to be read aloud (`rPh`) is no part of them."""

    def __init__(self, bounds: Bounds) -> None:
        self.found: list[str] = []
        self.most, self.left = bounds.texts, bounds.unzipped_bytes // 4
        self.pieces: list[str] = []
        self.reading = self.aloud = False

    def start(self, tag: str, _attributes: Attributes) -> None:
        name = local(tag)
        if name == "t":
            self.reading = not self.aloud
        elif name == "rPh":
            self.aloud = True
        elif name == "si":
            self.pieces.clear()

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "t":
            self.reading = False
        elif name == "rPh":
            self.aloud = False
        elif name == "si":
            self.found.append(unescaped("".join(self.pieces)))
            if len(self.found) > self.most:
                raise too_large_inside()

    def text(self, piece: str) -> None:
        if self.reading:
            self.pieces.append(piece)
            self.left -= len(piece)
            if self.left < 0:
                raise too_large_inside()


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def unescaped(text: str) -> str:
    """A workbook writes characters that XML cannot hold as `_x000D_`.

    Those that no text may hold either, halves of characters above all, become U+FFFD, which is refused where it counts.
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _NO_CHARACTER.sub("\ufffd", chr(int(found[1], 16))), text)


def _read_styles(archive: zipfile.ZipFile, part: str) -> Styles:
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = {"cellXfs": False}

    def start(tag: str, attributes: Attributes) -> None:
        match local(tag):
            case "numFmt":
                code = attributes.get("formatCode", "")
                codes[_number(attributes.get("numFmtId"))] = code if len(code) <= _LONGEST_CODE else ""
            case "cellXfs":
                inside["cellXfs"] = True
            case "xf" if inside["cellXfs"] and len(formats) < 70_000:
                formats.append(_number(attributes.get("numFmtId")))

    def end(tag: str) -> None:
        if local(tag) == "cellXfs":
            inside["cellXfs"] = False

    read_part(archive, part, start, end, _nothing)
    days = _BUILT_IN_DAYS | {one for one, code in codes.items() if shows_a_day(code)}
    styles = Styles()
    for number, one in enumerate(formats):
        if one in days:
            styles.days.add(number)
        elif _ZEROS.fullmatch(codes.get(one, "")):
            styles.padded[number] = len(codes[one])
    return styles


def shows_a_day(code: str) -> bool:
    """Whether a number format writes a day: one with a `d` or a `y` outside of what it quotes."""
    first, _semicolon, _others = code.partition(";")
    return bool({"d", "y"} & set(_NOT_CODE.sub("", first).lower()))


def _number(text: str | None) -> int:
    if text is None or not text.isdecimal() or len(text) > 9:
        return 0
    return int(text)


def _nothing(*_about: object) -> None:
    """What these parts say besides is not asked."""
