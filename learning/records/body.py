"""The frozen body of a version, asked by id: which section and which route a block stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Body = Sequence[Mapping[str, Any]]
Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A block and where it stands; `number` of the section counts from 1."""

    block: Block
    number: int
    section_id: str
    by_alternative: bool


def alternative_blocks(section: Mapping[str, Any]) -> Sequence[Block]:
    """The blocks of the section's other route; empty where it has none."""
    return (section["value"].get("alternative") or {}).get("blocks") or []


def every_block(body: Body) -> Iterator[Found]:
    for number, section in enumerate(body, 1):
        for block in section["value"]["blocks"]:
            yield Found(block, number, section["id"], by_alternative=False)
        for block in alternative_blocks(section):
            yield Found(block, number, section["id"], by_alternative=True)


def find(body: Body, block_id: str) -> Found | None:
    return next((found for found in every_block(body) if found.block["id"] == block_id), None)


def number_of(body: Body, section_id: str) -> int | None:
    """The number of the section, counted from 1."""
    return next((number for number, section in enumerate(body, 1) if section["id"] == section_id), None)


def number_of_place(body: Body, place: str) -> int:
    """The number of the section that is, or holds, `place`; 1 where the body no longer knows it."""
    number = number_of(body, place)
    if number is None:
        found = find(body, place)
        number = found.number if found else 1
    return number
