"""Every address that names an organisation, asked for by the HR lead and the team manager of another: not found.

The addresses come from the URL configuration. Stricter than the sweep, which lets a refusal be of any kind: whoever
leads another partner is told nothing at all, not even that there is something to be refused.
"""

from __future__ import annotations

import pytest
from django.test import Client

from learning.workforce.models import Role

from .addresses import Address
from .expected import EXPECTED
from .test_sweep import ADDRESSES, _ask, browsers, world  # noqa: F401  the two fixtures are asked for by name
from .world import World

OF_AN_ORGANISATION = [address for address in ADDRESSES if ":organisation>" in address.route]


def test_there_are_such_addresses() -> None:
    assert len(OF_AN_ORGANISATION) >= 8
    assert {"coverage", "coverage_people", "coverage_person"} <= {address.name for address in OF_AN_ORGANISATION}


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_AN_ORGANISATION, ids=lambda address: address.name)
@pytest.mark.parametrize("role", [Role.HR_LEAD, Role.TEAM_MANAGER])
def test_another_partner_s_people_are_not_found(
    address: Address,
    role: Role,
    world: World,  # noqa: F811  the fixture
    browsers: dict[str, Client],  # noqa: F811  the fixture
) -> None:
    row = EXPECTED[address.name]
    assert not row.shared, "an address that names an organisation is that organisation's own"
    answers = {method: _ask(browsers[role], row, world.halves[1], method).status_code for method in ("get", "post")}
    # A page that is only read, or a form that is only sent, says so before it asks who is there.
    assert set(answers.values()) <= {404, 405}, answers
    assert 404 in answers.values(), answers
