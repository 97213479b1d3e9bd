"""The demonstration has a return that holds for each partner, and one that waits with a few of everything."""

import datetime as dt

import pytest

from learning.portal.demo.returns import TITLES, load_returns, load_waiting_return
from learning.workforce.models import Employment, Organisation, ReturnState, WorkforceReturn
from learning.workforce.models.employment import EmploymentSource
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
    TeamFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)
PEOPLE = 50


@pytest.fixture
def police() -> Organisation:
    police = OrganisationFactory(name="Midshire Police", is_invented=True)
    SharingAgreementFactory(organisation=police)
    groups = [RoleGroupFactory(slug=slug, title=slug.replace("_", " ")) for slug in TITLES]
    team = TeamFactory(organisation=police)
    for number in range(PEOPLE):
        EmploymentFactory(
            organisation=police,
            role_group=groups[0],
            team=team,
            staff_id=f"{1000 + number}",
            source=EmploymentSource.RETURN,
            recorded_at=dt.datetime(2026, 2, 24, 8, tzinfo=dt.UTC),
        )
    return police


def test_one_holds_and_one_waits_and_loading_twice_adds_nothing(police: Organisation) -> None:
    stranger = OrganisationFactory(is_invented=True)
    for _ in range(2):
        load_returns(T)
        load_waiting_return(T)
    sent = WorkforceReturn.objects.get(state=ReturnState.COMMITTED)
    waiting = WorkforceReturn.objects.get(state=ReturnState.COMPARED)
    assert WorkforceReturn.objects.count() == 2
    assert (sent.state, sent.as_at, sent.joiners) == (ReturnState.COMMITTED, dt.date(2026, 2, 10), PEOPLE)
    assert Employment.objects.filter(batch=sent).count() == PEOPLE
    assert (waiting.joiners, waiting.leavers, waiting.movers, waiting.changed) == (6, 3, 2, 1)
    assert sorted(problem.value for problem in waiting.problems.all()) == ["31/02/2025", "Quartermaster, temporary"]
    assert waiting.unchanged == PEOPLE - 3 - 2 - 1 - 2
    assert not WorkforceReturn.objects.filter(organisation=stranger).exists()


def test_without_an_agreement_no_file_waits(police: Organisation) -> None:
    police.agreements.update(superseded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    load_returns(T)
    load_waiting_return(T)
    assert WorkforceReturn.objects.get().state == ReturnState.COMMITTED
