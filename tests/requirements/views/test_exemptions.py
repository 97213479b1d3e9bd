"""An HR lead excuses own people for a while, sees who is, and ends it; nobody else does."""

import datetime as dt
from typing import Any

import pytest

from learning.audit.models import Event
from learning.requirements.models import Exemption, StatusSpan
from learning.workforce.models import Person
from tests.coverage.factories import Employer, two_employers
from tests.requirements.factories import ExemptionFactory
from tests.requirements.views.test_change_asked import day
from tests.requirements.views.test_what_is_asked import words
from tests.signing_in import signed_in
from tests.workforce.factories import EmploymentFactory, PersonFactory, ReturnGradeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)


@pytest.fixture
def employers() -> tuple[Employer, Employer]:
    _, one, other = two_employers()
    return one, other


@pytest.fixture
def one(employers: tuple[Employer, Employer]) -> Employer:
    return employers[0]


def at(employer: Employer, page: str) -> str:
    return f"/requirements/partners/{employer.organisation.slug}/{page}"


def exempt(employer: Employer, person: Person) -> str:
    return at(employer, f"people/{person.uuid}/exempt/")


def given(ends_on: dt.date, **more: Any) -> dict[str, Any]:
    return {"module": "", "category": "agreed", **day(T), **day(ends_on, "ends_on"), **more}


def test_it_is_granted_with_the_approvers_name_and_the_figures_follow(one: Employer) -> None:
    person = one.people["Notyet"]
    response = signed_in(one.lead).post(exempt(one, person), given(dt.date(2026, 8, 31)))
    assert response["Location"] == f"/coverage/{one.organisation.slug}/people/{person.uuid}/"
    granted = Exemption.objects.standing().get()
    assert (granted.approved_by, granted.recorded_by, granted.organisation) == (one.lead, one.lead, one.organisation)
    assert {str(span.outside) for span in StatusSpan.objects.on(T).of(person)} == {"exempt"}
    page = words(signed_in(one.lead).get(response["Location"]))
    assert "Exempt from 28 February 2026 until 31 August 2026, as this employer agreed" in page


@pytest.mark.parametrize(
    ("ends_on", "more", "said"),
    [
        (dt.date(2027, 2, 28), {}, "12 months at most, to 27 February 2027"),
        (T - dt.timedelta(1), {}, "cannot come before the first one"),
        (dt.date(2026, 8, 31), {"category": "ill"}, "Select a valid choice"),
        (dt.date(2026, 8, 31), {"ends_on_year": ""}, "Write the day, the month and the year"),
    ],
)
def test_what_does_not_hold_is_said_in_its_place(
    one: Employer, ends_on: dt.date, more: dict[str, str], said: str
) -> None:
    response = signed_in(one.lead).post(exempt(one, one.people["Notyet"]), given(ends_on, **more))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Exemption.objects.exists()


def test_only_modules_asked_of_them_can_be_chosen(one: Employer) -> None:
    page = words(signed_in(one.lead).get(exempt(one, one.people["Desk"])))
    assert "A shared start" in page
    assert "Six principles" not in page


def test_two_over_the_same_days_are_one_too_many(one: Employer) -> None:
    person = one.people["Notyet"]
    ExemptionFactory(person=person, organisation=one.organisation, starts_on=T, ends_on=dt.date(2026, 6, 30))
    response = signed_in(one.lead).post(exempt(one, person), given(dt.date(2026, 8, 31)))
    assert "exempt from this on some of these days already" in response.content.decode()


def test_whose_people_they_are_not_is_told_they_are_not_there(employers: tuple[Employer, Employer]) -> None:
    one, other = employers
    declared = EmploymentFactory(organisation=one.organisation, self_declared=True).person
    browser = signed_in(one.lead)
    for person in (other.people["Notyet"], declared, PersonFactory()):
        for method in ("get", "post"):
            assert getattr(browser, method)(exempt(one, person)).status_code == 404
    assert browser.get(exempt(other, other.people["Notyet"])).status_code == 404


def test_nobody_excuses_themselves(one: Employer) -> None:
    own = PersonFactory(user=one.lead)
    EmploymentFactory(organisation=one.organisation, person=own)
    browser = signed_in(one.lead)
    assert "Nobody approves this for themselves" in words(browser.get(exempt(one, own)))
    assert browser.post(exempt(one, own), given(dt.date(2026, 8, 31))).status_code == 403
    assert not Exemption.objects.exists()


