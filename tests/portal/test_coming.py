"""A role whose screens are still to come is told so, kindly and in one place; every other role is told nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from learning.portal.coming import COMING, coming_for
from learning.portal.demo.sign_ins import SIGN_INS
from learning.workforce.models import Role
from learning.workforce.models.role_assignment import OF_A_TEAM, OF_AN_ORGANISATION
from tests.signing_in import signed_in
from tests.workforce.factories import OrganisationFactory, PersonFactory, RoleAssignmentFactory, TeamFactory

pytestmark = pytest.mark.django_db

HAVE_SCREENS = {
    Role.HR_LEAD,
    Role.TEAM_MANAGER,
    Role.TRAINER,
    Role.ADMINISTRATOR,
    Role.LIVED_EXPERIENCE,
    Role.AGENCY_REVIEWER,
    Role.NETWORK_REVIEWER,
    Role.COORDINATOR,
    Role.FACILITATOR,
}


def read_by(client: Client) -> str:
    answer = client.get(reverse("my_learning"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_either_has_its_screens_or_is_told(role: Role) -> None:
    user = PersonFactory(with_login=True).user
    RoleAssignmentFactory(
        user=user,
        role=role,
        organisation=OrganisationFactory() if role in OF_AN_ORGANISATION else None,
        team=TeamFactory() if role in OF_A_TEAM else None,
    )
    page = read_by(signed_in(user))
    if role in HAVE_SCREENS:
        assert "not here yet" not in page
    else:
        assert escape(str(COMING[role])) in page
        assert page.count("not here yet") == 1


def test_a_learner_is_told_nothing() -> None:
    assert "not here yet" not in read_by(signed_in(PersonFactory(with_login=True).user))


def test_several_roles_are_told_each() -> None:
    assert coming_for([Role.NETWORK_LEAD, Role.HR_LEAD, Role.IG_LEAD]) == [
        COMING[Role.IG_LEAD],
        COMING[Role.NETWORK_LEAD],
    ]


def test_the_list_of_sign_ins_says_it_too(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    out = StringIO()
    call_command("demo_sign_ins", stdout=out)
    lines = out.getvalue().splitlines()
    for sign_in in SIGN_INS:
        below = lines[next(n for n, line in enumerate(lines) if sign_in.email in line) + 1]
        if sign_in.role in COMING:
            assert below.strip() == str(COMING[sign_in.role])
        else:
            assert "not here yet" not in below
