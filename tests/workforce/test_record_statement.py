"""A statement is superseded, never overwritten, and only by those who may say such a thing or the system itself."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.workforce.actions.record_statement import end_statement, record_statement, withdraw_statement
from learning.workforce.models import Employment, Headcount, Organisation, Role, RoleAssignment, User
from learning.workforce.signals import people_changed, roles_changed

from .factories import (
    EmploymentFactory,
    HeadcountFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LEAVING = dt.date(2026, 3, 1)


@pytest.fixture
def administrator() -> User:
    return RoleAssignmentFactory(administrator=True).user


def new_employment() -> Employment:
    return Employment(
        person=PersonFactory(),
        organisation=OrganisationFactory(),
        role_group=RoleGroupFactory(),
        start=dt.date(2026, 1, 5),
    )


def test_a_new_statement_says_who_recorded_it(administrator: User) -> None:
    employment = record_statement(administrator, new_employment())
    assert Employment.objects.standing().get() == employment
    assert employment.recorded_by == administrator


def test_a_change_leaves_the_row_before_it_readable(administrator: User) -> None:
    before = EmploymentFactory()
    after = end_statement(administrator, Employment.objects.get(pk=before.pk), left=LEAVING)
    before.refresh_from_db()
    assert (before.left, after.left) == (None, LEAVING)
    assert before.superseded_at == after.recorded_at
    assert list(Employment.objects.standing()) == [after]
    assert list(Employment.objects.known_at(before.recorded_at)) == [before]


def test_saving_without_a_change_writes_nothing(administrator: User) -> None:
    employment = EmploymentFactory()
    assert record_statement(administrator, Employment.objects.get(pk=employment.pk)) == employment
    assert Employment.objects.count() == 1


def test_a_row_that_somebody_superseded_meanwhile_is_refused(administrator: User) -> None:
    mine = EmploymentFactory()
    theirs = Employment.objects.get(pk=mine.pk)
    end_statement(administrator, theirs, left=LEAVING)
    with pytest.raises(Employment.DoesNotExist):
        end_statement(administrator, mine, left=LEAVING + dt.timedelta(days=1))
    assert Employment.objects.standing().filter(person=mine.person).get().left == LEAVING


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.TEAM_MANAGER)])
def test_no_other_role_may(role: Role) -> None:
    user = RoleAssignmentFactory(role=role, organisation=OrganisationFactory()).user
    with pytest.raises(PermissionDenied):
        record_statement(user, new_employment())
    assert not Employment.objects.exists()


def new_headcount(organisation: Organisation) -> Headcount:
    return Headcount(organisation=organisation, role_group=RoleGroupFactory(), people=40, starts_on=LEAVING)


def test_what_an_employer_says_its_own_hr_lead_may_say() -> None:
    lead = RoleAssignmentFactory(hr_lead=True)
    assert record_statement(lead.user, new_headcount(lead.organisation)).recorded_by == lead.user


def test_the_hr_lead_of_another_employer_may_not() -> None:
    lead = RoleAssignmentFactory(hr_lead=True)
    with pytest.raises(PermissionDenied):
        record_statement(lead.user, new_headcount(OrganisationFactory()))
    assert not Headcount.objects.exists()


def test_nobody_makes_the_statement_of_another_employer_their_own() -> None:
    lead = RoleAssignmentFactory(hr_lead=True)
    theirs = HeadcountFactory()
    mine = Headcount.objects.get(pk=theirs.pk)
    mine.organisation = lead.organisation
    with pytest.raises(PermissionDenied):
        record_statement(lead.user, mine)
    with pytest.raises(PermissionDenied):
        withdraw_statement(lead.user, mine)
    assert Headcount.objects.standing().get() == theirs
    assert Headcount.objects.get().organisation == theirs.organisation


def test_a_superuser_may_not_either() -> None:
    with pytest.raises(PermissionDenied):
        record_statement(UserFactory(is_superuser=True), new_employment())


def test_an_administrator_whose_role_ended_may_not() -> None:
    user = RoleAssignmentFactory(administrator=True, ended_on=dt.date(2021, 1, 1)).user
    with pytest.raises(PermissionDenied):
        record_statement(user, new_employment())


def test_days_that_contradict_each_other_are_refused(administrator: User) -> None:
    employment = new_employment()
    employment.left = employment.start
    with pytest.raises(ValidationError):
        record_statement(administrator, employment)


def test_a_withdrawn_statement_no_longer_stands_and_stays_on_record(administrator: User) -> None:
    employment = EmploymentFactory()
    withdraw_statement(administrator, employment)
    assert not Employment.objects.standing().exists()
    assert Employment.objects.count() == 1


def test_news_of_people_names_them(administrator: User) -> None:
    heard: list[set[int]] = []

    def hear(person_ids: set[int], **kwargs: object) -> None:
        heard.append(person_ids)

    people_changed.connect(hear)
    try:
        employment = record_statement(administrator, new_employment())
    finally:
        people_changed.disconnect(hear)
    assert heard == [{employment.person_id}]


def test_nothing_is_stored_when_a_receiver_fails(administrator: User) -> None:
    def fail(**kwargs: object) -> None:
        raise RuntimeError("no")

    people_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            record_statement(administrator, new_employment())
    finally:
        people_changed.disconnect(fail)
    assert not Employment.objects.exists()


def test_news_of_roles_names_the_login(administrator: User) -> None:
    heard: list[User] = []

    def hear(user: User, **kwargs: object) -> None:
        heard.append(user)

    roles_changed.connect(hear)
    try:
        trainer = UserFactory()
        record_statement(administrator, RoleAssignment(user=trainer, role=Role.TRAINER, starts_on=dt.date(2026, 1, 1)))
    finally:
        roles_changed.disconnect(hear)
    assert heard == [trainer]


def test_a_team_of_another_organisation_is_refused(administrator: User) -> None:
    employment = new_employment()
    employment.team = TeamFactory()
    with pytest.raises(ValidationError, match="another organisation"):
        record_statement(administrator, employment)
    assert not Employment.objects.exists()
