"""A body as somebody meets it who takes the other route wherever there is one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def by_other_route(body: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sections with the blocks of the other route in the place of their own; the others as they are."""
    return [_other(section) for section in body]


def _other(section: Mapping[str, Any]) -> dict[str, Any]:
    value = section["value"]
    other = value.get("alternative") or {}
    if not other.get("blocks"):
        return dict(section)
    return {**section, "value": {**value, "title": other.get("title") or value["title"], "blocks": other["blocks"]}}
