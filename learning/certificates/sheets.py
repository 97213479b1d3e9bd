"""Lays sheets of our own out as PDF/A-3a, tagged, in our own fonts, and reads nothing but our own static files for it.

WeasyPrint is imported where a sheet is laid out: it costs most of a second, and needs Pango.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles import finders

from . import cleaning
from .fonts import BASE, Face, face_rules

# Pango's font map belongs to one thread at a time.
_drawing = threading.Lock()


class CannotDrawError(Exception):
    """This installation cannot draw: Pango or a static file is missing."""


@contextmanager
def drawing() -> Iterator[None]:
    """One sheet at a time in this process. What the engine lacks is raised as CannotDrawError."""
    try:
        from weasyprint.urls import FatalURLFetchingError
    except OSError as error:
        raise CannotDrawError("Pango is missing: see `manage.py check`.") from error
    try:
        with _drawing:
            yield
    except (FatalURLFetchingError, FileNotFoundError) as error:
        raise CannotDrawError(str(error)) from error


def laid_out(html: str, css: str, faces: tuple[Face, ...]) -> Any:
    """WeasyPrint's document with its pages, inside `drawing`; `faces` are those beyond the ordinary ones."""
    from weasyprint import HTML

    fetcher, font_config, style = _style(css, faces)
    sheet = HTML(string=html, base_url="static:", url_fetcher=fetcher)
    return sheet.render(font_config=font_config, stylesheets=[style])


def written(document: Any) -> bytes:
    """The bytes of a laid-out document, the same for the same document."""
    return cleaning.clean(document.write_pdf(pdf_variant="pdf/a-3a"))


def forget_styles() -> None:
    """Fonts and style sheets are read anew for the next sheet."""
    _style.cache_clear()


@lru_cache(maxsize=8)
def _style(css: str, faces: tuple[Face, ...]) -> tuple[Any, Any, Any]:
    """Fetcher, font configuration and parsed style, kept for the process: making them costs ten times the drawing."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fetcher, font_config = _static_fetcher(), FontConfiguration()
    style = CSS(
        string=face_rules((*BASE, *faces)) + css, base_url="static:", url_fetcher=fetcher, font_config=font_config
    )
    return fetcher, font_config, style


# A font configuration must go while the interpreter is whole: it removes its temporary folder then.
atexit.register(forget_styles)


def _static_fetcher() -> Any:
    """Reads the project's own static files, named as `static:css/x.css`, and nothing else: no file, no network."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("static:")
            path = finders.find(name) if url.startswith("static:") and ".." not in name else None
            if not path:
                # Anything milder is swallowed, and the sheet would be drawn without the font.
                raise FatalURLFetchingError(f"A sheet may not read {url}")
            with open(str(path), "rb") as file:  # noqa: PTH123  finders give plain strings
                return URLFetcherResponse(url, file.read())

    return StaticFetcher()
