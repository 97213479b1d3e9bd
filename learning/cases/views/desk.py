"""The case desk: what one brought, what waits for one's word, and one case with the steps that one may take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.notices.working_days import working_day_after
from learning.workforce.models import Role, User
from learning.workforce.permissions import holds
from learning.workforce.signed_in import SignedInRequest

from ..became import Became, became_of
from ..learning_draft import DraftState
from ..life_cycle import SEATED, WHAT_NEXT, WORKING_DAYS, Move, Part, State, may_take
from ..models import Case, CaseReport, Hiding, LearningDraft, RiskAlert, Round
from ..permissions import may_bring, read_case
from ..said import UNUSUAL

WAY = (
    State.AGENCY_REVIEW,
    State.NETWORK_REVIEW,
    State.TRIAGE,
    State.SCHEDULED,
    State.IN_CONSULTATION,
    State.RECOMMENDED,
    State.FOLLOW_UP,
)
MOST = 50


@dataclass(frozen=True)
class Knot:
    """One state on the way of a case, as the thread draws it."""

    title: str
    state: str
    href: str = ""


@require_safe
@login_required
@never_cache
def case_desk(request: SignedInRequest) -> HttpResponse:
    """What the user brought, and the cases that wait for their word; for those who have neither, how to bring one."""
    today = timezone.localdate()
    waiting = list(Case.objects.waiting_for(request.user, today).select_related("organisation")[:MOST])
    rounds = Case.objects.in_rounds(request.user, today).select_related("organisation")
    hidden = Hiding.objects.visible_to(request.user, today).open()
    reports = CaseReport.objects.visible_to(request.user, today)
    context = {
        "may_bring": may_bring(request.user, today),
        "own": _own(request.user, today),
        "waiting": [(case, late_since(case, today)) for case in waiting],
        # A round that the user leads waits for them, and stands there.
        "rounds": rounds.exclude(pk__in=[case.pk for case in waiting])[:MOST],
        "is_ig_lead": holds(request.user, Role.IG_LEAD, today),
        "agreements": Case.objects.awaiting_lead(request.user, today)[:MOST],
        "hidden": [(one, _due(one.hidden_at, today)) for one in hidden.select_related("case")[:MOST]],
        "reports": [(one, _due(one.reported_at, today)) for one in reports.filter(answered_at=None, case=None)[:MOST]],
        "to_share": LearningDraft.objects.to_agree(request.user, today).select_related("case")[:MOST],
        "to_write": LearningDraft.objects.to_write(request.user, today).select_related("page")[:MOST],
        "to_read": LearningDraft.objects.to_review(request.user, today).select_related("page")[:MOST],
        "became": LearningDraft.objects.known_to(request.user, today).select_related("case", "page")[:MOST],
        "today": today,
        "alerts": RiskAlert.objects.visible_to(request.user).open().select_related("case"),
    }
    return render(request, "cases/desk.html", context)


def _due(at: dt.datetime, today: dt.date) -> tuple[dt.date, bool]:
    """By when a report should be answered, and whether that is past."""
    due = working_day_after(timezone.localdate(at), WORKING_DAYS[State.QUARANTINED])
    return due, due < today


def _own(user: User, today: dt.date) -> list[tuple[Case, Became]]:
    """What the user brought, each with what is asked of them today; at most four queries."""
    cases = list(Case.objects.own(user)[:MOST])
    followed = Round.objects.filter(
        cancelled_at=None, case__in=[one.pk for one in cases if one.state == State.FOLLOW_UP]
    )
    held = {one.case_id: one for one in followed.prefetch_related("follow_ups", "recommendations__decision")}
    return [(case, became_of(case, held.get(case.pk), today)) for case in cases]


@require_safe
@login_required
@never_cache
def case_brought(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One case, for those who read it now; its author also finds it when its words are gone."""
    today = timezone.localdate()
    own = Case.objects.own(request.user).filter(uuid=uuid, state__in=[State.WITHDRAWN, State.QUARANTINED]).first()
    if own is not None:
        return render(request, "cases/gone.html", {"case": own, "what_next": WHAT_NEXT[State(own.state)]})
    case, parts = read_case(request.user, uuid, today)
    if parts <= SEATED:
        # What its checkers and its author wrote to each other is not for those who sit in a round.
        return redirect("case_round", case.uuid)
    if Part.AUTHOR not in parts:
        record("case.seen", by=request.user, on=case, organisation_id=case.organisation_id)
    return render(request, "cases/case.html", case_context(case, parts, today))


def case_context(case: Case, parts: frozenset[Part], today: dt.date) -> dict[str, Any]:
    """What pages of one case show of it, and which steps somebody with these parts may take; at most six queries."""
    held = case.rounds.filter(cancelled_at=None).first()
    draft = LearningDraft.objects.filter(case=case).order_by("-pk").first()
    return {
        "case": case,
        "is_own": Part.AUTHOR in parts,
        "way": _way(case),
        "what_next": WHAT_NEXT[State(case.state)],
        "late": late_since(case, today),
        "steps": case.steps.all(),
        "held": held,
        "became": became_of(case, held, today),
        "draft": draft if draft and draft.state != DraftState.DECLINED else None,
        "stays": draft if draft and draft.state == DraftState.DECLINED else None,
        "knows_the_draft": bool(parts & {Part.AUTHOR, Part.IG_LEAD}),
        "may_nominate": case.state == State.CLOSED and bool(parts & {Part.AUTHOR, Part.COORDINATOR}),
        "unusual": [(Part(part).label, [UNUSUAL[key] for key in said]) for part, said in case.unusual.items()],
        "may": {move.value: may_take(move, State(case.state), parts) for move in Move},
    }


def late_since(case: Case, today: dt.date) -> dt.date | None:
    """The day by which the case should have gone on, if that is past."""
    days = WORKING_DAYS.get(State(case.state))
    due = working_day_after(timezone.localdate(case.state_since), days) if days else None
    return due if due and due < today else None


def _way(case: Case) -> list[Knot]:
    """The thread; a hidden case stands where it was."""
    was = State(case.hidden_from or case.state)
    at = WAY.index(was) if was in WAY else (len(WAY) if was == State.CLOSED else -1)
    brought = Knot(_("Written"), "now" if at < 0 else "done")
    states = ["done" if place < at else "now" if place == at else "todo" for place in range(len(WAY))]
    return [brought, *(Knot(str(state.label), drawn) for state, drawn in zip(WAY, states, strict=True))]
