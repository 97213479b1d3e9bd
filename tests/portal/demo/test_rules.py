"""What the demonstration asks, excuses, registers and recognises: once, and each says that it is invented."""

import datetime as dt

import pytest

from learning.modules.models import Module
from learning.portal.demo.rules import ADDED, POLICE, REGISTER, load_rules
from learning.records.models import Completion
from learning.requirements.models import Equivalence, EquivalenceAcceptance, Exemption, Requirement
from learning.workforce.models import Organisation
from tests.requirements.factories import BareVersionFactory, ModuleFactory
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, RoleAssignmentFactory, RoleGroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.date(2026, 2, 28)


@pytest.fixture(autouse=True)
def partners() -> None:
    for slug in {slug for line in REGISTER for slug in (*line.signed, *line.accepted)}:
        OrganisationFactory(slug=slug, name=slug)
    for slug in {ADDED, *(line.module for line in REGISTER)}:
        version = BareVersionFactory(module=ModuleFactory(slug=slug, title=slug))
        Module.objects.filter(slug=slug).update(current_version=version)
    police = Organisation.objects.get(slug=POLICE)
    RoleAssignmentFactory(hr_lead=True, organisation=police)
    front_line = RoleGroupFactory(slug="frontline_direct")
    for _ in range(40):
        EmploymentFactory(organisation=police, role_group=front_line)


def test_everything_comes_once_and_names_nobody_real() -> None:
    for _again in range(2):
        load_rules(DAY)
    assert Equivalence.objects.count() == len(REGISTER)
    assert all("invented" in said.provider for said in Equivalence.objects.all())
    first = Equivalence.objects.get(title=REGISTER[0].title)
    assert (first.signatures.count(), EquivalenceAcceptance.objects.on(DAY).filter(equivalence=first).count()) == (3, 5)
    assert [(asked.module.slug, asked.level) for asked in Requirement.objects.all()] == [(ADDED, 2)]
    assert Exemption.objects.count() == 3
    for exemption in Exemption.objects.all():
        exemption.full_clean()
    recognised = Completion.objects.filter(source="recognised")
    assert recognised.count() == 3
    assert all("invented" in completion.evidence for completion in recognised)


def test_one_has_ended() -> None:
    load_rules(DAY)
    assert [said.title for said in Equivalence.objects.exclude(ended_on=None)] == [REGISTER[2].title]
