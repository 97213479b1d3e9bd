"""The life of a case as data: its states, the steps between them, who may take each, and who sees the case in each.

Pure. `parts_of` (permissions) says which parts somebody has in a case; everything else follows from the tables here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a case is. A draft is with its author: a new one on the author's device, one that came back here."""

    DRAFT = "draft", _("With its author")
    AGENCY_REVIEW = "agency_review", _("First check")
    NETWORK_REVIEW = "network_review", _("Second check")
    TRIAGE = "triage", _("Waits for a round")
    SCHEDULED = "scheduled", _("A round is arranged")
    IN_CONSULTATION = "in_consultation", _("In a round")
    RECOMMENDED = "recommended", _("Recommendations are written")
    FOLLOW_UP = "follow_up", _("Tried, and looked back on")
    CLOSED = "closed", _("Closed")
    QUARANTINED = "quarantined", _("Hidden while it is looked at")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Part(TextChoices):
    """What somebody is to one case. `AUTHORS_AGENCY`: the author's agency reviewers, whoever of them reviews it."""

    AUTHOR = "author", _("Author")
    AGENCY_REVIEWER = "agency_reviewer", _("Agency reviewer")
    NETWORK_REVIEWER = "network_reviewer", _("Network reviewer")
    COORDINATOR = "coordinator", _("Coordinator")
    FACILITATOR = "facilitator", _("Facilitator")
    PARTICIPANT = "participant", _("Invited colleague")
    IG_LEAD = "ig_lead", _("Information-governance lead")


