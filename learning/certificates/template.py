"""Which state of the certificate's drawing is the present one."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.engine import Engine

from .fonts import digests
from .models import TemplateVersion

MARKUP = "certificates/sheet.html"
STYLE = "css/certificate.css"
PICTURE = "img/certificate-border.svg"


def current_template() -> TemplateVersion:
    """The row of what the files say now; made when they have changed since the last certificate."""
    fields = _as_it_is(*(_stamp(path) for path in _paths()))
    template, _created = TemplateVersion.objects.get_or_create(content_hash=fields["content_hash"], defaults=fields)
    return template


@lru_cache(maxsize=1)
def _as_it_is(*stamps: tuple[str, int]) -> dict[str, Any]:
    markup, style, picture = (Path(path).read_text() for path, _changed in stamps)
    # The frame is part of what is drawn: its hash stands with those of the fonts.
    files = digests() | {PICTURE: hashlib.sha256(picture.encode()).hexdigest()}
    fields: dict[str, Any] = {
        "html": markup,
        "css": style,
        "fonts": files,
        "engine": f"WeasyPrint {version('weasyprint')}",
    }
    whole = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    return fields | {"content_hash": hashlib.sha256(whole.encode()).hexdigest()}


def _paths() -> list[Path]:
    return [
        Path(Engine.get_default().get_template(MARKUP).origin.name),
        *(Path(str(finders.find(name))) for name in (STYLE, PICTURE)),
    ]


def _stamp(path: Path) -> tuple[str, int]:
    return str(path), path.stat().st_mtime_ns
