"""What is asked is written down with who asked it, and only an organisation shortens how long something counts."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from learning.audit.models import Event
from learning.requirements.actions.rebuild_statuses import differences, rebuild_everybody
from learning.requirements.actions.set_requirement import end_requirement, set_requirement
from learning.requirements.models import Requirement
from learning.requirements.status_on import status_on
from tests.requirements.factories import ModuleFactory, RequirementFactory, completed
from tests.workforce.factories import EmploymentFactory, LevelMapFactory, OrganisationFactory, RoleAssignmentFactory

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)


def test_the_trail_says_who_asks_for_what() -> None:
    administrator = RoleAssignmentFactory(administrator=True).user
    organisation, module = OrganisationFactory(), ModuleFactory()
    asked = set_requirement(administrator, Requirement(level=2, module=module, organisation=organisation, starts_on=T))
    end_requirement(administrator, asked, T + dt.timedelta(30))
    events = list(Event.objects.filter(action__startswith="requirement.").order_by("pk"))
    assert [(event.action, event.actor_id, event.organisation_id) for event in events] == [
        ("requirement.set", administrator.pk, organisation.pk),
        ("requirement.ended", administrator.pk, organisation.pk),
    ]
    assert events[0].detail == {"module": module.pk, "level": 2, "path": ""}


def test_the_network_leaves_the_months_to_the_module() -> None:
    with pytest.raises(ValidationError, match="only_an_organisation_asks_again_sooner"):
        set_requirement(None, Requirement(level=1, module=ModuleFactory(), starts_on=T, refresh_months=12))


def test_asking_again_sooner_shortens_the_status_here_and_nowhere_else() -> None:
    LevelMapFactory(level=2)
    module = RequirementFactory(level=1).module
    here, there = EmploymentFactory(), EmploymentFactory()
    for post in (here, there):
        done = completed(post.person, module, dt.date(2025, 2, 1), dt.date(2028, 1, 31))
    RequirementFactory(
        level=1, module=module, organisation=here.organisation, starts_on=dt.date(2025, 6, 1), refresh_months=12
    )
    rebuild_everybody()
    assert status_on(here.person, here.organisation, module, T).status == "expired"
    assert status_on(there.person, there.organisation, module, T).status == "compliant"
    done.refresh_from_db()
    assert done.valid_until == dt.date(2028, 1, 31)
    assert list(differences()) == []
