"""What may be written at which stage of a round and by whom: a table written by hand, and every pair beside it."""

from typing import Final

import pytest

from learning.cases.guided_round import NEEDED, Kind, Stage, may_write, next_stage
from learning.cases.life_cycle import Part

A, F, P = Part.AUTHOR, Part.FACILITATOR, Part.PARTICIPANT
WRITERS: Final[dict[tuple[Stage, Kind], set[Part]]] = {
    (Stage.SUM_UP, Kind.SUMMARY): {F},
    (Stage.CLARIFY, Kind.QUESTION): {F, P},
    (Stage.CLARIFY, Kind.ANSWER): {A},
    (Stage.VIEWS, Kind.VIEW): {P},
    (Stage.RECOMMEND, Kind.RECOMMENDATION): {F},
}


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("stage", Stage)
def test_what_is_written_when(stage: Stage, kind: Kind, part: Part) -> None:
    may = part in WRITERS.get((stage, kind), set())
    assert may_write(kind, stage, {part}) is may
    assert may_write(kind, stage, {part}, is_past=True) is (may and part == F)


def test_who_is_nothing_writes_nothing() -> None:
    assert not any(may_write(kind, stage, ()) for kind in Kind for stage in Stage)


def test_the_order_is_that_of_the_design() -> None:
    order, stage = [], Stage.PRESENT
    while stage:
        order.append(stage)
        stage = next_stage(stage)
    assert order == ["present", "sum_up", "clarify", "views", "recommend"]
    assert {stage: NEEDED[stage] for stage in NEEDED} == {"sum_up": "summary", "recommend": "recommendation"}
