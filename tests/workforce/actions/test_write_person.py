"""One person by form: written at once, undone like any return, refused where a file would be."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from learning.workforce.actions.undo_return import begin_undo
from learning.workforce.actions.write_person import write_person
from learning.workforce.actions.write_return import write_return
from learning.workforce.models import ChangeKind, Employment, Organisation, Person, WorkforceReturn
from learning.workforce.refusals import ReturnRefused
from learning.workforce.steps import Rows, Steps
from tests.workforce.factories import (
    EmploymentFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)


@pytest.fixture
def partner() -> Organisation:
    RoleGroupFactory(slug="corporate")
    return SharingAgreementFactory().organisation


def added() -> Steps:
    post: dict[str, str | None] = {"team": "", "role_group": "corporate", "start": "2026-02-16", "left": None}
    return Steps(Rows(added=[post]), name=["Ada", "Example"], makes_person=True)


def write(partner: Organisation, by: Any = None, **more: Any) -> WorkforceReturn:
    return write_person(by, partner, ChangeKind.JOINER, added(), **({"as_at": T, "named": "Ada Example"} | more))


def test_somebody_added_by_form_is_there_and_can_be_undone(partner: Organisation) -> None:
    lead = RoleAssignmentFactory(hr_lead=True, organisation=partner).user
    batch = write(partner, lead)
    post = Employment.objects.standing().get()
    assert (post.source, post.batch, post.recorded_by, post.person.name) == ("form", batch, lead, "Ada Example")
    assert (batch.joiners, batch.differences) == (1, 1)
    write_return(begin_undo(lead, batch).pk)
    assert not Employment.objects.standing().exists()


def test_a_form_never_stands_in_the_way_of_the_next_file(partner: Organisation) -> None:
    write(partner)
    assert not WorkforceReturn.objects.holding().exists(), "freshness is that of files"


def test_a_person_changed_meanwhile_is_refused_and_nothing_is_written(partner: Organisation) -> None:
    post = EmploymentFactory(organisation=partner, recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    post.supersede_with(timezone.now(), left=T)
    steps = Steps(Rows(replaced=[(post.pk, {"left": "2026-02-20"})]))
    with pytest.raises(ReturnRefused, match="Nothing was written"):
        write_person(None, partner, ChangeKind.LEAVER, steps, as_at=T, named="x", person=post.person)
    assert not WorkforceReturn.objects.exists()
    assert Employment.objects.count() == 2


def test_refusals(partner: Organisation) -> None:
    stranger = RoleAssignmentFactory(hr_lead=True).user
    with pytest.raises(PermissionDenied):
        write(partner, stranger)
    with pytest.raises(ReturnRefused, match="not come yet"):
        write(partner, as_at=T + dt.timedelta(1))
    ReturnGradeFactory(organisation=partner, grade="headcount")
    with pytest.raises(ReturnRefused, match="headcounts only"):
        write(partner)
    partner.agreements.update(ended_on=T)
    with pytest.raises(ReturnRefused, match="agreement"):
        write(partner)
    assert not Person.objects.filter(family_name="Example").exists()
