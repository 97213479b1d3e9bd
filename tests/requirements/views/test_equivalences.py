"""The register on the site: who reads it, what a partner says in it, and recognising by it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from learning.records.models import Completion
from learning.requirements.models import Equivalence, EquivalenceAcceptance, EquivalenceSignature
from learning.workforce.models import Organisation
from tests.coverage.factories import Employer, two_employers
from tests.requirements.factories import EquivalenceFactory
from tests.requirements.views.test_change_asked import day
from tests.requirements.views.test_what_is_asked import words
from tests.signing_in import signed_in
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, PersonFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)


@pytest.fixture
def employers() -> tuple[Employer, Employer]:
    shared, one, other = two_employers()
    for module in (shared.first, shared.second):
        module.current_version = module.versions.get()
        module.save()
    return one, other


@pytest.fixture
def one(employers: tuple[Employer, Employer]) -> Employer:
    return employers[0]


@pytest.fixture
def administrator() -> Client:
    return signed_in(RoleAssignmentFactory(administrator=True).user)


@pytest.fixture
def said(one: Employer) -> Equivalence:
    from learning.modules.models import Module

    return EquivalenceFactory(module=Module.objects.get(slug="start"), accepted_by=[OrganisationFactory(name="Elder")])


def at(said: Equivalence, page: str = "") -> str:
    return f"/requirements/equivalences/{said.pk}/{page}"


def says(what: str, organisation: Organisation, on: dt.date = T) -> dict[str, Any]:
    return {"says": what, "organisation": organisation.pk, **day(on, "day")}


class TestReading:
    def test_partners_are_named_and_counted(self, one: Employer, said: Equivalence) -> None:
        EquivalenceFactory(title="Long over", module=said.module, ended_on=T)
        page = words(signed_in(one.lead).get("/requirements/equivalences/"))
        assert "Spotting the signs, one day Elsewhere Training A shared start 24 months" in page
        assert "signed by 1, accepted by 1" in page
        assert page.index("No longer") < page.index("Long over")
        assert "accepted by you" not in page
        detail = words(signed_in(one.lead).get(at(said)))
        assert "Signed by Elder 6 January 2020" in detail
        assert "Counts for “A shared start”, for at most 24 months from the day it was finished." in detail

    def test_whoever_speaks_for_no_partner_is_told_it_is_not_there(self, said: Equivalence) -> None:
        for role in ("trainer", "network_lead", "coordinator"):
            browser = signed_in(RoleAssignmentFactory(role=role).user)
            assert browser.get("/requirements/equivalences/").status_code == 404
            assert browser.get(at(said)).status_code == 404

    def test_the_number_of_queries_does_not_grow(
        self, one: Employer, said: Equivalence, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        browser = signed_in(one.lead)
        browser.get("/requirements/equivalences/")
        with django_assert_max_num_queries(30) as few:
            browser.get("/requirements/equivalences/")
        for _ in range(8):
            EquivalenceFactory(module=said.module, accepted_by=[OrganisationFactory(), OrganisationFactory()])
        with django_assert_num_queries(len(few.captured_queries)):
            browser.get("/requirements/equivalences/")


class TestAPartnerSays:
    def test_it_signs_accepts_and_stops(self, one: Employer, said: Equivalence) -> None:
        browser, here = signed_in(one.lead), one.organisation
        browser.post(at(said), says("sign", here))
        browser.post(at(said), says("accept", here))
        assert EquivalenceSignature.objects.get(organisation=here).signed_on == T
        assert "accepted by you" in words(browser.get("/requirements/equivalences/"))
        browser.post(at(said), says("stop", here, dt.date(2026, 6, 1)))
        assert EquivalenceAcceptance.objects.standing().get(organisation=here).ended_on == dt.date(2026, 6, 1)

    def test_for_no_other_partner(self, employers: tuple[Employer, Employer], said: Equivalence) -> None:
        one, other = employers
        response = signed_in(one.lead).post(at(said), says("accept", other.organisation))
        assert response.status_code == 422
        assert not EquivalenceAcceptance.objects.filter(organisation=other.organisation).exists()

    def test_an_administrator_writes_down_what_was_signed_on_paper(
        self, one: Employer, said: Equivalence, administrator: Client
    ) -> None:
        administrator.post(at(said), says("sign", one.organisation, dt.date(2026, 1, 10)))
        assert EquivalenceSignature.objects.get(organisation=one.organisation).signed_on == dt.date(2026, 1, 10)

    @pytest.mark.parametrize(
        ("what", "on", "words_said"),
        [
            ("sign", T + dt.timedelta(1), "today or before"),
            ("stop", dt.date(2020, 1, 6), "Write a later day"),
        ],
    )
    def test_days_that_cannot_be(
        self, said: Equivalence, administrator: Client, what: str, on: dt.date, words_said: str
    ) -> None:
        response = administrator.post(at(said), says(what, Organisation.objects.get(name="Elder"), on))
        assert response.status_code == 422
        assert words_said in response.content.decode()

    def test_nothing_more_is_said_of_one_that_ended(self, one: Employer, said: Equivalence) -> None:
        said.ended_on = T
        said.save()
        browser = signed_in(one.lead)
        browser.post(at(said), says("accept", one.organisation))
        assert not EquivalenceAcceptance.objects.filter(organisation=one.organisation).exists()
        assert "Say something for a partner" not in words(browser.get(at(said)))


class TestKeeping:
    def given(self, said: Equivalence) -> dict[str, Any]:
        return {
            "title": "Another day",
            "provider": "Elsewhere Training",
            "module": said.module_id,
            "counts_months": 12,
            "evidence": "Its certificate",
            **day(T),
        }

    def test_one_is_written_down_and_bettered(self, said: Equivalence, administrator: Client) -> None:
        administrator.post("/requirements/equivalences/new/", self.given(said))
        new = Equivalence.objects.get(title="Another day")
        administrator.post(at(new, "change/"), self.given(said) | {"counts_months": 18})
        new.refresh_from_db()
        assert new.counts_months == 18

    def test_what_is_missing_is_said(self, said: Equivalence, administrator: Client) -> None:
        response = administrator.post("/requirements/equivalences/new/", self.given(said) | {"evidence": ""})
        assert response.status_code == 422
        assert not Equivalence.objects.filter(title="Another day").exists()

    def test_a_signed_one_can_only_end(self, said: Equivalence, administrator: Client) -> None:
        page = words(administrator.get(at(said, "change/")))
        assert "End an equivalence" in page
        administrator.post(at(said, "change/"), day(dt.date(2026, 6, 1), "ended_on") | {"title": "Something else"})
        said.refresh_from_db()
        assert (said.ended_on, said.title) == (dt.date(2026, 6, 1), "Spotting the signs, one day")

    def test_an_hr_lead_keeps_no_register(self, one: Employer, said: Equivalence) -> None:
        browser = signed_in(one.lead)
        assert browser.get("/requirements/equivalences/new/").status_code == 404
        assert browser.post(at(said, "change/"), day(T, "ended_on")).status_code == 404


class TestRecognising:
    def address(self, one: Employer, label: str = "Deskless") -> str:
        return f"/requirements/partners/{one.organisation.slug}/people/{one.people[label].uuid}/recognise/"

    def given(self, said: Equivalence, **more: Any) -> dict[str, Any]:
        return {
            "equivalence": said.pk,
            "evidence": "Certificate 4471",
            **day(dt.date(2025, 6, 1), "done_on"),
            **more,
        }

    @pytest.fixture
    def accepted(self, one: Employer, said: Equivalence) -> Equivalence:
        EquivalenceAcceptance.objects.create(equivalence=said, organisation=one.organisation, starts_on=T)
        return said

    def test_it_counts_and_the_person_page_says_where_it_comes_from(self, one: Employer, accepted: Equivalence) -> None:
        response = signed_in(one.lead).post(self.address(one), self.given(accepted))
        page = words(signed_in(one.lead).get(response["Location"]))
        assert "Current: version 1.0 was completed on 1 June 2025 and counts until 31 May 2027" in page
        assert "as learning recognised from elsewhere" in page
        assert "Recognised from elsewhere: A shared start" in page

    @pytest.mark.parametrize(
        ("more", "said_words"),
        [
            (day(dt.date(2023, 6, 1), "done_on"), "counted until 31 May 2025"),
            (day(T + dt.timedelta(1), "done_on"), "on or before 28 February 2026"),
            ({"evidence": "Given by Joanna Whitlock, 07700 900123"}, "without names"),
            ({"evidence": ""}, "his needs an answer"),
        ],
    )
    def test_what_does_not_hold_is_said_and_nothing_typed_is_lost(
        self, one: Employer, accepted: Equivalence, more: dict[str, str], said_words: str
    ) -> None:
        before = Completion.objects.count()
        response = signed_in(one.lead).post(self.address(one), self.given(accepted, **more))
        assert response.status_code == 422
        body = response.content.decode()
        assert said_words in body
        assert more.get("evidence", "Certificate 4471") in body
        assert Completion.objects.count() == before

    def test_what_the_partner_does_not_accept_is_not_offered(self, one: Employer, said: Equivalence) -> None:
        page = words(signed_in(one.lead).get(self.address(one)))
        assert "You accept nothing from elsewhere yet" in page
        assert "Spotting the signs" not in page
        assert signed_in(one.lead).post(self.address(one), self.given(said)).status_code == 422

    def test_other_peoples_people_and_oneself(
        self, employers: tuple[Employer, Employer], accepted: Equivalence
    ) -> None:
        one, other = employers
        assert signed_in(other.lead).post(self.address(one), self.given(accepted)).status_code == 404
        own = PersonFactory(user=one.lead)
        EmploymentFactory(organisation=one.organisation, person=own)
        address = f"/requirements/partners/{one.organisation.slug}/people/{own.uuid}/recognise/"
        assert "Nobody approves this for themselves" in words(signed_in(one.lead).get(address))
        assert signed_in(one.lead).post(address, self.given(accepted)).status_code == 403
