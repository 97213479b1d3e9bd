"""The demonstration's local names: by the administrator, once, and none that ordinary texts are full of."""

import datetime as dt

import pytest

from learning.audit.models import Event
from learning.cases.models import LocalName
from learning.deidentification import screen
from learning.deidentification.clean_notes import alarm_of
from learning.portal.demo.local_names import NAMES, load_local_names
from learning.workforce.models import Role
from tests.workforce.factories import RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_they_are_there_once_and_found() -> None:
    load_local_names(dt.date(2026, 2, 28))
    assert not LocalName.objects.exists()
    RoleAssignmentFactory(role=Role.ADMINISTRATOR, organisation=None)
    for _again in range(2):
        load_local_names(dt.date(2026, 2, 28))
    assert LocalName.objects.count() == sum(len(lines.splitlines()) for lines in NAMES.values())
    assert Event.objects.filter(action="case.local_names_added").count() == len(NAMES)
    assert [finding.kind for finding in screen("he moved to lower wick, near ropewalk boys")] == [
        "place",
        "organisation",
    ]
    assert not any(alarm_of(name.name) for name in LocalName.objects.exclude(name="The Tanyard"))
