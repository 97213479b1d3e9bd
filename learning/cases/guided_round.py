"""The order of a round, and what may be written when and by whom, as a table.

Pure. After Project ECHO: the case is presented, the facilitator sums it up, questions make it clear and nothing else,
each agency gives its view beside the others', and recommendations are written down.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .life_cycle import Part


class Stage(TextChoices):
    """Where a round is, in order."""

    PRESENT = "present", _("The case")
    SUM_UP = "sum_up", _("Summary")
    CLARIFY = "clarify", _("Questions")
    VIEWS = "views", _("Views")
    RECOMMEND = "recommend", _("Recommendations")


class Kind(TextChoices):
    """What somebody writes in a round."""

    SUMMARY = "summary", _("Summary")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    VIEW = "view", _("View")
    RECOMMENDATION = "recommendation", _("Recommendation")


WRITES: Mapping[Stage, Mapping[Kind, frozenset[Part]]] = {
    Stage.PRESENT: {},
    Stage.SUM_UP: {Kind.SUMMARY: frozenset({Part.FACILITATOR})},
    Stage.CLARIFY: {
        Kind.QUESTION: frozenset({Part.FACILITATOR, Part.PARTICIPANT}),
        Kind.ANSWER: frozenset({Part.AUTHOR}),
    },
    Stage.VIEWS: {Kind.VIEW: frozenset({Part.PARTICIPANT})},
    Stage.RECOMMEND: {Kind.RECOMMENDATION: frozenset({Part.FACILITATOR})},
}
NEEDED: Mapping[Stage, Kind] = {Stage.SUM_UP: Kind.SUMMARY, Stage.RECOMMEND: Kind.RECOMMENDATION}
"""What has to be written before a round moves on from a stage."""
WHAT_NOW: Mapping[Stage, Promise] = {
    Stage.PRESENT: _("Everybody reads the case. In a meeting its author tells it in five minutes."),
    Stage.SUM_UP: _("The facilitator says in a few sentences what was heard."),
    Stage.CLARIFY: _("Questions that make it clear, and nothing else yet: no advice. The author answers."),
    Stage.VIEWS: _("Each agency writes what it sees from where it stands. Different views stay beside each other."),
    Stage.RECOMMEND: _("The facilitator writes down what could be done, by which role and by when."),
}


def may_write(kind: Kind, stage: Stage, parts: Collection[Part], *, is_past: bool = False) -> bool:
    """Whether somebody with these parts may write this now.

    `is_past`: the last day of a round in writing is over; then the facilitator alone writes, to bring it to its end.
    """
    allowed = WRITES[stage].get(kind, frozenset()) & set(parts)
    return bool(allowed & {Part.FACILITATOR} if is_past else allowed)


def next_stage(stage: Stage) -> Stage | None:
    """The one after it; None after the last, with which the round ends."""
    order = list(Stage)
    place = order.index(stage) + 1
    return order[place] if place < len(order) else None
