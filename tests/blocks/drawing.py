"""A picture for tests, drawn on the spot."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images.models import Image


def drawing() -> Image:
    """A stored image of one colour."""
    with BytesIO() as kept, Picture.new("RGB", (40, 30), "teal") as picture:
        picture.save(kept, "PNG")
        return Image.objects.create(title="A drawing", file=ContentFile(kept.getvalue(), name="drawing.png"))
