"""The whole record of a case goes out in a file: by its information-governance lead, and written down first."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.workforce.models import User

from ..life_cycle import Part
from ..models import Case
from ..permissions import parts_of
from ..whole_record import piece_of, whole_record


def export_case(by: User, case: Case) -> Iterator[bytes]:
    """The pieces of a zip with `<number>.json` and `<number>.html`, made as they are read.

    That it was exported is on record before the first of them, and stands in the record itself. Raises
    PermissionDenied for whoever is no IG lead of this case.
    """
    now = timezone.now()
    if Part.IG_LEAD not in parts_of(by, case, timezone.localdate(now)):
        raise PermissionDenied
    with transaction.atomic():
        record("case.exported", by=by, on=case, organisation_id=case.organisation_id)
        whole = whole_record(case, now)
    files = {
        f"{case.number}.json": json.dumps(whole, ensure_ascii=False, indent=1),
        f"{case.number}.html": _page(case, whole),
    }
    return _zipped(files)


def _page(case: Case, whole: dict[str, Any]) -> str:
    parts = [(heading, piece_of(part)) for heading, part in whole.items()]
    return render_to_string("cases/whole_record.html", {"number": case.number, "parts": parts})


class _Pieces:
    """A file that can only be written to; what was written is taken away piece by piece."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.written.append(data)
        return len(data)

    def flush(self) -> None:
        """Everything is out already."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self) -> bytes:
        taken = b"".join(self.written)
        self.written.clear()
        return taken


def _zipped(files: dict[str, str]) -> Iterator[bytes]:
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
            yield pieces.take()
    yield pieces.take()
