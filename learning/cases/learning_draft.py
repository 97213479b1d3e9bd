"""The way of a learning draft as data: from the nomination of a closed case to its publication.

Pure. The case itself stays closed all the while, with its own readers: whoever reads the draft finds no way to it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DraftState(TextChoices):
    NOMINATED = "nominated", _("Its author’s organisation is asked")
    DECLINED = "declined", _("It stays with the case desk")
    WRITING = "writing", _("Being rewritten")
    REVIEW = "review", _("Read before it is published")
    PUBLISHED = "published", _("Published")


class DraftPart(TextChoices):
    """What somebody is to one learning draft. Whoever wrote in it is no reviewer of it."""

    AUTHOR = "author", _("Author of the case")
    COORDINATOR = "coordinator", _("Coordinator")
    AGENCY_REVIEWER = "agency_reviewer", _("Agency reviewer of the author’s organisation")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    LIVED = "lived", _("Lived-experience reviewer")
    IG_LEAD = "ig_lead", _("Information-governance lead")


class DraftMove(TextChoices):
    AGREE = "agree", _("agreed to by the author’s organisation")
    DECLINE = "decline", _("declined by the author’s organisation")
    SEND = "send", _("sent to be read")
    APPROVE = "approve", _("read and agreed to")
    RETURN = "return", _("returned to be rewritten")
    PUBLISH = "publish", _("published")


@dataclass(frozen=True, slots=True)
class DraftStep:
    """From which states, to which one, and by whom. An approval leaves the draft where it is, until it is the last."""

    before: frozenset[DraftState]
    after: DraftState
    by: frozenset[DraftPart]


EYES = frozenset({DraftPart.REVIEWER, DraftPart.LIVED})
STEPS: Mapping[DraftMove, DraftStep] = {
    DraftMove.AGREE: DraftStep(
        frozenset({DraftState.NOMINATED}), DraftState.WRITING, frozenset({DraftPart.AGENCY_REVIEWER})
    ),
    DraftMove.DECLINE: DraftStep(
        frozenset({DraftState.NOMINATED}), DraftState.DECLINED, frozenset({DraftPart.AGENCY_REVIEWER})
    ),
    # A published one is sent again for its yearly review, as it is.
    DraftMove.SEND: DraftStep(
        frozenset({DraftState.WRITING, DraftState.PUBLISHED}), DraftState.REVIEW, frozenset({DraftPart.EDITOR})
    ),
    DraftMove.APPROVE: DraftStep(frozenset({DraftState.REVIEW}), DraftState.REVIEW, EYES),
    DraftMove.RETURN: DraftStep(frozenset({DraftState.REVIEW}), DraftState.WRITING, EYES),
    DraftMove.PUBLISH: DraftStep(frozenset({DraftState.REVIEW}), DraftState.PUBLISHED, EYES),
}
READERS: Mapping[DraftState, frozenset[DraftPart]] = {
    DraftState.NOMINATED: frozenset(),
    DraftState.DECLINED: frozenset(),
    DraftState.WRITING: frozenset({DraftPart.AUTHOR, DraftPart.EDITOR, DraftPart.IG_LEAD}),
    DraftState.REVIEW: frozenset({DraftPart.AUTHOR, DraftPart.EDITOR, DraftPart.IG_LEAD}) | EYES,
    DraftState.PUBLISHED: frozenset({DraftPart.AUTHOR, DraftPart.EDITOR, DraftPart.IG_LEAD}),
}
"""Who reads the text of the draft in each state; before it is agreed to there is none."""
KNOW_THE_CASE = frozenset({DraftPart.AUTHOR, DraftPart.IG_LEAD})
"""For whom the case leads to the draft; nobody is led from the draft to the case but by these."""


def may_step(move: DraftMove, state: DraftState, parts: Collection[DraftPart]) -> bool:
    """Whether somebody with these parts may take this step of a draft in this state."""
    step = STEPS[move]
    return state in step.before and bool(step.by & set(parts))


def reads(state: DraftState, parts: Collection[DraftPart]) -> bool:
    return bool(READERS[state] & set(parts))
