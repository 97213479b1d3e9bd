"""Draws a certificate's PDF from its snapshot and the template it was issued with.

The same certificate gives the same bytes, whoever draws it and when: A4 lying on its side, one page, PDF/A-3a, tagged.
WeasyPrint is imported where a PDF is made: it costs most of a second, and needs Pango.
"""

from __future__ import annotations

import atexit
import datetime as dt
import threading
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles import finders
from django.template import engines
from django.utils import translation

from . import cleaning, qr
from .fonts import BASE, Face, face_for_name, face_rules, faces_needed
from .models import Certificate
from .wording import following_on

STEPS = 7
"""How many sizes the style sheet knows, from `fit-0` down."""

# Pango's font map belongs to one thread at a time.
_drawing = threading.Lock()


class CannotDrawError(Exception):
    """This installation cannot draw: Pango or a static file is missing."""


class DoesNotFitError(CannotDrawError):
    """The text is too long for one page even in the smallest type: nothing is printed rather than a second page."""


def draw(certificate: Certificate) -> bytes:
    """The PDF's bytes. Raises CannotDrawError."""
    try:
        from weasyprint.urls import FatalURLFetchingError
    except OSError as error:
        raise CannotDrawError("Pango is missing: see `manage.py check`.") from error
    try:
        return _drawn(certificate)
    except FatalURLFetchingError as error:
        raise CannotDrawError(str(error)) from error


def _drawn(certificate: Certificate) -> bytes:
    with _drawing, translation.override(certificate.snapshot["language"]):
        context = _context(certificate)
        template = engines["django"].from_string(certificate.template.html)
        faces = faces_needed(" ".join(_texts(context)))
        for fit in range(STEPS):
            document = _laid_out(template.render(context | {"fit": fit}), certificate.template.css, faces)
            if len(document.pages) == 1:
                return cleaning.clean(document.write_pdf(pdf_variant="pdf/a-3a"))
    raise DoesNotFitError(certificate.public_code)


def _laid_out(html: str, css: str, faces: tuple[Face, ...]) -> Any:
    from weasyprint import HTML

    fetcher, font_config, style = _style(css, faces)
    sheet = HTML(string=html, base_url="static:", url_fetcher=fetcher)
    return sheet.render(font_config=font_config, stylesheets=[style])


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
atexit.register(_style.cache_clear)


def _static_fetcher() -> Any:
    """Reads the project's own static files, named as `static:css/x.css`, and nothing else: no file, no network."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("static:")
            path = finders.find(name) if url.startswith("static:") and ".." not in name else None
            if not path:
                # Anything milder is swallowed, and the sheet would be drawn without the font.
                raise FatalURLFetchingError(f"A certificate may not read {url}")
            with open(str(path), "rb") as file:  # noqa: PTH123  finders give plain strings
                return URLFetcherResponse(url, file.read())

    return StaticFetcher()


def _context(certificate: Certificate) -> dict[str, Any]:
    told = certificate.snapshot
    name = told["name"]["printed"]
    face = face_for_name(name)
    address = f"{told['base_url']}/v/{certificate.public_code}"
    qr_width, qr_path = qr.modules(address)
    level = told["level"]["number"]
    finished_on, valid_from, valid_until = (
        dt.date.fromisoformat(told[key]) if told[key] else None for key in ("finished_on", "valid_from", "valid_until")
    )
    return {
        "language": told["language"],
        "name": name,
        "name_language": told["name"]["language"] or told["language"],
        "name_class": face.css_class if face else "other",
        "title": told["module"]["title"],
        "outcomes": following_on(told["outcomes"]),
        "level": level,
        "level_name": told["level"]["name"],
        "knots": [{"x": round(7 + 88 / 3 * step, 1), "is_reached": step < level} for step in range(4)],
        "version": told["version"],
        "minutes": told["minutes"],
        "criteria": told["criteria"],
        "issuer": told["issuer"],
        "finished_on": finished_on,
        "valid_from": valid_from,
        "starts_later": valid_from != finished_on,
        "valid_until": valid_until,
        "issued_on": certificate.issued_on,
        "issued_at": certificate.issued_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "invented": told["invented"],
        "code": certificate.code_in_fours,
        "qr_width": qr_width,
        "qr_path": qr_path,
        "shown_address": f"{told['base_url'].partition('://')[2]}/v",
    }


def _texts(context: dict[str, Any]) -> list[str]:
    return [value for value in context.values() if isinstance(value, str)] + context["outcomes"]
