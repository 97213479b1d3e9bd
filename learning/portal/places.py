"""Where a section or a block of an attempt stands."""

from __future__ import annotations

from learning.records.body import find, number_of_place
from learning.records.models import Attempt

from .addresses import address


def anchor(block_id: str) -> str:
    """The id of a block on its page."""
    return f"b-{block_id}"


def address_of(attempt: Attempt, place: str) -> str:
    """Where a section or block of the attempt's version stands, down to the block."""
    body = attempt.version.body
    number = number_of_place(body, place)
    section = address("player_section", attempt.module.slug, number)
    return f"{section}#{anchor(place)}" if find(body, place) else section
