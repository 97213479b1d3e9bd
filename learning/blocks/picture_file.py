"""A photograph without what the camera wrote beside it: where and when it was taken, and with whose telephone."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageFile, ImageOps

KEPT = frozenset({"icc_profile", "transparency", "gamma", "dpi"})
"""What of a picture's notes says how it looks."""
JPEGS_OWN = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe"})


def without_notes(file: UploadedFile[Any]) -> UploadedFile[Any]:
    """The same picture, the right way up, without notes; one that has none, as it was given.

    Raises OSError, ValueError or SyntaxError where the file is damaged.
    """
    # Once a certificate was drawn, WeasyPrint lets half a picture pass for a whole one everywhere in the process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(file) as given:
        # Telephones write a JPEG with a second, smaller picture in it, and notes in both.
        kind = "JPEG" if given.format == "MPO" else given.format
        moves = kind != "JPEG" and getattr(given, "n_frames", 1) > 1
        if not (given.format == "MPO" or _notes(given)) or (moves and not _exif(given)):
            file.seek(0)
            return file
        sink = io.BytesIO()
        if moves:
            given.save(sink, kind, save_all=True, exif=b"", xmp=b"")
        else:
            picture = ImageOps.exif_transpose(given)
            picture.info = {name: value for name, value in given.info.items() if name in KEPT}
            picture.save(sink, kind, **({"quality": 92} if kind in {"JPEG", "WEBP", "AVIF"} else {}))
    return SimpleUploadedFile(file.name or "picture", sink.getvalue(), file.content_type or "")


def _exif(picture: Any) -> bool:
    return bool(picture.getexif()) or bool({"exif", "xmp", "XML:com.adobe.xmp"} & set(picture.info))


def _notes(picture: Any) -> bool:
    return _exif(picture) or bool(set(picture.info) - KEPT - JPEGS_OWN)
