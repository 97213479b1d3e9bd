"""Who may do what with learning cases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Value, When
from django.http import Http404

from learning.records.attribution import employers_on
from learning.records.querysets import person_of
from learning.workforce.models import Organisation, Role, RoleAssignment
from learning.workforce.permissions import holds, may_administer

from .held import says_held
from .learning_draft import EYES, DraftPart, DraftState, reads
from .life_cycle import Move, Part, State, loses_something, may_take, sees, step_of
from .models import Case, HostAgreement, LearningDraft, Round
from .querysets import REVIEWERS, part_conditions

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

    from .models import LearningCasePage


def may_read_case(user: User | AnonymousUser, case: LearningCasePage, day: dt.date) -> bool:
    """Whether the case is in its reader's library on `day`."""
    return case.is_visible_to(user, day)


def may_edit_cases(user: User | AnonymousUser, day: dt.date) -> bool:
    """Trainers write learning cases and say which modules they teach."""
    return holds(user, Role.TRAINER, day)


def may_change_local_names(user: User | AnonymousUser, day: dt.date) -> bool:
    """Administrators say which names of the network's area every text is screened for."""
    return may_administer(user, day)


def parts_of(user: User | AnonymousUser, case: Case, day: dt.date) -> frozenset[Part]:
    """What the user is to this case on `day`: the conditions of `visible_to`, asked of one case."""
    if not user.is_authenticated:
        return frozenset()
    asked = {
        part.value: models.Case(When(holds, then=Value(True)), default=Value(False))
        for part, holds in part_conditions(user, day).items()
    }
    row = Case.objects.filter(pk=case.pk).annotate(**{f"is_{name}": each for name, each in asked.items()})
    found = row.values(*(f"is_{name}" for name in asked)).first() or {}
    return frozenset(part for part in Part if found.get(f"is_{part.value}"))


def may_move(user: User | AnonymousUser, case: Case, move: Move, day: dt.date) -> bool:
    """Whether the user may take this step of the case now."""
    return may_take(move, State(case.state), parts_of(user, case, day))


def is_kept_from(user: User | AnonymousUser, case: Case, move: Move, day: dt.date) -> str:
    """Why a legal hold keeps the user from this step, in a sentence; empty where none does."""
    parts = parts_of(user, case, day) if case.held_hash else frozenset()
    step = step_of(move, State(case.state), parts)
    return says_held(parts) if step is not None and loses_something(step) else ""


def may_record_lead(user: User | AnonymousUser, case: Case, day: dt.date) -> bool:
    """Agency reviewers of a case that waits for a round say what their case lead thinks; its words are not shown."""
    return Case.objects.awaiting_lead(user, day).filter(pk=case.pk).exists()


def network_ig_leads(day: dt.date) -> models.QuerySet[User]:
    """The information-governance leads who answer for the whole network, by login."""
    from learning.workforce.models import User as Login

    of_network = models.Q(organisation=None) | models.Q(organisation__kind=Organisation.NETWORK_KIND)
    held = RoleAssignment.objects.on(day).filter(of_network, role=Role.IG_LEAD)
    return Login.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def may_bring(user: User | AnonymousUser, day: dt.date) -> bool:
    """Whoever holds a confirmed post with a partner brings a case of that work."""
    return bool(employers_of(user, day))


def employers_of(user: User | AnonymousUser, day: dt.date) -> list[Organisation]:
    """The partners for which the user can bring a case on `day`, by name."""
    person = person_of(user)
    if person is None or person.erased_at is not None:
        return []
    return list(Organisation.objects.partners().filter(pk__in=employers_on(person, day)).order_by("name"))


def first_reviewers(organisation: Organisation, day: dt.date) -> models.QuerySet[RoleAssignment]:
    """Who checks this partner's cases first on `day`: its own agency reviewers, or those of its host."""
    hosts = HostAgreement.objects.on(day).filter(organisation=organisation).values("host_id")
    roles = RoleAssignment.objects.on(day).filter(role=Role.AGENCY_REVIEWER, user__is_active=True)
    return roles.filter(models.Q(organisation=organisation) | models.Q(organisation__in=hosts)).order_by(
        "starts_on", "pk"
    )


