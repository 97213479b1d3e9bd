"""What the invented partners agreed about their people, and how much each of them sends; each says it is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.text import slugify

from learning.coverage.days import month_before
from learning.workforce.actions.say_of_person import NewPerson, add_person, move_person, set_away
from learning.workforce.claim_codes import digest_of, new_code
from learning.workforce.models import (
    ClaimCode,
    Employment,
    EmploymentSource,
    Grade,
    Headcount,
    Organisation,
    Person,
    PersonEmail,
    ReturnGrade,
    ReturnKind,
    Role,
    RoleAssignment,
    RoleGroup,
    SharedField,
    SharingAgreement,
    User,
    WorkforceReturn,
)
from learning.workforce.people_here import with_posts

from .network import moment_on

WITHOUT_AGREEMENT: Final = "midshire-community-faith-network"
REVIEW_IS_PAST: Final = "fenside-district-council"
BY_NUMBER: Final = "midshire-fire-and-rescue-service"
BY_HEADCOUNT: Final = "university-of-midshire"
YEAR_OF_MONTHS: Final = 12
A_QUARTER: Final = 3
GRADES: Final = {BY_NUMBER: Grade.STAFF_NUMBER, BY_HEADCOUNT: Grade.HEADCOUNT}
_SIGNED: Final = "{name}: the head of people (invented)\nMidshire Violence Reduction Network: the director (invented)"


def load_agreements(day: dt.date) -> None:
    """An agreement for every partner but one; one that is past its review. A second load changes nothing."""
    have = set(SharingAgreement.objects.values_list("organisation_id", flat=True))
    partners = Organisation.objects.partners().exclude(slug=WITHOUT_AGREEMENT).exclude(pk__in=have)
    for number, partner in enumerate(partners):
        fields = list(SharedField.values)
        if partner.slug == BY_NUMBER:
            fields = [one for one in fields if one not in (SharedField.NAME, SharedField.EMAIL)]
        signed_on = day - dt.timedelta(days=200 + 3 * number)
        review_on = day - dt.timedelta(days=9) if partner.slug == REVIEW_IS_PAST else signed_on + dt.timedelta(days=365)
        SharingAgreement.objects.create(
            organisation=partner,
            signed_on=signed_on,
            signatories=_SIGNED.format(name=partner.name),
            fields=fields,
            review_on=review_on,
            reference=f"Agreement {number + 1:02} of the demonstration, invented",
        )


def load_grades(content: list[dict[str, Any]], day: dt.date) -> None:
    """One partner sends staff numbers only, and one headcounts only, with its numbers; from their first day, once."""
    for slug, grade in GRADES.items():
        partner = Organisation.objects.filter(slug=slug).first()
        if partner is not None and not partner.return_grades.exists():
            ReturnGrade.objects.create(organisation=partner, grade=grade, starts_on=partner.joined_on)
    partner = Organisation.objects.filter(slug=BY_HEADCOUNT).first()
    if partner is None or partner.headcounts.exists():
        return
    said = next(one["role_groups"] for one in content if one["name"] == partner.name)
    numbers = {one["role_group"]: one["headcount"] for one in said}
    ends = [month_before(day)]
    while len(ends) <= YEAR_OF_MONTHS:
        ends.append(month_before(ends[-1]))
    Headcount.objects.bulk_create(
        Headcount(
            organisation=partner,
            role_group=group,
            people=max(0, numbers.get(group.slug, 0) - fewer),
            starts_on=as_at,
            recorded_at=moment_on(as_at, dt.time(11)),
        )
        for as_at, fewer in zip(ends[::A_QUARTER], (0, 0, 1, 1, 1), strict=True)
        for group in RoleGroup.objects.all()
    )


def load_registered() -> None:
    """A login for each of those who registered at the partner of headcounts; nobody knows its password."""
    people = Person.objects.filter(user=None, employments__organisation__slug=BY_HEADCOUNT).distinct()
    for person in people:
        email = f"{slugify(person.given_name)}.{slugify(person.family_name)}@university.example"
        user, _made = User.objects.get_or_create(
            email=email,
            defaults={
                "first_name": person.given_name,
                "last_name": person.family_name,
                "password": make_password(None),
            },
        )
        Person.objects.filter(pk=person.pk).update(user=user)
        PersonEmail.objects.get_or_create(person=person, email=email, defaults={"verified_at": timezone.now()})


BY_FORM: Final = "ruddle-mothers-circle"


def load_form_changes(day: dt.date) -> None:
    """A small charity without an HR system added, moved and sent on leave some people; its HR lead can undo each."""
    charity = Organisation.objects.filter(slug=BY_FORM).first()
    held = RoleAssignment.objects.on(day).filter(organisation=charity, role=Role.HR_LEAD).select_related("user").first()
    said = WorkforceReturn.objects.filter(organisation=charity, kind=ReturnKind.FORM)
    if charity is None or held is None or said.exists():
        return
    lead, frontline = held.user, RoleGroup.objects.get(slug="frontline_direct")
    beginning = day - dt.timedelta(days=12)
    add_person(lead, charity, NewPerson(frontline, beginning, "Beatrix", "Oduya", "beatrix.oduya@mothers.example"))
    volunteers = Person.objects.working_at(charity, day).filter(employments__role_group__slug="volunteers")
    moved, away = with_posts(volunteers.order_by("pk")[:2], charity, day)
    if moved.post and away.post:
        move_person(lead, moved, moved.post, frontline, moved.post.team, day - dt.timedelta(days=9))
        set_away(lead, away, away.post, None, day - dt.timedelta(days=20), day + dt.timedelta(days=40))


WAITS: Final = (
    ("Annika", "Thornbury", "annika.thornbury@home.example", "frontline_direct", 12),
    ("Desmond", "Aliyev-Carr", "desmond.aliyev-carr@home.example", "public_contact", 5),
)
WAITS_THERE: Final = ("Odhran", "Pemberton", "odhran.pemberton@home.example")
EMPLOYER: Final = "midshire-police"
SECOND_EMPLOYER: Final = "turning-tide-substance-use"
ALSO: Final = "sam.oyelaran@police.example"


def load_joining(day: dt.date) -> None:
    """Three who wait for HR, codes that were printed, and rows that may be one person; once."""
    employer = Organisation.objects.filter(slug=EMPLOYER).first()
    if employer is None or employer.claim_codes.exists():
        return
    groups = {group.slug: group for group in RoleGroup.objects.all()}
    own = list(
        Employment.objects.in_post(day)
        .confirmed()
        .filter(organisation=employer, person__user=None)
        .select_related("person")
        .order_by("pk")[:4]
    )
    # The last of those who wait stands in the return already, by the same name.
    listed = own[1].person
    known = (listed.given_name, listed.family_name, f"{listed.family_name}@home.example".lower(), "frontline_direct", 1)
    for given, family, email, role_group, days in (*WAITS, known):
        _waiting(employer, (given, family, email), groups[role_group], day - dt.timedelta(days=days))
    counted = Organisation.objects.filter(slug=BY_HEADCOUNT).first()
    if counted is not None:
        _waiting(counted, WAITS_THERE, groups["frontline_direct"], day - dt.timedelta(days=3))
    for post in own[:3]:
        _printed(employer, post.person, day)
    _rows_of_one(own[-1], groups["volunteers"], day)


def _waiting(employer: Organisation, who: tuple[str, str, str], role_group: RoleGroup, said_on: dt.date) -> None:
    """Somebody with a sign-in who says that they work there."""
    given, family, email = who
    user, _made = User.objects.get_or_create(email=email, defaults={"first_name": given, "last_name": family})
    person, _made = Person.objects.get_or_create(
        user=user, defaults={"given_name": given, "family_name": family, "is_invented": True}
    )
    PersonEmail.objects.get_or_create(person=person, email=email, defaults={"verified_at": timezone.now()})
    Employment.objects.get_or_create(
        person=person,
        organisation=employer,
        superseded_at=None,
        defaults={
            "role_group": role_group,
            "start": said_on - dt.timedelta(days=40),
            "source": EmploymentSource.SELF_DECLARED,
            "recorded_at": moment_on(said_on, dt.time(9, 12)),
        },
    )


def _printed(employer: Organisation, person: Person, day: dt.date) -> None:
    """A code that was printed eight days ago; nobody knows it any more."""
    made_at = moment_on(day - dt.timedelta(days=8), dt.time(10))
    ClaimCode.objects.create(
        organisation=employer,
        person=person,
        digest=digest_of(new_code()),
        made_at=made_at,
        expires_at=made_at + dt.timedelta(days=60),
    )


def _rows_of_one(post: Employment, volunteers: RoleGroup, day: dt.date) -> None:
    """An earlier post under the same staff number, and a row of another employer by somebody's proven address."""
    earlier = Person.objects.create(
        given_name=post.person.given_name[:1], family_name=post.person.family_name, is_invented=True
    )
    Employment.objects.create(
        person=earlier,
        organisation=post.organisation,
        role_group=post.role_group,
        staff_id=post.staff_id,
        start=post.start - dt.timedelta(days=900),
        left=post.start - dt.timedelta(days=300),
        source=EmploymentSource.RETURN,
    )
    second = Organisation.objects.filter(slug=SECOND_EMPLOYER).first()
    known = PersonEmail.objects.filter(email=ALSO).select_related("person").first()
    if second is not None and known is not None:
        row = Person.objects.create(
            given_name=known.person.given_name, family_name=known.person.family_name, is_invented=True
        )
        PersonEmail.objects.create(person=row, email=ALSO)
        Employment.objects.create(
            person=row,
            organisation=second,
            role_group=volunteers,
            start=day - dt.timedelta(days=60),
            source=EmploymentSource.RETURN,
        )
