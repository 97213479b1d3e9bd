"""The network's own list of words that blame, asked of somebody's text."""

from __future__ import annotations

from collections.abc import Mapping

from .models import LoadedWording
from .wording import Noticed, noticed


def noticed_in(boxes: Mapping[str, str]) -> list[Noticed]:
    """What the list has to say of these texts, by the heading of their box; one query."""
    return noticed(boxes, [one.wording for one in LoadedWording.objects.all()])
