"""Who may do what in the workforce: each rule asks the queryset that lists what a user may see."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from .models import (
    Employment,
    Merge,
    Organisation,
    Person,
    PersonEmail,
    Recorded,
    Role,
    RoleAssignment,
    Team,
    WorkforceReturn,
)
from .models.recorded import StatedBy

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import User


def holds(user: User | AnonymousUser, role: Role, day: dt.date) -> bool:
    """Whether the user holds the role on `day`, for whatever scope."""
    return user.is_authenticated and RoleAssignment.objects.on(day).filter(user_id=user.pk, role=role).exists()


def may_see_person(user: User | AnonymousUser, person: Person, day: dt.date) -> bool:
    return Person.objects.visible_to(user, day).filter(pk=person.lasting_id).exists()


def leads(user: User | AnonymousUser, organisation: Organisation, day: dt.date) -> bool:
    """Whether the user is an HR lead of this organisation on `day`."""
    return Organisation.objects.led_by(user, day).filter(pk=organisation.pk).exists()


def may_see_coverage(user: User | AnonymousUser, organisation: Organisation, day: dt.date) -> bool:
    """Named coverage of an organisation is its own HR leads' alone."""
    return leads(user, organisation, day)


def may_see_team_coverage(user: User | AnonymousUser, team: Team, day: dt.date) -> bool:
    """How a team stands is for its manager, for managers of the teams above it, and for the employer's HR leads."""
    return Team.objects.visible_to(user, day).filter(pk=team.pk).exists()


def may_record_agreement(user: User | AnonymousUser, organisation: Organisation, day: dt.date) -> bool:
    """Its own HR leads, and administrators, who may write one down for a partner that has no HR lead yet."""
    return leads(user, organisation, day) or may_administer(user, day)


def own_organisation(user: User | AnonymousUser, slug: str, today: dt.date) -> Organisation:
    """The organisation at this address if the user leads its people today, otherwise Http404: not even its name."""
    organisation = Organisation.objects.led_by(user, today).filter(slug=slug).first()
    if organisation is None:
        raise Http404
    return organisation


def own_return(user: User | AnonymousUser, slug: str, uuid: UUID, today: dt.date) -> WorkforceReturn:
    """The return at this address if the user leads that organisation's people today, otherwise Http404."""
    found = WorkforceReturn.objects.select_related("organisation").filter(uuid=uuid, organisation__slug=slug).first()
    if found is None or not leads(user, found.organisation, today):
        raise Http404
    return found


def agreeing_organisation(user: User | AnonymousUser, slug: str, today: dt.date) -> Organisation:
    """The organisation at this address if the user may write down its agreement today, otherwise Http404."""
    organisation = Organisation.objects.partners().filter(slug=slug).first()
    if organisation is None or not may_record_agreement(user, organisation, today):
        raise Http404
    return organisation


def may_administer(user: User | AnonymousUser, day: dt.date) -> bool:
    return holds(user, Role.ADMINISTRATOR, day)


def administers_today(user: User | AnonymousUser) -> bool:
    """`may_administer` today, kept on the user object: the editor asks for each row of a listing."""
    known: dict[dt.date, bool] = user.__dict__.setdefault("_administers_on", {})
    today = timezone.localdate()
    if today not in known:
        known[today] = may_administer(user, today)
    return known[today]


def may_merge(user: User, first: Person, second: Person, day: dt.date) -> bool:
    """Administrators, of other people: of themselves they say it as everybody does, by an address that they proved."""
    return may_administer(user, day) and not any(is_own(user, row) for row in (first, second))


def is_own(user: User, row: Person) -> bool:
    """Whether the row is one of the user's own person."""
    own: Person | None = getattr(user, "person", None)
    return own is not None and own.lasting_id == row.lasting_id


def may_answer(user: User, declared: Employment, day: dt.date) -> bool:
    """Whether the user says for the employer if somebody works there; nobody does it for themselves."""
    return leads(user, declared.organisation, day) and not is_own(user, declared.person)


def is_shown_to_be_theirs(user: User, row: Person) -> bool:
    """Whether the row is another one of the user's own person, by an address that they proved and the row knows."""
    own: Person | None = getattr(user, "person", None)
    if own is None or is_own(user, row):
        return False
    proven = PersonEmail.objects.filter(person__in=Person.objects.same_as(own)).exclude(verified_at=None)
    known = PersonEmail.objects.filter(person__in=Person.objects.same_as(row))
    return known.filter(email__in=proven.values("email")).exists()


def may_unmerge(user: User, duplicate: Person, day: dt.date) -> bool:
    """Administrators, and whoever said of themselves that the two are one."""
    said = Merge.objects.standing().filter(person=duplicate, recorded_by=user)
    return may_administer(user, day) or said.exists()


def may_state(user: User | AnonymousUser, statement: Recorded, day: dt.date) -> bool:
    """Whether the user may say this, by the rule that the kind of statement names.

    What an employer may say names its organisation; one that names none, because it holds for the whole network, is
    an administrator's to say.
    """
    employer: Organisation | None = getattr(statement, "organisation", None)
    if statement.STATED_BY is StatedBy.EMPLOYER and employer is not None and leads(user, employer, day):
        return True
    return may_administer(user, day)
