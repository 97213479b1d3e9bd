"""Asking for more, for less, and another level: seen first, then said yes to, then saved."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learning.audit.models import Event
from learning.requirements.models import Requirement
from learning.workforce.models import LevelMap
from tests.coverage.factories import Employer, two_employers
from tests.requirements.factories import BareVersionFactory, ModuleFactory, RequirementFactory
from tests.requirements.views.test_what_is_asked import words
from tests.signing_in import signed_in
from tests.workforce.factories import RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)


@pytest.fixture
def one() -> Employer:
    _, employer, _ = two_employers()
    return employer


@pytest.fixture
def custody() -> Any:
    version = BareVersionFactory(module=ModuleFactory(title="Custody first"), refresh_months=36)
    version.module.current_version = version
    version.module.save()
    return version.module


@pytest.fixture
def administrator() -> Client:
    return signed_in(RoleAssignmentFactory(administrator=True).user)


def day(on: dt.date, name: str = "starts_on") -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def ask(module: Any, **more: Any) -> dict[str, Any]:
    return {"module": module.pk, "level": 1, "path": "", **day(dt.date(2026, 3, 10)), **more}


def at(one: Employer, page: str = "ask/") -> str:
    return f"/requirements/partners/{one.organisation.slug}/{page}"


class TestOwnAdditions:
    def test_whom_it_touches_is_said_before_anything_is_saved(self, one: Employer, custody: Any) -> None:
        response = signed_in(one.lead).post(at(one), ask(custody))
        page = words(response)
        assert "“Custody first” would be asked from level 1 up, from 10 March 2026 on." in page
        assert "9 of your people would be newly asked" in page
        assert "9 would have until 7 June 2026" in page
        assert "9 people one by one" in page
        assert "Deskless of Midshire Trust" in page
        assert "Northgate" not in page
        assert not Requirement.objects.filter(module=custody).exists()
        assert Event.objects.filter(action="requirement.impact_seen", organisation_id=one.organisation.pk).exists()

    def test_said_yes_to_it_is_saved_by_whom(self, one: Employer, custody: Any) -> None:
        response = signed_in(one.lead).post(at(one), ask(custody, refresh_months="12", confirmed="yes"))
        assert response["Location"] == at(one, "")
        asked = Requirement.objects.standing().get(module=custody)
        assert (asked.organisation, asked.recorded_by, asked.refresh_months) == (one.organisation, one.lead, 12)
        assert asked.starts_on == dt.date(2026, 3, 10)

    def test_changing_it_first_brings_back_what_was_typed(self, one: Employer, custody: Any) -> None:
        response = signed_in(one.lead).post(at(one), ask(custody, refresh_months="12", change="yes"))
        body = response.content.decode()
        assert 'value="12"' in body
        assert f'<option value="{custody.pk}" selected>' in body
        assert not Requirement.objects.filter(module=custody).exists()

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"module": ""}, "choose one"),
            ({"refresh_months": "36"}, "asked again after 36 months anyway"),
            ({"refresh_months": "0"}, "greater than or equal to 1"),
            (day(T - dt.timedelta(1)), "on or after 28 February 2026"),
            ({"level": "5"}, "Select a valid choice"),
        ],
    )
    def test_what_does_not_hold_is_said_in_its_place(
        self, one: Employer, custody: Any, change: dict[str, str], said: str
    ) -> None:
        response = signed_in(one.lead).post(at(one), ask(custody) | change | {"confirmed": "yes"})
        assert response.status_code == 422
        assert said in response.content.decode()
        assert not Requirement.objects.filter(organisation=one.organisation).exists()

    def test_what_the_network_asks_already_can_only_be_asked_sooner(self, one: Employer) -> None:
        network = Requirement.objects.get(level=1)
        version = network.module.versions.get()
        network.module.current_version = version
        network.module.save()
        refused = signed_in(one.lead).post(at(one), ask(network.module))
        assert "The network asks this of that level already" in refused.content.decode()
        seen = signed_in(one.lead).post(at(one), ask(network.module, refresh_months="12"))
        assert "For 4 people who are current today it would run out before 8 June 2026." in words(seen)

    def test_asked_twice_is_refused(self, one: Employer, custody: Any) -> None:
        RequirementFactory(level=1, module=custody, organisation=one.organisation)
        refused = signed_in(one.lead).post(at(one), ask(custody, level=2))
        assert "asked of that level already" in refused.content.decode()


class TestEnding:
    def test_an_own_addition_ends_after_a_look(self, one: Employer, custody: Any) -> None:
        asked = RequirementFactory(level=1, module=custody, organisation=one.organisation)
        browser, address = signed_in(one.lead), at(one, f"{asked.pk}/stop/")
        ends = day(dt.date(2026, 3, 10), "ended_on")
        assert "9 of your people would no longer be asked" in words(browser.post(address, ends))
        assert browser.post(address, ends | {"confirmed": "yes"})["Location"] == at(one, "")
        ended = Requirement.objects.standing().get(module=custody)
        assert (ended.ended_on, ended.recorded_by) == (dt.date(2026, 3, 10), one.lead)

    def test_what_the_network_asks_is_not_a_partners_to_end(self, one: Employer) -> None:
        network = Requirement.objects.filter(organisation=None).first()
        assert network is not None
        assert signed_in(one.lead).get(at(one, f"{network.pk}/stop/")).status_code == 404

    def test_what_has_not_begun_is_taken_back(self, one: Employer, custody: Any) -> None:
        asked = RequirementFactory(
            level=1, module=custody, organisation=one.organisation, starts_on=T + dt.timedelta(5)
        )
        browser = signed_in(one.lead)
        assert "Take it back" in words(browser.get(at(one, f"{asked.pk}/stop/")))
        browser.post(at(one, f"{asked.pk}/stop/"), {"withdraw": "yes"})
        assert not Requirement.objects.standing().filter(module=custody).exists()

    def test_what_is_asked_already_cannot_be_taken_back(self, one: Employer, custody: Any) -> None:
        asked = RequirementFactory(level=1, module=custody, organisation=one.organisation)
        response = signed_in(one.lead).post(at(one, f"{asked.pk}/stop/"), {"withdraw": "yes"})
        assert response.status_code == 422
        assert Requirement.objects.standing().filter(module=custody).exists()

    def test_the_past_is_not_rewritten(self, one: Employer, custody: Any) -> None:
        asked = RequirementFactory(level=1, module=custody, organisation=one.organisation)
        ends = day(T - dt.timedelta(1), "ended_on") | {"confirmed": "yes"}
        response = signed_in(one.lead).post(at(one, f"{asked.pk}/stop/"), ends)
        assert "on or after 28 February 2026" in response.content.decode()

    def test_somebody_elses_change_meanwhile_is_said(self, one: Employer, custody: Any, monkeypatch: Any) -> None:
        asked = RequirementFactory(level=1, module=custody, organisation=one.organisation)

        def superseded_meanwhile(*args: Any) -> None:
            raise Requirement.DoesNotExist

        monkeypatch.setattr("learning.requirements.views.change_asked.end_requirement", superseded_meanwhile)
        ends = day(dt.date(2026, 3, 10), "ended_on") | {"confirmed": "yes"}
        response = signed_in(one.lead).post(at(one, f"{asked.pk}/stop/"), ends)
        assert response.status_code == 422
        assert "Somebody else changed this meanwhile" in response.content.decode()


class TestTheNetwork:
    def test_partners_are_named_and_protected(self, one: Employer, custody: Any, administrator: Client) -> None:
        page = words(administrator.post("/requirements/network/ask/", ask(custody)))
        assert "Partner Newly asked Of them not holding it" in page
        assert "Midshire Trust few few" in page
        assert "one by one" not in page

    def test_it_is_saved_for_everybody(self, one: Employer, custody: Any, administrator: Client) -> None:
        administrator.post("/requirements/network/ask/", ask(custody, confirmed="yes"))
        assert Requirement.objects.standing().get(module=custody).organisation is None

    def test_a_level_changes_from_a_day_on(self, one: Employer, administrator: Client) -> None:
        address = "/requirements/network/levels/corporate/"
        given = {"level": 2, "path": "practice"} | day(dt.date(2026, 3, 10), "day")
        page = words(administrator.post(address, given))
        assert "“Corporate and support staff” would need level 2 from 10 March 2026 on." in page
        assert LevelMap.objects.standing().filter(role_group__slug="corporate").count() == 1
        administrator.post(address, given | {"confirmed": "yes"})
        maps = LevelMap.objects.standing().filter(role_group__slug="corporate")
        assert [(one.level, one.ended_on) for one in maps] == [(1, dt.date(2026, 3, 10)), (2, None)]

    def test_no_change_is_said(self, one: Employer, administrator: Client) -> None:
        given = {"level": 1, "path": "practice"} | day(dt.date(2026, 3, 10), "day")
        response = administrator.post("/requirements/network/levels/corporate/", given)
        assert response.status_code == 422
        assert "this is the level and the path already" in response.content.decode()

    def test_a_kind_of_post_that_is_none_is_not_there(self, administrator: Client) -> None:
        assert administrator.get("/requirements/network/levels/astronauts/").status_code == 404

    @pytest.mark.parametrize("page", ["", "ask/", "levels/corporate/"])
    def test_an_hr_lead_is_told_it_is_not_there(self, one: Employer, page: str) -> None:
        assert signed_in(one.lead).get(f"/requirements/network/{page}").status_code == 404
