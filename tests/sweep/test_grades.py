"""A partner that returns staff numbers only: no address of its own holds the name of anybody who works there.

The addresses come from the URL configuration, and are asked for as its HR lead and its team manager. Of a partner of
headcounts not even a number stands there.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from learning.workforce.models import Grade, Organisation, Person, Role
from tests.workforce.factories import ReturnGradeFactory

from .addresses import Address
from .expected import EXPECTED
from .test_hr_addresses import OF_AN_ORGANISATION
from .test_sweep import _ask, browsers, world  # noqa: F401  the two fixtures are asked for by name
from .world import LEARNER, World

# Whoever says that they work there is known by the name they gave until HR has answered: it could not answer otherwise.
ASKED_BY_NAME = {"workforce_waiting", "workforce_waiting_confirm", "workforce_waiting_decline"}


@pytest.fixture
def returns(request: pytest.FixtureRequest, world: World) -> Iterator[Organisation]:  # noqa: F811  the fixture
    """The first half's organisation, once it returns the grade asked for."""
    organisation = world.halves[0].organisation
    with transaction.atomic():
        ReturnGradeFactory(organisation=organisation, grade=request.param)
        yield organisation
        transaction.set_rollback(True)


def text_of(answer: HttpResponse) -> str:
    """All that an answer says: headers too, and what a workbook holds."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = f"{dict(answer.headers)} "
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            return said + "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    return said + body.decode("utf-8", "replace")


def names_of(organisation: Organisation, reader: Person, address: Address) -> set[str]:
    """First and last names of everybody of the organisation but the reader, who reads their own."""
    people = Person.objects.filter(employments__organisation=organisation).exclude(pk=reader.pk)
    if address.name in ASKED_BY_NAME:
        people = people.exclude(user__email__startswith=LEARNER)
    names = {name.casefold() for pair in people.values_list("given_name", "family_name") for name in pair if name}
    return names - {reader.given_name.casefold(), reader.family_name.casefold()}


def leaks_of(
    address: Address,
    role: Role,
    world: World,  # noqa: F811  the fixture
    browsers: dict[str, Client],  # noqa: F811  the fixture
) -> list[str]:
    half = world.halves[0]
    names = names_of(half.organisation, half.logins[role].person, address)
    found = []
    for method in ("get", "post"):
        answer = _ask(browsers[role], EXPECTED[address.name], half, method)
        assert answer.status_code < 500
        said = text_of(answer).casefold()
        found += [f"{method} {address.name} says {name}" for name in names if name in said]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_AN_ORGANISATION, ids=lambda address: address.name)
@pytest.mark.parametrize("role", [Role.HR_LEAD, Role.TEAM_MANAGER])
@pytest.mark.parametrize("returns", [Grade.STAFF_NUMBER, Grade.HEADCOUNT], indirect=True)
def test_nobody_is_named(
    returns: Organisation,
    address: Address,
    role: Role,
    world: World,  # noqa: F811  the fixture
    browsers: dict[str, Client],  # noqa: F811  the fixture
) -> None:
    assert leaks_of(address, role, world, browsers) == []


@pytest.mark.django_db
def test_this_sweep_sees_names_where_they_are_returned(
    world: World,  # noqa: F811  the fixture
    browsers: dict[str, Client],  # noqa: F811  the fixture
) -> None:
    several = [address for address in OF_AN_ORGANISATION if address.name in ("coverage_people", "workforce_people")]
    assert all(leaks_of(address, Role.HR_LEAD, world, browsers) for address in several)
