"""Who sees names and how people stand: the employer's HR leads and, of their teams, managers. What was sent: HR too."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from learning.workforce.agreements import grade_on
from learning.workforce.models import Employment, Organisation, Person, Team
from learning.workforce.permissions import may_administer, may_see_coverage, may_see_team_coverage
from learning.workforce.querysets import teams_below

from .scope import Scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

    from .models import ErrorReport


def organisation_to_remind(user: User | AnonymousUser, slug: str, today: dt.date) -> Organisation:
    """The organisation at this address for its HR leads and for administrators, who see counts; otherwise Http404."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None or not (may_see_coverage(user, organisation, today) or may_administer(user, today)):
        raise Http404
    return organisation


def own_scope(user: User | AnonymousUser, slug: str, today: dt.date) -> Scope:
    """All people of the organisation for its HR leads, those of their own teams for team managers; else Http404."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise Http404
    if may_see_coverage(user, organisation, today):
        return Scope(organisation, grade_on(organisation, today))
    managed = Team.objects.managed_by(user, today).filter(organisation=organisation)
    team_ids = frozenset(managed.order_by().values_list("pk", flat=True))
    if not team_ids:
        raise Http404
    return Scope(organisation, grade_on(organisation, today), team_ids)


def own_team(user: User | AnonymousUser, slug: str, team_id: int, today: dt.date) -> Scope:
    """The team at this address with those below it, for whoever may see its status; otherwise Http404."""
    team = Team.objects.select_related("organisation").filter(organisation__slug=slug, pk=team_id).first()
    if team is None or not may_see_team_coverage(user, team, today):
        raise Http404
    grade = grade_on(team.organisation, today)
    return Scope(team.organisation, grade, frozenset(teams_below([team.pk])), team)


def own_person(scope: Scope, uuid: UUID, today: dt.date) -> tuple[Person, list[Employment]]:
    """The human being and the posts of theirs that the scope shows, the latest first; otherwise Http404, whoever it is.

    To an HR lead every post that the organisation confirmed, also past ones; to a manager those held in their teams
    today.
    """
    row = Person.objects.select_related("merged_into").filter(uuid=uuid).first()
    if row is None:
        raise Http404
    who = row.merged_into or row
    posts = Employment.objects.standing().confirmed().of(who).filter(organisation=scope.organisation)
    if scope.team_ids is not None:
        posts = posts.in_post(today).filter(team__in=scope.team_ids)
    found = list(posts.select_related("role_group", "team").order_by("-start"))
    if not found:
        raise Http404
    return who, found


def may_report_error(user: User | AnonymousUser, organisation: Organisation, person: Person, today: dt.date) -> bool:
    """The person themselves, the employer's HR leads, and managers of a team that the person is in today.

    Only about somebody in whose post the employer believes: saying where one works opens no record.
    """
    posts = Employment.objects.standing().confirmed().of(person).filter(organisation=organisation)
    if not user.is_authenticated or not posts.exists():
        return False
    if Person.objects.same_as(person).filter(user_id=user.pk).exists() or may_see_coverage(user, organisation, today):
        return True
    managed = Team.objects.managed_by(user, today).filter(organisation=organisation)
    return posts.in_post(today).filter(team__in=managed).exists()


def may_close_report(user: User | AnonymousUser, report: ErrorReport, today: dt.date) -> bool:
    return may_see_coverage(user, report.organisation, today)
