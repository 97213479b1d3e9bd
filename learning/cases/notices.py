"""Who hears that a case has moved: that something waits, and never a word of it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import Role, RoleAssignment, User

from .learning_draft import DraftState
from .life_cycle import State
from .models import Case, CaseStep, LearningDraft, Round
from .permissions import first_reviewers
from .querysets import REVIEWERS

LONGEST_ROUND = 12
"""So many people at most are told of one step."""


def tell_of_step(case: Case, step: CaseStep, today: dt.date) -> None:
    """In the transaction of the step: whoever's turn it is, and the author where somebody else took it."""
    for user in User.objects.filter(pk__in=_whose_turn(case, today), is_active=True).exclude(pk=step.by_id):
        if user.pk != case.author_id:
            _tell(user, f"case-waits:{step.pk}:{user.pk}", reverse("case_desk"))
    if step.by_id != case.author_id and step.after != State.QUARANTINED:
        _tell(case.author, f"case-moved:{step.pk}", reverse("case_desk"))


def invite_to_round(held: Round) -> None:
    """In the transaction in which it is arranged: everybody with a seat but its author, who hears of the step."""
    day = date_format(held.held_on, "j F Y") if held.held_on else ""
    for user in _seated(held):
        queue_message(
            key=f"case-round:{held.pk}:{user.pk}",
            to=user.email,
            subject=_("You are invited to think with colleagues about a case"),
            text=(_("The round is on %(day)s.") if held.is_meeting else _("The round is in writing, until %(day)s."))
            % {"day": day}
            + " "
            + _("Sign in for the time, the way to join and the file for your calendar.")
            + " "
            + _("Nothing about a case is ever written in an e-mail.")
            + f"\n\n{settings.PUBLIC_BASE_URL}{reverse('case_round', args=[held.case.uuid])}\n",
        )


def tell_that_it_is_off(held: Round) -> None:
    """A round that was arranged does not go on; in the transaction in which that is decided."""
    for user in _seated(held):
        queue_message(
            key=f"case-round-off:{held.pk}:{user.pk}",
            to=user.email,
            subject=_("A round that you were invited to does not go on"),
            text=_("Take it out of your calendar. There is nothing that you need to do.") + "\n",
        )


def tell_the_round(held: Round, kind: str, subject: str) -> None:
    """Once for each kind: something about a round is there to read for those who sat in it, its author aside."""
    for user in _seated(held):
        queue_message(
            key=f"{kind}:{held.pk}:{user.pk}",
            to=user.email,
            subject=subject,
            text=_("It waits on the page of the round; nothing about a case is ever written in an e-mail.")
            + f"\n\n{settings.PUBLIC_BASE_URL}{reverse('case_round', args=[held.case.uuid])}\n",
        )


def tell_of_draft(draft: LearningDraft) -> None:
    """In the transaction of its step: whoever is next, and where it ends those who wait for it."""
    key, today = f"learning-draft:{draft.pk}:{draft.state_since:%Y%m%d%H%M%S%f}", timezone.localdate()
    for user in User.objects.filter(pk__in=_next_of_draft(draft, today), is_active=True):
        _tell(user, f"{key}:{user.pk}", reverse("case_desk"))


def _next_of_draft(draft: LearningDraft, today: dt.date) -> set[int]:
    roles: QuerySet[RoleAssignment] = RoleAssignment.objects.on(today).filter(user__is_active=True)
    if draft.state == DraftState.NOMINATED:
        roles = first_reviewers(draft.case.organisation, today)
    elif draft.state == DraftState.WRITING and draft.sent_by_id is None:
        roles = roles.filter(role=Role.TRAINER)
    elif draft.state == DraftState.REVIEW:
        asked = [*REVIEWERS, Role.LIVED_EXPERIENCE] if draft.is_public else REVIEWERS
        roles = roles.filter(role__in=asked).exclude(user__in=draft.editors.all())
    elif draft.state == DraftState.WRITING:
        return {draft.sent_by_id} if draft.sent_by_id else set()
    else:
        return {key for key in (draft.author_id, draft.sent_by_id, draft.nominated_by_id) if key is not None}
    roles = roles.exclude(user=draft.author_id).order_by("starts_on", "pk")
    return set(roles.values_list("user_id", flat=True)[:LONGEST_ROUND])


def _seated(held: Round) -> QuerySet[User]:
    return User.objects.filter(pk__in=held.seats.values("user"), is_active=True).exclude(pk=held.case.author_id)


def _whose_turn(case: Case, today: dt.date) -> list[int]:
    roles: QuerySet[RoleAssignment] = RoleAssignment.objects.on(today).filter(user__is_active=True)
    if case.state == State.AGENCY_REVIEW:
        roles = first_reviewers(case.organisation, today)
    elif case.state == State.NETWORK_REVIEW:
        own = [case.organisation_id, case.first_organisation_id]
        roles = roles.filter(role=Role.NETWORK_REVIEWER).exclude(organisation__in=own).exclude(user=case.first_by)
    elif case.state == State.TRIAGE:
        roles = roles.filter(role=Role.COORDINATOR)
    elif case.state == State.QUARANTINED:
        roles = roles.filter(role=Role.IG_LEAD)
    else:
        return []
    found = list(roles.order_by("starts_on", "pk").values_list("user_id", flat=True)[:LONGEST_ROUND])
    if case.state == State.TRIAGE and case.has_proceedings:
        found += first_reviewers(case.organisation, today).values_list("user_id", flat=True)[:LONGEST_ROUND]
    return found


def _tell(user: User, key: str, address: str) -> None:
    queue_message(
        key=key,
        to=user.email,
        subject=_("Something waits for you on the case desk"),
        text=_("Sign in to see what it is. Nothing about a case is ever written in an e-mail.")
        + f"\n\n{settings.PUBLIC_BASE_URL}{address}\n",
    )
