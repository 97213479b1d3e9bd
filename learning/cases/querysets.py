"""Questions of the case library, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from wagtail.query import PageQuerySet

from learning.modules.search_words import search_words
from learning.records.querysets import person_of
from learning.workforce.models import Employment, Organisation, Role, RoleAssignment
from learning.workforce.querysets import RecordedQuerySet, holding_on, of_person

from .follow_up import SILENT, WEEKS
from .learning_draft import DraftState
from .life_cycle import IN_ROUND, READERS, Part, State
from .wording import Noticed, noticed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import Person, User

    from .models import (  # noqa: F401  some are named in quotes alone
        Case,
        CaseReflection,
        CaseReport,
        Hiding,
        LearningCasePage,
        LearningDraft,
        LoadedWording,
        ModuleLink,
        RiskAlert,
        Seat,
    )


class LearningCaseQuerySet(PageQuerySet):
    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Cases that the user may read on `day`, by each case's audience.

        `network` is everybody with a login; `sector` is who holds a confirmed post on that day with an employer of the
        case's audience sector. Page, list, search and every link to a case ask here.
        """
        from .models import Audience

        seen = Q(audience=Audience.PUBLIC)
        if user.is_authenticated:
            mine = _sectors_of(user, day)
            seen |= Q(audience=Audience.NETWORK) | Q(audience=Audience.SECTOR, audience_sector__in=mine)
        return self.live().filter(seen)

    def matching(self, text: str) -> list[LearningCasePage]:
        """Those of these cases that the words are found in, best first.

        The index is asked about these rows alone: Wagtail's search cannot read the subqueries of `visible_to`.
        """
        words = search_words(text)
        if not words:
            return []
        rows = self.model.objects.filter(pk__in=list(self.values_list("pk", flat=True)))
        return list(rows.prefetch_related("headings").search(words, operator="and"))

    def teaching(self, modules: Iterable[int], day: dt.date) -> Self:
        """Cases that on `day` are linked to any of the modules, given as primary keys."""
        from .models import ModuleLink

        links = ModuleLink.objects.on(day).filter(module__in=list(modules))
        return self.filter(pk__in=links.values("case_id"))

    def carrying(self, headings: Iterable[str] = (), tags: Iterable[str] = ()) -> Self:
        """Cases that carry every one of the subject headings and tags, given by their slugs."""
        found = self
        for slug in headings:
            found = found.filter(headings__slug=slug)
        for slug in tags:
            found = found.filter(tags__slug=slug)
        return found


def _sectors_of(user: User | AnonymousUser, day: dt.date) -> Any:
    mine = Q(person__user=user.pk) | Q(person__merged_into__user=user.pk) | Q(person__merged_from__user=user.pk)
    held = Employment.objects.in_post(day).confirmed().filter(mine)
    return held.values_list("organisation__sector", flat=True).distinct().order_by()


class ModuleLinkQuerySet(RecordedQuerySet["ModuleLink"]):
    def on(self, day: dt.date) -> Self:
        """Links that hold on `day`, as believed now."""
        return self.standing().filter(holding_on(day, "linked_on"))


