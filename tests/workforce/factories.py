"""Factories of the workforce; states are traits: `EmploymentFactory(left_already=True)`."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from learning.workforce.claim_codes import digest_of, new_code
from learning.workforce.models import (
    Absence,
    Area,
    ClaimCode,
    CountedRoleGroup,
    Employment,
    Grade,
    Headcount,
    LevelMap,
    Organisation,
    Person,
    PersonEmail,
    ReturnGrade,
    ReturnState,
    Role,
    RoleAssignment,
    RoleGroup,
    SharedField,
    SharingAgreement,
    SupportLine,
    Team,
    User,
    WorkforceReturn,
)
from learning.workforce.models.employment import EmploymentSource

LONG_AGO = dt.date(2020, 1, 6)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = factory.django.Password("a long enough phrase")


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Area {n}")
    slug = factory.Sequence(lambda n: f"area-{n}")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Partner {n}")
    sector = "health"
    kind = "acute_hospital_trust"
    joined_on = LONG_AGO


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class RoleGroupFactory(DjangoModelFactory[RoleGroup]):
    class Meta:
        model = RoleGroup
        django_get_or_create = ("slug",)

    slug = "frontline_direct"
    title = factory.LazyAttribute(lambda group: group.slug.replace("_", " ").capitalize())


class LevelMapFactory(DjangoModelFactory[LevelMap]):
    class Meta:
        model = LevelMap

    role_group = factory.SubFactory(RoleGroupFactory)
    level = 2
    starts_on = LONG_AGO


class CountedRoleGroupFactory(DjangoModelFactory[CountedRoleGroup]):
    class Meta:
        model = CountedRoleGroup

    organisation = factory.SubFactory(OrganisationFactory)
    role_group = factory.SubFactory(RoleGroupFactory, slug="volunteers", counted_by_default=False)
    starts_on = LONG_AGO


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    class Params:
        with_login = factory.Trait(user=factory.SubFactory(UserFactory))

    given_name = factory.Sequence(lambda n: f"Given{n}")
    family_name = factory.Sequence(lambda n: f"Family{n}")


class PersonEmailFactory(DjangoModelFactory[PersonEmail]):
    class Meta:
        model = PersonEmail

    person = factory.SubFactory(PersonFactory)
    email = factory.Sequence(lambda n: f"known{n}@example.org")


class EmploymentFactory(DjangoModelFactory[Employment]):
    class Meta:
        model = Employment

    class Params:
        left_already = factory.Trait(left=dt.date(2025, 1, 1))
        self_declared = factory.Trait(source=EmploymentSource.SELF_DECLARED)

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role_group = factory.SubFactory(RoleGroupFactory)
    start = LONG_AGO


class AbsenceFactory(DjangoModelFactory[Absence]):
    class Meta:
        model = Absence

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    away_from = dt.date(2025, 12, 1)


class RoleAssignmentFactory(DjangoModelFactory[RoleAssignment]):
    class Meta:
        model = RoleAssignment

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)
        hr_lead = factory.Trait(role=Role.HR_LEAD, organisation=factory.SubFactory(OrganisationFactory))
        team_manager = factory.Trait(role=Role.TEAM_MANAGER, team=factory.SubFactory(TeamFactory))

    user = factory.SubFactory(UserFactory)
    role = Role.NETWORK_LEAD
    starts_on = LONG_AGO


class SupportLineFactory(DjangoModelFactory[SupportLine]):
    """A line of one employer that answers day and night; `hours` says otherwise."""

    class Meta:
        model = SupportLine

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Staff support"
    number = "0800 000 000"


class ClaimCodeFactory(DjangoModelFactory[ClaimCode]):
    """A code made now that nobody used; `code` is what is printed."""

    class Meta:
        model = ClaimCode

    class Params:
        code = factory.LazyFunction(new_code)

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    digest = factory.LazyAttribute(lambda made: digest_of(made.code))
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=60))


class SharingAgreementFactory(DjangoModelFactory[SharingAgreement]):
    """An agreement about every field, signed long ago."""

    class Meta:
        model = SharingAgreement

    organisation = factory.SubFactory(OrganisationFactory)
    signed_on = LONG_AGO
    signatories = "Ada Example, for the partner\nBen Example, for the network"
    fields = factory.LazyFunction(lambda: list(SharedField.values))
    review_on = dt.date(2027, 1, 6)


class ReturnGradeFactory(DjangoModelFactory[ReturnGrade]):
    class Meta:
        model = ReturnGrade

    organisation = factory.SubFactory(OrganisationFactory)
    grade = Grade.STAFF_NUMBER
    starts_on = LONG_AGO


class HeadcountFactory(DjangoModelFactory[Headcount]):
    class Meta:
        model = Headcount

    organisation = factory.SubFactory(OrganisationFactory)
    role_group = factory.SubFactory(RoleGroupFactory)
    people = 40
    starts_on = LONG_AGO


class WorkforceReturnFactory(DjangoModelFactory[WorkforceReturn]):
    """A return by file; `committed=True`: one that holds."""

    class Meta:
        model = WorkforceReturn

    class Params:
        committed = factory.Trait(
            state=ReturnState.COMMITTED,
            committed_at=dt.datetime(2026, 2, 24, 14, 6, tzinfo=dt.UTC),
            followed_at=dt.datetime(2026, 2, 24, 14, 7, tzinfo=dt.UTC),
        )

    organisation = factory.SubFactory(OrganisationFactory)
    as_at = dt.date(2026, 2, 24)
    file_name = "staff.csv"
