"""The register: what is signed stays as it was signed, and each partner speaks for itself alone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.audit.models import Event
from learning.requirements.actions.keep_equivalence import (
    accept_equivalence,
    end_equivalence,
    sign_equivalence,
    stop_accepting,
    write_equivalence,
)
from learning.requirements.models import Equivalence, EquivalenceAcceptance
from learning.workforce.models import Organisation, User
from tests.requirements.factories import EquivalenceFactory
from tests.workforce.factories import OrganisationFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)
LATER = dt.date(2026, 6, 1)


@pytest.fixture
def here() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def lead(here: Organisation) -> User:
    return RoleAssignmentFactory(hr_lead=True, organisation=here).user


@pytest.fixture
def administrator() -> User:
    return RoleAssignmentFactory(administrator=True).user


def test_it_can_be_bettered_until_the_first_signature(administrator: User, here: Organisation) -> None:
    said = write_equivalence(administrator, EquivalenceFactory.build(module=EquivalenceFactory().module))
    said.counts_months = 12
    write_equivalence(administrator, said)
    sign_equivalence(administrator, said, here, T)
    said.counts_months = 36
    with pytest.raises(ValidationError, match="End it, and write another one"):
        write_equivalence(administrator, said)
    said.refresh_from_db()
    assert (said.counts_months, said.recorded_by) == (12, administrator)


def test_it_counts_only_signed_accepted_and_on_its_days(lead: User, here: Organisation) -> None:
    said = EquivalenceFactory(starts_on=dt.date(2026, 1, 1))
    assert not Equivalence.objects.accepted_in(here, T).exists()
    accept_equivalence(lead, said, here, T)
    assert not Equivalence.objects.accepted_in(here, T).exists(), "nobody has signed it"
    sign_equivalence(lead, said, here, T)
    assert list(Equivalence.objects.accepted_in(here, T)) == [said]
    assert not Equivalence.objects.accepted_in(here, T - dt.timedelta(1)).exists()
    assert not Equivalence.objects.accepted_in(OrganisationFactory(), T).exists()
    stop_accepting(lead, said, here, LATER)
    assert Equivalence.objects.accepted_in(here, LATER - dt.timedelta(1)).exists()
    assert not Equivalence.objects.accepted_in(here, LATER).exists()


def test_ended_it_is_accepted_nowhere(administrator: User, here: Organisation) -> None:
    said = EquivalenceFactory(accepted_by=[here])
    end_equivalence(administrator, said, LATER)
    assert Equivalence.objects.accepted_in(here, LATER - dt.timedelta(1)).exists()
    assert not Equivalence.objects.accepted_in(here, LATER).exists()


def test_saying_it_twice_changes_nothing(lead: User, here: Organisation) -> None:
    said = EquivalenceFactory()
    first = sign_equivalence(lead, said, here, T)
    assert sign_equivalence(lead, said, here, T - dt.timedelta(5)).signed_on == first.signed_on == T
    accept_equivalence(lead, said, here, T)
    accept_equivalence(lead, said, here, LATER)
    assert [one.starts_on for one in EquivalenceAcceptance.objects.standing()] == [T]
    stop_accepting(lead, said, here, LATER)
    assert stop_accepting(lead, said, here, LATER) is None
    assert [event.action for event in Event.objects.order_by("pk")] == [
        "equivalence.signed",
        "equivalence.accepted",
        "equivalence.no_longer_accepted",
    ]


def test_accepting_sooner_than_planned_betters_the_plan(lead: User, here: Organisation) -> None:
    said = EquivalenceFactory()
    accept_equivalence(lead, said, here, LATER)
    accept_equivalence(lead, said, here, T)
    assert [one.starts_on for one in EquivalenceAcceptance.objects.standing()] == [T]


def test_each_partner_speaks_for_itself(here: Organisation) -> None:
    stranger = RoleAssignmentFactory(hr_lead=True, organisation=OrganisationFactory()).user
    said = EquivalenceFactory(accepted_by=[here])
    for act in (sign_equivalence, accept_equivalence, stop_accepting):
        with pytest.raises(PermissionDenied):
            act(stranger, said, here, T)
    for keep in (lambda: write_equivalence(stranger, said), lambda: end_equivalence(stranger, said, LATER)):
        with pytest.raises(PermissionDenied):
            keep()
    assert EquivalenceAcceptance.objects.standing().get().ended_on is None
