"""The demonstration's cases: one at each place, once, each says that it is invented, and none names anybody."""

import datetime as dt

import pytest

from learning.cases.life_cycle import Part, State
from learning.cases.manuscript import Manuscript
from learning.cases.models import Case, CaseReport, HostAgreement, SafeguardingRoute
from learning.cases.models.case import TEXTS
from learning.cases.permissions import parts_of
from learning.portal.demo.cases import CASES, HOST, LOGINS, OTHER, OWN, load_cases
from learning.workforce.models import Organisation, Role, User
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, PersonFactory, RoleAssignmentFactory
from tests.workforce.factories import UserFactory as Login

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)


def test_one_at_each_place_and_once() -> None:
    load_cases(DAY)
    assert not Case.objects.exists()
    employers: dict[str, Organisation] = {}
    for email in LOGINS:
        domain = email.partition("@")[2]
        if domain not in employers:
            employers[domain] = OrganisationFactory(name=domain)
        EmploymentFactory(person=PersonFactory(user=Login(email=email)), organisation=employers[domain])
    for email, role in ((HOST, Role.AGENCY_REVIEWER), (OWN, Role.AGENCY_REVIEWER), (OTHER, Role.NETWORK_REVIEWER)):
        RoleAssignmentFactory(
            user=User.objects.get(email=email), role=role, organisation=employers[email.partition("@")[2]]
        )
    for _again in range(2):
        load_cases(DAY)
    assert Case.objects.count() == len(CASES)
    assert set(Case.objects.values_list("state", flat=True)) == {
        State.DRAFT, State.AGENCY_REVIEW, State.NETWORK_REVIEW, State.TRIAGE, State.SCHEDULED,
        State.IN_CONSULTATION, State.RECOMMENDED, State.FOLLOW_UP, State.CLOSED, State.QUARANTINED,
    }  # fmt: skip
    assert "(Invented.)" in CaseReport.objects.get().words
    assert (SafeguardingRoute.objects.count(), HostAgreement.objects.count()) == (2, 2)
    for case in Case.objects.all():
        assert "(Invented.)" in case.key_question
        assert case.steps.last().after == case.state
        assert Manuscript({name: getattr(case, name) for name in TEXTS}, {}).review.complete, case.happening
    hosted = Case.objects.filter(state=State.AGENCY_REVIEW)
    assert sorted(hosted.values_list("is_from_health", flat=True)) == [False, True]
    for case in hosted:
        assert parts_of(User.objects.get(email=HOST), case, DAY) == {Part.AGENCY_REVIEWER}
        assert parts_of(User.objects.get(email=OWN), case, DAY) == frozenset()
