"""Blocks of a StreamField as they are stored."""

from __future__ import annotations

import uuid
from typing import Any, Final

_IDS: Final = uuid.UUID("3d3f6f0e-8a51-4a56-9f0c-2d2f0f7a9b11")


def stored_blocks(page: str, *blocks: tuple[str, Any]) -> list[dict[str, Any]]:
    """Raw blocks of a StreamField, with ids that depend on the page and the place alone."""
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(_IDS, f"{page}/{at}"))}
        for at, (kind, value) in enumerate(blocks)
    ]
