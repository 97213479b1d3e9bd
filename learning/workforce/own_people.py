"""Who works for one organisation, as a return is compared with it: its own people and nobody else's.

Nothing here asks what another organisation holds, but for one thing that shows in no difference: whether a name is
this organisation's alone to change.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Q

from .addresses import addresses_known_to
from .chunks import CHUNK
from .models import Absence, Employment, EmploymentSource, Organisation, Person
from .returns.comparing import Standing, StandingAbsence, StandingPost
from .teams_by_name import TeamsByName


@dataclass(slots=True)
class _Gathered:
    """What is known of one human being here; `pk` is the row under which the organisation wrote of them last.

    Nothing here is a set or a list, each of which would be empty or hold one: of forty thousand people that alone is
    fifty megabytes.
    """

    pk: int = 0
    staff_ids: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    posts: tuple[StandingPost, ...] = ()
    absences: tuple[StandingAbsence, ...] = ()


def own_people(organisation: Organisation, teams: TeamsByName) -> list[Standing]:
    """Everybody who ever held a post here, also under rows that were superseded since; six queries."""
    found: dict[int, _Gathered] = defaultdict(_Gathered)
    lasting = _read_posts(organisation, teams, found)
    rows = Absence.objects.standing().filter(organisation=organisation)
    for pk, person_id, first, last in rows.values_list("pk", "person_id", "away_from", "away_to"):
        if person_id in lasting:
            found[lasting[person_id]].absences += (StandingAbsence(pk, first, last),)
    # A number that stands for somebody now is theirs alone, whoever was once written down with it.
    taken = {staff_id for one in found.values() for staff_id in one.staff_ids}
    _read_emails(organisation, lasting, found)
    names = _names(organisation)
    held = _held_elsewhere(organisation)
    people: list[Standing] = []
    for human in list(found):
        one = found.pop(human)
        given_name, family_name, has_login = names.pop(one.pk)
        people.append(
            Standing(
                pk=one.pk,
                staff_ids=(*one.staff_ids, *(former for former in one.former_ids if former not in taken)),
                emails=one.emails,
                first_name=given_name,
                last_name=family_name,
                names_held=one.pk in held or has_login,
                posts=tuple(sorted(one.posts, key=lambda post: (post.start, post.pk))),
                absences=tuple(sorted(one.absences, key=lambda absence: absence.away_from)),
            )
        )
    return people


def _ever_said(organisation: Organisation) -> Q:
    """Rows of the organisation but for those that a return only made ready: they were never believed."""
    return Q(organisation=organisation) & (Q(superseded_at=None) | Q(superseded_at__gt=F("recorded_at")))


def _read_posts(organisation: Organisation, teams: TeamsByName, found: dict[int, _Gathered]) -> dict[int, int]:
    """Fills `found` by lasting key; returns the lasting key of each row of a person."""
    lasting: dict[int, int] = {}
    groups: dict[str, str] = {}  # one text for all who are of one group
    rows = Employment.objects.filter(_ever_said(organisation)).order_by("recorded_at", "pk")
    columns = ("pk", "person_id", "post", "team_id", "role_group__slug", "start", "left", "source", "staff_id")
    several = rows.values_list(*columns, "superseded_at", "person__merged_into_id")
    for *said, superseded_at, merged_into in several.iterator(CHUNK):
        pk, person_id, post, team_id, role_group, start, left, source, staff_id = said
        lasting[person_id] = merged_into or person_id
        one = found[lasting[person_id]]
        declared = source == EmploymentSource.SELF_DECLARED
        if staff_id and not declared and superseded_at:
            one.former_ids = _with(one.former_ids, staff_id)
        elif staff_id and not declared:
            one.staff_ids = _with(one.staff_ids, staff_id)
        if not (declared and one.pk):
            one.pk = person_id
        if superseded_at is None:
            way = teams.ways.get(team_id, "") if team_id else ""
            role_group = groups.setdefault(role_group, role_group)
            one.posts += (StandingPost(pk, post, way, role_group, start, left, declared, staff_id),)
    return lasting


def _read_emails(organisation: Organisation, lasting: dict[int, int], found: dict[int, _Gathered]) -> None:
    """Of somebody who only says that they work here, an address counts once they proved it theirs."""
    here = Employment.objects.filter(_ever_said(organisation))
    known = addresses_known_to(organisation)
    confirmed = known.filter(person__in=here.confirmed().values("person"))
    proven = known.filter(person__in=here.values("person")).exclude(verified_at=None)
    for rows in (confirmed, proven):
        for person_id, email in rows.values_list("person_id", "email").iterator(CHUNK):
            one = found[lasting[person_id]]
            one.emails = _with(one.emails, email)


def _with(several: tuple[str, ...], one: str) -> tuple[str, ...]:
    return several if one in several else (*several, one)


def _names(organisation: Organisation) -> dict[int, tuple[str, str, bool]]:
    """First name, last name, and whether the person has a login: then the name is theirs to change."""
    people = Person.objects.filter(pk__in=Employment.objects.filter(_ever_said(organisation)).values("person"))
    rows = people.values_list("pk", "given_name", "family_name", "user_id")
    return {pk: (given, family, user is not None) for pk, given, family, user in rows.iterator(CHUNK)}


def _held_elsewhere(organisation: Organisation) -> set[int]:
    here = Employment.objects.filter(_ever_said(organisation)).values("person")
    elsewhere = Employment.objects.standing().filter(person__in=here).exclude(organisation=organisation)
    return set(elsewhere.values_list("person_id", flat=True))
