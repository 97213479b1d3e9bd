"""A photograph without what the camera wrote beside it: where and when it was taken, and with whose telephone."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps

KEPT = frozenset({"icc_profile", "transparency", "gamma", "dpi"})
"""What of a picture's notes says how it looks."""


def without_notes(file: UploadedFile[Any]) -> UploadedFile[Any]:
    """The same picture, the right way up, without notes; one that moves, or has none, as it was given."""
    with Image.open(file) as given:
        if getattr(given, "n_frames", 1) > 1 or not _notes(given):
            file.seek(0)
            return file
        kind = given.format
        picture = ImageOps.exif_transpose(given)
        picture.info = {name: value for name, value in given.info.items() if name in KEPT}
        sink = io.BytesIO()
        picture.save(sink, kind, **({"quality": 92} if kind in {"JPEG", "WEBP", "AVIF"} else {}))
    return SimpleUploadedFile(file.name or "picture", sink.getvalue(), file.content_type or "")


def _notes(picture: Any) -> bool:
    return bool(set(picture.info) - KEPT - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe"}) or bool(
        picture.getexif()
    )
