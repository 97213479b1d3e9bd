"""Draws a certificate's PDF from its snapshot and the template it was issued with.

The same certificate gives the same bytes, whoever draws it and when: A4 lying on its side, one page, PDF/A-3a, tagged.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.template import engines
from django.utils import translation

from . import qr
from .fonts import face_for_name, faces_needed
from .models import Certificate
from .sheets import CannotDrawError, drawing, laid_out, written
from .wording import following_on

STEPS = 7
"""How many sizes the style sheet knows, from `fit-0` down."""


class DoesNotFitError(CannotDrawError):
    """The text is too long for one page even in the smallest type: nothing is printed rather than a second page."""


def draw(certificate: Certificate) -> bytes:
    """The PDF's bytes. Raises CannotDrawError."""
    with drawing(), translation.override(certificate.snapshot["language"]):
        context = _context(certificate)
        template = engines["django"].from_string(certificate.template.html)
        faces = faces_needed(" ".join(_texts(context)))
        for fit in range(STEPS):
            document = laid_out(template.render(context | {"fit": fit}), certificate.template.css, faces)
            if len(document.pages) == 1:
                return written(document)
    raise DoesNotFitError(certificate.public_code)


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
