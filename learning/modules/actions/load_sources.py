"""Bring the list of sources of a content file; a source that is there stays as somebody has corrected it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ..models import Source

LOOK_AGAIN_AFTER = dt.timedelta(days=365)


def load_sources(sources: Sequence[Mapping[str, Any]]) -> int:
    """Make the missing sources, each to be looked at again a year after it was read; returns how many there are."""
    there = set(Source.objects.values_list("key", flat=True))
    Source.objects.bulk_create(_source(entry) for entry in sources if entry["id"] not in there)
    return Source.objects.count()


def _source(entry: Mapping[str, Any]) -> Source:
    accessed = dt.date.fromisoformat(entry["accessed"])
    return Source(
        key=entry["id"],
        title=entry["title"],
        publisher=entry["publisher"],
        url=entry["url"],
        licence=entry["licence_or_status"],
        accessed=accessed,
        review_due=accessed + LOOK_AGAIN_AFTER,
    )
