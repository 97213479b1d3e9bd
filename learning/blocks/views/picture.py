"""A picture in the size in which a page shows it; nobody else serves what authors upload."""

from __future__ import annotations

import mimetypes
from typing import Final

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

FOLDER: Final = "images/"
"""Where Wagtail keeps the sizes; the files as they were uploaded stand elsewhere and are served to nobody."""


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Sizes of pictures go to everybody, as public pages show them; a name never comes to mean another picture."""
    sizes = get_image_model().get_rendition_model().objects
    found = get_object_or_404(sizes.all(), file=FOLDER + name)
    try:
        file = found.file.storage.open(found.file.name, "rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(file, content_type=kind, headers={"Cache-Control": "public, max-age=86400"})
