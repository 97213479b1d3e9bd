"""Files for tests: the first bytes of films and documents, stored as the editor stores them."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file

from learning.blocks.media import RENDITION

MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(200)
WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d") + bytes(200)
PDF = b"%PDF-1.7\n" + bytes(200)
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


def stored(name: str = "film.mp4", content: bytes = MP4) -> Document:
    document = Document(title=name, file_size=len(content))
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    return document


def film(**changes: Any) -> dict[str, Any]:
    """A video block's stored value, complete but for its file."""
    return {
        "title": "One piece each",
        "file": None,
        "link": "",
        "minutes": 1,
        "captions": "WEBVTT\n\n00:01.000 --> 00:50.000\nHello.\n",
        "captioned_there": False,
        "transcript": "<p>Hello.</p>",
        "licence": "CC BY 4.0",
    } | changes


def size_of(image: Image) -> Rendition:
    """The size in which a section shows it, as if a page had been read; Wagtail's own drawing leaves a file open."""
    name = f"{image.filename.partition('.')[0]}.{RENDITION}.png"
    drawn = get_test_image_file(name, size=(900, 450))
    made: Rendition = image.renditions.create(filter_spec=RENDITION, file=drawn, width=900, height=450)
    return made
