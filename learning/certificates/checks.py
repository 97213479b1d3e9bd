"""What `manage.py check` says about drawing certificates."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import CDLL
from typing import Any

from django.apps.config import AppConfig
from django.core import checks

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


@checks.register
def pango_is_there(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:
    """A warning, not an error: everything but the PDF works without Pango."""
    missing = [name for name in LIBRARIES if not _loads(name)]
    if not missing:
        return []
    return [
        checks.Warning(
            f"Certificates cannot be drawn: {', '.join(missing)} cannot be loaded.",
            hint="On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="certificates.W001",
        )
    ]


def _loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True