class Move(TextChoices):
    """A step of a case, as it is kept in its history."""

    SUBMIT = "submit", _("sent for the first check")
    APPROVE_FIRST = "approve_first", _("first check passed")
    APPROVE_SECOND = "approve_second", _("second check passed")
    RETURN = "return", _("returned to its author")
    SCHEDULE = "schedule", _("a round arranged")
    CALL_OFF = "call_off", _("the round called off")
    OPEN = "open", _("the round opened")
    RECOMMEND = "recommend", _("the round ended with recommendations")
    ANSWER = "answer", _("the recommendations answered")
    FINISH = "finish", _("closed by its author")
    LET_GO = "let_go", _("closed without its last follow-up")
    DECLINE = "decline", _("closed without a round")
    TAKE_BACK = "take_back", _("taken back by its author")
    HIDE = "hide", _("hidden")
    SHOW_AGAIN = "show_again", _("shown again where it was")
    SEND_BACK = "send_back", _("returned to its author after it was hidden")
    WITHDRAW = "withdraw", _("withdrawn")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from which states, to which one (None: back to where the case was hidden), and by whom."""

    move: Move
    before: frozenset[State]
    after: State | None
    by: frozenset[Part]


SEATED = frozenset({Part.FACILITATOR, Part.PARTICIPANT})
"""Those who are in a round about the case; its author is as well, and is shown to them as a sector."""
LIVE = frozenset(State) - {State.QUARANTINED, State.WITHDRAWN}
READERS: Mapping[State, frozenset[Part]] = {
    State.DRAFT: frozenset({Part.AUTHOR}),
    State.AGENCY_REVIEW: frozenset({Part.AUTHOR, Part.AGENCY_REVIEWER}),
    State.NETWORK_REVIEW: frozenset({Part.AUTHOR, Part.AGENCY_REVIEWER, Part.NETWORK_REVIEWER}),
    State.TRIAGE: frozenset({Part.AUTHOR, Part.COORDINATOR}),
    State.SCHEDULED: frozenset({Part.AUTHOR, Part.COORDINATOR}) | SEATED,
    State.IN_CONSULTATION: frozenset({Part.AUTHOR}) | SEATED,
    State.RECOMMENDED: frozenset({Part.AUTHOR}) | SEATED,
    State.FOLLOW_UP: frozenset({Part.AUTHOR, Part.COORDINATOR}) | SEATED,
    State.CLOSED: frozenset({Part.AUTHOR, Part.COORDINATOR}) | SEATED,
    State.QUARANTINED: frozenset({Part.IG_LEAD, Part.AGENCY_REVIEWER}),
    State.WITHDRAWN: frozenset(),
}
"""Who reads the text of a case in each state. A withdrawn one has none."""

STEPS = (
    Step(Move.SUBMIT, frozenset({State.DRAFT}), State.AGENCY_REVIEW, frozenset({Part.AUTHOR})),
    Step(Move.APPROVE_FIRST, frozenset({State.AGENCY_REVIEW}), State.NETWORK_REVIEW, frozenset({Part.AGENCY_REVIEWER})),
    Step(Move.APPROVE_SECOND, frozenset({State.NETWORK_REVIEW}), State.TRIAGE, frozenset({Part.NETWORK_REVIEWER})),
    Step(Move.RETURN, frozenset({State.AGENCY_REVIEW}), State.DRAFT, frozenset({Part.AGENCY_REVIEWER})),
    Step(Move.RETURN, frozenset({State.NETWORK_REVIEW}), State.DRAFT, frozenset({Part.NETWORK_REVIEWER})),
    Step(Move.SCHEDULE, frozenset({State.TRIAGE}), State.SCHEDULED, frozenset({Part.COORDINATOR})),
    Step(Move.CALL_OFF, frozenset({State.SCHEDULED}), State.TRIAGE, frozenset({Part.COORDINATOR})),
    Step(Move.OPEN, frozenset({State.SCHEDULED}), State.IN_CONSULTATION, frozenset({Part.FACILITATOR})),
    Step(Move.RECOMMEND, frozenset({State.IN_CONSULTATION}), State.RECOMMENDED, frozenset({Part.FACILITATOR})),
    Step(Move.ANSWER, frozenset({State.RECOMMENDED}), State.FOLLOW_UP, frozenset({Part.AUTHOR})),
    Step(Move.FINISH, frozenset({State.FOLLOW_UP}), State.CLOSED, frozenset({Part.AUTHOR})),
    Step(Move.LET_GO, frozenset({State.FOLLOW_UP}), State.CLOSED, frozenset({Part.COORDINATOR})),
    Step(Move.DECLINE, frozenset({State.TRIAGE}), State.CLOSED, frozenset({Part.COORDINATOR})),
    Step(
        Move.TAKE_BACK,
        frozenset({State.DRAFT, State.AGENCY_REVIEW, State.NETWORK_REVIEW, State.TRIAGE, State.SCHEDULED}),
        State.WITHDRAWN,
        frozenset({Part.AUTHOR}),
    ),
    *(
        Step(Move.HIDE, frozenset({state}), State.QUARANTINED, READERS[state] | {Part.IG_LEAD})
        for state in sorted(LIVE)
    ),
    Step(Move.SHOW_AGAIN, frozenset({State.QUARANTINED}), None, frozenset({Part.IG_LEAD})),
    Step(Move.SEND_BACK, frozenset({State.QUARANTINED}), State.DRAFT, frozenset({Part.IG_LEAD})),
    Step(Move.WITHDRAW, frozenset({State.QUARANTINED}), State.WITHDRAWN, frozenset({Part.IG_LEAD})),
)

IN_ROUND = frozenset({State.SCHEDULED, State.IN_CONSULTATION, State.RECOMMENDED, State.FOLLOW_UP})
WITHOUT_ROUND = frozenset({State.DRAFT, State.TRIAGE, State.WITHDRAWN})
"""Where a case comes back to, a round that was arranged or held about it no longer stands."""
SECOND_CHECKED = IN_ROUND | {State.TRIAGE, State.CLOSED}
FIRST_CHECKED = SECOND_CHECKED | {State.NETWORK_REVIEW}
WORKING_DAYS: Mapping[State, int] = {
    State.AGENCY_REVIEW: 2,
    State.NETWORK_REVIEW: 3,
    State.TRIAGE: 1,
    State.QUARANTINED: 2,
}
"""In how many working days a case should go on from a state; shown when it is late."""
WHAT_NEXT: Mapping[State, Promise] = {
    State.DRAFT: _("You mend it, and send it again."),
    State.AGENCY_REVIEW: _("Somebody of your own organisation checks that nobody can be recognised: two working days."),
    State.NETWORK_REVIEW: _("Somebody of another partner reads it as a stranger would: three working days."),
    State.TRIAGE: _("The coordinator looks for a round: one working day."),
    State.SCHEDULED: _("Colleagues are invited. The facilitator opens the round when it is time."),
    State.IN_CONSULTATION: _("Colleagues think with you. You answer their questions on the page of the round."),
    State.RECOMMENDED: _("You say of each recommendation whether you take it up."),
    State.FOLLOW_UP: _("You try what you took up, and say after six and after twelve weeks how it went."),
    State.CLOSED: _("It is closed. Where others could learn from it, it can be nominated."),
    State.QUARANTINED: _("Nobody reads it until the information-governance lead has decided: two working days."),
    State.WITHDRAWN: _("Its text is gone. That it was there stays written down."),
}


def may_take(move: Move, state: State, parts: Collection[Part]) -> bool:
    """Whether somebody with these parts may take this step of a case in this state."""
    return step_of(move, state, parts) is not None


def step_of(move: Move, state: State, parts: Collection[Part]) -> Step | None:
    """The step that it is, or None where it may not be taken."""
    return next((one for one in STEPS if one.move == move and state in one.before and one.by & set(parts)), None)


def loses_something(step: Step) -> bool:
    """Whether words or checks of the case are gone after the step: none such is taken while the case is held."""
    return step.move == Move.SUBMIT or step.after in (State.DRAFT, State.WITHDRAWN)


def sees(state: State, parts: Collection[Part]) -> bool:
    """Whether somebody with these parts reads a case in this state."""
    return bool(READERS[state] & set(parts))
