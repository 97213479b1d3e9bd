"""Bring the films and documents that come with a content file into the editor's library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files import File
from wagtail.documents.models import Document

from ..content import CONTENT

FILES = CONTENT.parent / "files"


def load_files(content: Mapping[str, Any]) -> dict[str, int]:
    """Make the missing documents, told by their titles; returns their keys by the file's ids."""
    found: dict[str, int] = {}
    for entry in content.get("files", ()):
        document = Document.objects.filter(title=entry["title"]).first()
        if document is None:
            path = FILES / entry["file"]
            with path.open("rb") as opened:
                document = Document(title=entry["title"], file_size=path.stat().st_size)
                document.file.save(entry["file"], File(opened), save=False)
                document.save()
        found[entry["id"]] = document.pk
    return found