class CaseReflectionQuerySet(models.QuerySet["CaseReflection"]):
    def of(self, person: Person) -> Self:
        """What this human being wrote, under whichever of their merged rows."""
        return self.filter(of_person(person))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person's own; nobody else reads them, whatever their role."""
        person = person_of(user)
        return self.of(person) if person else self.none()


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Cases whose words the user may read on `day`: by what they are to each, and by the state that it is in."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(pk__in=())
        for part, holds in part_conditions(user, day).items():
            seen |= holds & Q(state__in=[state for state in State if part in READERS[state]])
        return self.filter(seen)

    def own(self, user: User | AnonymousUser) -> Self:
        """What the user brought, whatever became of it; a withdrawn one has no words."""
        return self.filter(author_id=user.pk) if user.is_authenticated else self.none()

    def waiting_for(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Cases that the user may take a next step of today, as a reviewer, coordinator, facilitator or IG lead."""
        if not user.is_authenticated:
            return self.none()
        turns = {
            State.AGENCY_REVIEW: Part.AGENCY_REVIEWER,
            State.NETWORK_REVIEW: Part.NETWORK_REVIEWER,
            State.TRIAGE: Part.COORDINATOR,
            State.SCHEDULED: Part.FACILITATOR,
            State.IN_CONSULTATION: Part.FACILITATOR,
            State.QUARANTINED: Part.IG_LEAD,
        }
        conditions, waits = part_conditions(user, day), Q(pk__in=())
        for state, part in turns.items():
            waits |= conditions[part] & Q(state=state)
        waits |= conditions[Part.COORDINATOR] & Q(state=State.FOLLOW_UP, pk__in=_silent(day))
        return self.filter(waits).order_by("state_since", "pk")

    def led_by(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Cases that the user answers for as an information-governance lead, whatever their state; the newest first."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(part_conditions(user, day)[Part.IG_LEAD]).order_by("-brought_at", "-pk")

    def in_rounds(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Cases about which the user is in a round that is arranged, open or has just ended."""
        if not user.is_authenticated:
            return self.none()
        conditions = part_conditions(user, day)
        seated = conditions[Part.FACILITATOR] | conditions[Part.PARTICIPANT]
        return self.filter(seated, state__in=sorted(IN_ROUND)).order_by("state_since", "pk")

    def awaiting_lead(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Cases with live proceedings that no round opens for until the user says that their case lead agrees."""
        if not user.is_authenticated:
            return self.none()
        asked = Q(state=State.TRIAGE, has_proceedings=True, lead_agreed_on=None)
        return self.filter(asked & part_conditions(user, day)[Part.AGENCY_REVIEWER]).order_by("state_since", "pk")


class SeatQuerySet(models.QuerySet["Seat"]):
    def attended_by(self, user: User | AnonymousUser) -> Self:
        """The user's own seats in rounds that ended and in which they were there or wrote; the latest round first.

        A round stays attended when its case is withdrawn later.
        """
        if not user.is_authenticated:
            return self.none()
        there = self.filter(user_id=user.pk, came_at__isnull=False, round__ended_at__isnull=False)
        return there.select_related("round").order_by("-round__ended_at", "-pk")


class HidingQuerySet(models.QuerySet["Hiding"]):
    def open(self) -> Self:
        """Those that nobody has decided about."""
        return self.filter(decided_at=None)

    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """All, to information-governance leads of the network; of where a learning case comes from nothing is kept."""
        return self.all() if _leads_for_the_network(user, day) else self.none()


class CaseReportQuerySet(models.QuerySet["CaseReport"]):
    def visible_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """As hidings: what somebody reports is read by whoever decides."""
        return self.all() if _leads_for_the_network(user, day) else self.none()


def _leads_for_the_network(user: User | AnonymousUser, day: dt.date) -> bool:
    if not user.is_authenticated:
        return False
    held = RoleAssignment.objects.on(day).filter(user_id=user.pk, role=Role.IG_LEAD)
    return held.filter(Q(organisation=None) | Q(organisation__kind=Organisation.NETWORK_KIND)).exists()


class RiskAlertQuerySet(models.QuerySet["RiskAlert"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Alerts that the user was asked to act on."""
        return self.filter(told=user.pk) if user.is_authenticated else self.none()

    def open(self) -> Self:
        """Those that nobody has acknowledged."""
        return self.filter(acknowledged_at=None)


def _silent(day: dt.date) -> models.QuerySet[Any]:
    """The cases whose author never said how it went; as `is_silent` says it of one."""
    from .models import Round

    latest = day - dt.timedelta(weeks=WEEKS[-1]) - SILENT
    return Round.objects.filter(cancelled_at=None, answered_at__date__lt=latest).values("case_id")


def part_conditions(user: User, day: dt.date) -> dict[Part, Q]:
    """What has to hold of a case for the user to be each part of it; four queries. Its author is nothing else.

    A seat in a round is held as long as its holder works, or has a role, for the organisation that it was given for.
    """
    from .models import HostAgreement, Seat

    roles = RoleAssignment.objects.on(day).filter(user_id=user.pk)
    scopes: dict[str, list[int | None]] = {}
    for_organisations = Q(organisation__in=())
    for role, organisation, kind, team in roles.values_list("role", "organisation_id", "organisation__kind", "team_id"):
        if organisation is not None:
            for_organisations |= Q(organisation=organisation)
        elif team is None:
            for_organisations |= Q(organisation__kind=Organisation.NETWORK_KIND)
        # A role held with the network's own team is held for every partner.
        scopes.setdefault(role, []).append(None if kind == Organisation.NETWORK_KIND else organisation)
    own = [one for one in scopes.get(Role.AGENCY_REVIEWER, ()) if one is not None]
    hosted = HostAgreement.objects.on(day).filter(host__in=own).values_list("organisation_id", flat=True)
    mine = Q(person__user=user.pk) | Q(person__merged_into__user=user.pk) | Q(person__merged_from__user=user.pk)
    employers = list(Employment.objects.in_post(day).confirmed().filter(mine).values_list("organisation_id", flat=True))
    seats = Seat.objects.filter(
        for_organisations | Q(organisation__in=employers), user=user.pk, round__cancelled_at=None
    )
    led = Q(pk__in=seats.filter(round__facilitator=user.pk).values("round__case_id"))
    joined = Q(pk__in=seats.exclude(round__facilitator=user.pk).values("round__case_id"))
    another = ~Q(author_id=user.pk)
    second = Q(pk__in=())
    for reviewed in (one for one in scopes.get(Role.NETWORK_REVIEWER, ()) if one is not None):
        third = Q(first_organisation=None) | ~Q(first_organisation=reviewed)
        second |= ~Q(organisation=reviewed) & third
    is_lead = Role.IG_LEAD in scopes
    is_lead_of = Q() if None in scopes.get(Role.IG_LEAD, ()) else Q(organisation__in=scopes.get(Role.IG_LEAD, ()))
    return {
        Part.AUTHOR: Q(author_id=user.pk),
        Part.AGENCY_REVIEWER: another & ~Q(second_by=user.pk) & Q(organisation__in=[*own, *hosted]),
        Part.NETWORK_REVIEWER: another & ~Q(first_by=user.pk) & ~Q(organisation__in=employers) & second,
        Part.COORDINATOR: another if Role.COORDINATOR in scopes else Q(pk__in=()),
        Part.FACILITATOR: another & led if Role.FACILITATOR in scopes else Q(pk__in=()),
        Part.PARTICIPANT: another & joined,
        Part.IG_LEAD: another & is_lead_of if is_lead else Q(pk__in=()),
    }


REVIEWERS = (Role.AGENCY_REVIEWER, Role.NETWORK_REVIEWER)
"""Who reads learning cases before they are published, whichever partner they review for."""


class LearningDraftQuerySet(models.QuerySet["LearningDraft"]):
    def standing(self) -> Self:
        """Those whose case is closed, where neither it nor the page is hidden."""
        from .models import Hiding

        return self.filter(case__state=State.CLOSED).exclude(page__in=Hiding.objects.open().values("case_id"))

    def to_agree(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Nominations that wait for a word of the user, for the author's organisation."""
        if not user.is_authenticated:
            return self.none()
        mine = part_conditions(user, day)[Part.AGENCY_REVIEWER]
        from .models import Case

        cases = Case.objects.filter(mine, state=State.CLOSED)
        return self.filter(state=DraftState.NOMINATED, case__in=cases.values("pk"))

    def to_write(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Drafts that trainers rewrite, and published ones that should be read again by `day`; not one's own case."""
        if not user.is_authenticated or not _roles(user, day) & {Role.TRAINER}:
            return self.none()
        waits = Q(state=DraftState.WRITING) | Q(state=DraftState.PUBLISHED, review_due_on__lte=day)
        return self.standing().filter(waits).exclude(author=user.pk)

    def to_review(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Drafts that wait to be read by the user, who neither brought the case, wrote nor agreed."""
        if not user.is_authenticated:
            return self.none()
        roles, asked = _roles(user, day), Q(pk__in=())
        if roles & set(REVIEWERS):
            asked |= ~Q(local_mark=models.F("mark")) | ~Q(other_mark=models.F("mark"))
        if Role.LIVED_EXPERIENCE in roles:
            asked |= Q(is_public=True) & ~Q(lived_mark=models.F("mark"))
        waiting = self.standing().filter(asked, state=DraftState.REVIEW)
        for field in ("author", "sent_by", "local_by", "other_by", "lived_by"):
            waiting = waiting.exclude(**{field: user.pk})
        wrote = self.model.editors.through.objects.filter(user=user).values("learningdraft_id")
        return waiting.exclude(pk__in=wrote)

    def known_to(self, user: User | AnonymousUser, day: dt.date) -> Self:
        """Drafts whose case the user knows of: its author, and information-governance leads of that organisation."""
        from .models import Case

        if not user.is_authenticated:
            return self.none()
        cases = Case.objects.filter(part_conditions(user, day)[Part.IG_LEAD])
        standing = self.exclude(page=None).exclude(state=DraftState.DECLINED)
        return standing.filter(Q(author=user.pk) | Q(case__in=cases.values("pk")))


def _roles(user: User, day: dt.date) -> set[str]:
    return set(RoleAssignment.objects.on(day).filter(user_id=user.pk).values_list("role", flat=True))


class LoadedWordingQuerySet(models.QuerySet["LoadedWording"]):
    def noticed_in(self, boxes: Mapping[str, str]) -> list[Noticed]:
        """What these wordings have to say of texts, by the heading of their box; one query."""
        return noticed(boxes, [one.wording for one in self])