class TestTheList:
    def test_the_first_to_run_out_is_on_top(self, one: Employer) -> None:
        for label, ends_on in (("Notyet", dt.date(2026, 12, 1)), ("Expired", dt.date(2026, 3, 10))):
            ExemptionFactory(person=one.people[label], organisation=one.organisation, ends_on=ends_on)
        page = words(signed_in(one.lead).get(at(one, "exemptions/")))
        assert page.index("Expired of Midshire Trust") < page.index("Notyet of Midshire Trust")
        assert page.count("runs out soon") == 1
        assert Event.objects.filter(action="exemption.list_seen", organisation_id=one.organisation.pk).exists()

    def test_what_is_over_and_what_others_granted_is_not_on_it(self, employers: tuple[Employer, Employer]) -> None:
        one, other = employers
        ExemptionFactory(person=one.people["Soon"], organisation=one.organisation, ends_on=T - dt.timedelta(1))
        ExemptionFactory(person=other.people["Soon"], organisation=other.organisation)
        ExemptionFactory(person=one.people["Soon"], organisation=other.organisation)
        assert "Nobody is exempt" in words(signed_in(one.lead).get(at(one, "exemptions/")))

    def test_the_number_of_queries_does_not_grow(
        self, one: Employer, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        browser, address = signed_in(one.lead), at(one, "exemptions/")
        ExemptionFactory(person=one.people["Soon"], organisation=one.organisation)
        browser.get(address)
        with django_assert_max_num_queries(30) as few:
            browser.get(address)
        for person in one.people.values():
            ExemptionFactory(person=person, organisation=one.organisation)
        with django_assert_num_queries(len(few.captured_queries)):
            browser.get(address)


class TestEnding:
    def granted(self, one: Employer) -> Exemption:
        granted: Exemption = ExemptionFactory(
            person=one.people["Notyet"], organisation=one.organisation, starts_on=T, ends_on=dt.date(2026, 8, 31)
        )
        return granted

    def test_an_earlier_last_day(self, one: Employer) -> None:
        granted = self.granted(one)
        address = at(one, f"exemptions/{granted.pk}/")
        signed_in(one.lead).post(address, day(dt.date(2026, 5, 31), "ends_on"))
        assert Exemption.objects.standing().get().ends_on == dt.date(2026, 5, 31)

    def test_no_later_one_and_none_in_the_past(self, one: Employer) -> None:
        granted = self.granted(one)
        browser, address = signed_in(one.lead), at(one, f"exemptions/{granted.pk}/")
        for on, said in ((dt.date(2026, 9, 1), "on or before 31 August"), (dt.date(2026, 2, 1), "on or after")):
            assert said in browser.post(address, day(on, "ends_on")).content.decode()
        assert Exemption.objects.standing().get() == granted

    def test_taken_back_it_holds_on_no_day(self, one: Employer) -> None:
        granted = self.granted(one)
        signed_in(one.lead).post(at(one, f"exemptions/{granted.pk}/"), {"withdraw": "yes"})
        assert not Exemption.objects.standing().exists()
        assert Exemption.objects.count() == 1

    def test_another_partners_is_not_there(self, employers: tuple[Employer, Employer]) -> None:
        one, other = employers
        granted = self.granted(one)
        for employer in (one, other):
            address = at(employer, f"exemptions/{granted.pk}/")
            assert signed_in(other.lead).post(address, {"withdraw": "yes"}).status_code == 404
        assert Exemption.objects.standing().exists()


def test_an_employer_of_headcounts_reads_and_says_nothing_of_one_person(one: Employer) -> None:
    person = one.people["Notyet"]
    held = ExemptionFactory(person=person, organisation=one.organisation)
    ReturnGradeFactory(organisation=one.organisation, grade="headcount")
    browser = signed_in(one.lead)
    recognise = at(one, f"people/{person.uuid}/recognise/")
    end = at(one, f"exemptions/{held.pk}/")
    answers = [browser.get(page) for page in (at(one, "exemptions/"), exempt(one, person), end, recognise)]
    answers += [browser.post(exempt(one, person), given(dt.date(2026, 8, 31))), browser.post(end, {"withdraw": "1"})]
    for answer in answers:
        assert "Nobody is listed" in words(answer)
        assert str(person.uuid) not in answer.content.decode()
    assert Exemption.objects.standing().get() == held