def read_case(user: User | AnonymousUser, uuid: UUID, day: dt.date) -> tuple[Case, frozenset[Part]]:
    """The case at this address and what the user is to it, if they read it today.

    Otherwise Http404: not even that there is one.
    """
    found = Case.objects.filter(uuid=uuid).select_related("organisation", "author").first()
    parts = parts_of(user, found, day) if found is not None else frozenset()
    if found is None or not sees(State(found.state), parts):
        raise Http404
    return found, parts


def read_record(user: User | AnonymousUser, uuid: UUID, day: dt.date) -> Case:
    """The case at this address for its information-governance lead, whatever its state; otherwise Http404.

    They keep its record and export it; the words themselves they read on its page only while it is hidden.
    """
    found = Case.objects.led_by(user, day).filter(uuid=uuid).select_related("organisation", "author").first()
    if found is None:
        raise Http404
    return found


def reviews_for(user: User, case: Case, part: Part, day: dt.date) -> Organisation:
    """The organisation in whose name the user checks this case; of several, the one of their oldest role."""
    if part is Part.AGENCY_REVIEWER:
        mine = first_reviewers(case.organisation, day).filter(user=user)
    else:
        roles = RoleAssignment.objects.on(day).filter(role=Role.NETWORK_REVIEWER, user=user)
        mine = roles.exclude(organisation__in=[case.organisation_id, case.first_organisation_id or 0])
    found = mine.select_related("organisation").order_by("starts_on", "pk").first()
    if found is None or found.organisation is None:
        raise PermissionDenied
    return found.organisation


def read_round(user: User | AnonymousUser, uuid: UUID, day: dt.date) -> tuple[Round, frozenset[Part]]:
    """The standing round about the case at this address and what the user is to it, if they read it today.

    Otherwise Http404.
    """
    case, parts = read_case(user, uuid, day)
    held = Round.objects.filter(case=case, cancelled_at=None).select_related("facilitator").first()
    if held is None:
        raise Http404
    held.case = case
    return held, parts


OF_THE_CASE = {
    Part.AUTHOR: DraftPart.AUTHOR,
    Part.COORDINATOR: DraftPart.COORDINATOR,
    Part.AGENCY_REVIEWER: DraftPart.AGENCY_REVIEWER,
    Part.IG_LEAD: DraftPart.IG_LEAD,
}


def draft_parts_of(user: User | AnonymousUser, draft: LearningDraft, day: dt.date) -> frozenset[DraftPart]:
    """What the user is to this learning draft on `day`: its author nothing else, and whoever wrote no reviewer."""
    if not user.is_authenticated:
        return frozenset()
    parts = {OF_THE_CASE[part] for part in parts_of(user, draft.case, day) if part in OF_THE_CASE}
    if draft.author_id == user.pk:
        return frozenset({DraftPart.AUTHOR})
    roles = set(RoleAssignment.objects.on(day).filter(user=user.pk).values_list("role", flat=True))
    if Role.TRAINER in roles:
        parts.add(DraftPart.EDITOR)
    if roles & set(REVIEWERS):
        parts.add(DraftPart.REVIEWER)
    if Role.LIVED_EXPERIENCE in roles and draft.is_public:
        parts.add(DraftPart.LIVED)
    wrote = user.pk == draft.sent_by_id or draft.editors.filter(pk=user.pk).exists()
    return frozenset(parts - EYES if wrote else parts)


def may_nominate(user: User | AnonymousUser, case: Case, day: dt.date) -> bool:
    """Author and coordinator of a case; that it has to be closed is for the action to say."""
    return bool(parts_of(user, case, day) & {Part.AUTHOR, Part.COORDINATOR})


def read_draft(
    user: User | AnonymousUser, uuid: UUID, day: dt.date
) -> tuple[LearningDraft, LearningCasePage, frozenset[DraftPart]]:
    """The learning draft at this address with its page and what the user is to it, if they read it today.

    Otherwise Http404, as for all while its case is hidden.
    """
    found = LearningDraft.objects.standing().filter(uuid=uuid).select_related("case", "page").first()
    parts = draft_parts_of(user, found, day) if found is not None else frozenset()
    if found is None or found.page is None or not reads(DraftState(found.state), parts):
        raise Http404
    return found, found.page, parts
