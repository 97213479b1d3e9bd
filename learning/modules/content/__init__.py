"""The content that comes with the product: lists, sources, modules, learning cases, programme, invented partners."""

import json
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content.json"


def content_file() -> dict[str, Any]:
    """The content file, read afresh: 12 modules, 10 cases, the lists that they are found by, and the demonstration."""
    content: dict[str, Any] = json.loads(CONTENT.read_text(encoding="utf-8"))
    return content
