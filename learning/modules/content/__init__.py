"""The content that comes with the product: lists, sources, modules, learning cases, programme, invented partners."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content.json"
EDITORIAL = Path(__file__).parent / "editorial.json"


def content_file() -> dict[str, Any]:
    """The content file, read afresh: 12 modules, 10 cases, the lists that they are found by, and the demonstration.

    Under "editorial" stand the makers' own marks and introductions, which are no part of the network's wording.
    """
    content: dict[str, Any] = json.loads(CONTENT.read_text(encoding="utf-8"))
    content["editorial"] = json.loads(EDITORIAL.read_text(encoding="utf-8"))
    return content


def marked(editorial: Mapping[str, Any], part: str, entry: str, kind: str) -> list[str]:
    """The terms or tags that the makers' own reading gives to one module or case ("modules", "MOD01", "tags")."""
    marks = editorial.get(part, {}).get(entry, {}).get(kind, [])
    return [mark if isinstance(mark, str) else mark["term"] for mark in marks]
