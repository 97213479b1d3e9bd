import datetime as dt
import json
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from learning.audit.actions.record_event import record
from learning.audit.models import Event
from learning.cases.life_cycle import State
from learning.cases.models import Seat
from learning.certificates.actions.supersede_certificate import supersede_certificate
from learning.portal.looks import looks_at
from learning.records.actions.correct_completion import correct_completion
from learning.records.models import BookingState, CompletionImport, CompletionSource, LiveSession
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Organisation, Person, Role, User
from tests.cases.case_factories import case_in, desk, recommended
from tests.certificates.factories import TITLE, certificate_of, holder_of, sam, version_of
from tests.records.factories import CompletionFactory
from tests.records.session_factories import BookingFactory, LiveSessionFactory
from tests.requirements.factories import RequirementFactory
from tests.signing_in import signed_in
from tests.workforce.factories import (
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonEmailFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page(person: Person) -> str:
    response = browser_of(person).get(reverse("my_record"))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


@pytest.mark.parametrize("name", ["my_record", "my_record_export"])
def test_it_is_for_people_signed_in(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_a_new_person_is_told_what_will_stand_here() -> None:
    html = page(sam())
    assert "Nothing finished yet" in html
    assert "No post of yours is recorded" in html
    assert "Nobody but you." in html


def test_a_login_of_nobody_is_told_so() -> None:
    html = signed_in(UserFactory()).get(reverse("my_record")).content.decode()
    assert "Nothing is recorded about you yet" in html


def test_completions_say_how_they_stand_and_lead_to_their_certificate(clock: time_machine.Traveller) -> None:
    person, administrator = sam(), holder_of(Role.ADMINISTRATOR)
    valid = certificate_of(person)
    expired = certificate_of(person, version_of(module__title="Old"), valid_until=dt.date(2026, 2, 27))
    later = certificate_of(person, version_of(module__title="Later"), valid_from=dt.date(2026, 4, 1))
    wrong = certificate_of(person, version_of(module__title="Wrong"))
    correct_completion(administrator, wrong.completion, "Recorded for the wrong person.")
    html = page(person)
    for certificate in (valid, expired, later, wrong):
        assert certificate.get_absolute_url() in html
    for words in [
        TITLE,
        "until 26\xa0February\xa02029",
        "expired",
        "from 1\xa0April\xa02026",
        "Recorded for the wrong person.",
    ]:
        assert words in html


def test_a_replaced_certificate_gives_way_to_the_new_one() -> None:
    old = certificate_of()
    new = supersede_certificate(
        holder_of(Role.ADMINISTRATOR), old, name="Samira", reason="Mistyped.", idempotency_key=uuid.uuid4()
    )
    html = page(old.person)
    assert new.get_absolute_url() in html
    assert old.get_absolute_url() not in html


def test_it_shows_what_each_employer_sees_and_nothing_to_one_that_has_not_confirmed() -> None:
    person, hospital, charity = sam(), OrganisationFactory(name="Hospital"), OrganisationFactory(name="Charity")
    certificate = certificate_of(person)
    post = EmploymentFactory(person=person, organisation=hospital, staff_id="204417")
    EmploymentFactory(person=person, organisation=charity, self_declared=True)
    EmploymentFactory(person=person, organisation=OrganisationFactory(name="Former"), left_already=True)
    LevelMapFactory(role_group=post.role_group)
    RequirementFactory(module=certificate.version.module, level=2)
    rebuild_everybody()
    html = page(person)
    seen = html.split("What your employer sees")[1].split("What no employer sees")[0]
    assert "Hospital" in seen
    assert TITLE in seen
    assert "1 module, just as they see it" in seen
    assert "Charity" not in seen
    assert "Former" not in seen
    posts = html.split("Your posts")[1]
    for words in ["Hospital", "Charity", "Former", "204417", "said by you, not confirmed yet"]:
        assert words in posts
    assert "1 of 1 module asked of you is current." in html


def test_what_an_employer_reported_says_so() -> None:
    person, hospital = sam(), OrganisationFactory(name="Hospital")
    batch = CompletionImport.objects.create(organisation=hospital, file_name="old.csv", sha256="0" * 64)
    moment = dt.datetime(2026, 2, 27, 10, 0, tzinfo=dt.UTC)
    elsewhere = {"person": person, "attempt": None, "recorded_at": moment}
    CompletionFactory(source=CompletionSource.IMPORTED, import_batch=batch, import_row=2, **elsewhere)
    CompletionFactory(source=CompletionSource.RECOGNISED, **elsewhere)
    CompletionFactory(person=person)
    html = page(person)
    assert html.count("From your employer’s records (Hospital), recorded on 27 February 2026.") == 1
    assert html.count("Recognised from elsewhere, recorded on 27 February 2026.") == 1
    assert html.count("recorded on") == 2


def test_of_files_with_names_it_says_when_the_last_was_taken(clock: time_machine.Traveller) -> None:
    person, stranger = sam(), UserFactory()
    hospital, charity = OrganisationFactory(name="Hospital"), OrganisationFactory(name="Charity")
    for employer in (hospital, charity):
        EmploymentFactory(person=person, organisation=employer, start=dt.date(2026, 2, 2))

    def taken(on: dt.date, action: str, employer: Organisation, **detail: str) -> None:
        clock.move_to(dt.datetime.combine(on, dt.time(12), dt.UTC))
        record(action, by=stranger, on=employer, organisation_id=employer.pk, detail=detail)

    taken(dt.date(2026, 2, 1), "coverage.file_taken", charity, kind="people_csv")
    taken(dt.date(2026, 2, 10), "coverage.file_taken", hospital, kind="people_xlsx")
    taken(dt.date(2026, 2, 12), "completion_download.taken", hospital)
    taken(dt.date(2026, 2, 20), "coverage.file_taken", hospital, kind="board_report")
    clock.move_to(dt.datetime(2026, 2, 28, 9, 30, tzinfo=dt.UTC))
    html = page(person)
    assert "At Hospital the last one was taken on 12\xa0February\xa02026." in html
    assert "At Charity none was taken since you began there." in html


def test_one_stands_at_the_first_level_that_asks_for_more() -> None:
    person = sam()
    post = EmploymentFactory(person=person)
    LevelMapFactory(role_group=post.role_group)
    for level in (1, 2):
        RequirementFactory(module=version_of(module__title=f"Module {level}").module, level=level)
    rebuild_everybody()
    assert page(person).count("you are here") == 1


def test_it_shows_who_looked_and_not_oneself() -> None:
    person, hospital = sam(), OrganisationFactory(name="Hospital")
    looker = PersonFactory(with_login=True, given_name="Dilys", family_name="Marchbank")
    record("coverage.person_seen", by=looker.user, on=person, organisation_id=hospital.pk)
    record("coverage.person_seen", by=person.user, on=person)
    record("coverage.person_seen", by=looker.user, on=PersonFactory())
    html = page(person).split("Who looked at your record")[1]
    assert html.count("Dilys Marchbank") == 1
    assert "Hospital · 28 February 2026, 09:30" in html
    assert "Sam Oyelaran" not in html.split("</section>")[0]


def seen_at(hour: int, minute: int, by: User, session: LiveSession) -> None:
    with time_machine.travel(dt.datetime(2026, 2, 28, hour, minute, tzinfo=dt.UTC), tick=False):
        record("session.register_seen", by=by, on=session)


def test_the_register_of_a_session_that_lists_them_is_a_look_too() -> None:
    person, (listed, given_up, others) = sam(), LiveSessionFactory.create_batch(3)
    runner = PersonFactory(with_login=True, given_name="Imogen", family_name="Thackeray").user
    BookingFactory(session=listed, person=person, asked_at=dt.datetime(2026, 2, 28, 8, tzinfo=dt.UTC))
    BookingFactory(session=given_up, person=person, state=BookingState.GIVEN_UP)
    seen_at(7, 0, runner, listed)  # before the person was on it
    for session in (listed, given_up, others):
        seen_at(8, 41, runner, session)
    seen_at(9, 0, runner, listed)  # the same day once more
    seen_at(9, 5, person.user, listed)
    assert [(look.by, look.at.hour, look.at.minute) for look in looks_at(person, person.user)] == [
        ("Imogen Thackeray", 8, 41)
    ]
    html = page(person).split("Who looked at your record")[1]
    assert f"the register of “{listed.version.title}” on 10 March 2026 · 28 February 2026, 08:41" in html


def test_an_hr_lead_who_opens_the_persons_page_is_named() -> None:
    person, hospital = sam(), OrganisationFactory(name="Hospital")
    EmploymentFactory(person=person, organisation=hospital)
    lead = RoleAssignmentFactory(role=Role.HR_LEAD, organisation=hospital).user
    PersonFactory(user=lead, given_name="Dilys", family_name="Marchbank")
    assert signed_in(lead).get(reverse("coverage_person", args=[hospital.slug, person.uuid])).status_code == 200
    assert "Dilys Marchbank" in page(person).split("Who looked at your record")[1]


def test_nobody_else_is_on_the_page() -> None:
    me, other = sam(), PersonFactory(given_name="Grace", family_name="Holt", with_login=True)
    EmploymentFactory(person=other, organisation=OrganisationFactory(name="Elsewhere"))
    PersonEmailFactory(person=other, email="grace@example.org")
    theirs = certificate_of(other, version_of(module__title="Only theirs"))
    html = page(me)
    for words in ["Grace", "Elsewhere", "grace@", "Only theirs", str(theirs.uuid)]:
        assert words not in html


@pytest.mark.parametrize("times", [1, 6])
def test_the_number_of_queries_does_not_grow(times: int, django_assert_num_queries: Any) -> None:
    person = sam()
    for number in range(times):
        certificate = certificate_of(person, version_of(module__title=f"Module {number}"))
        post = EmploymentFactory(person=person, post=str(number))
        PersonEmailFactory(person=person)
        RequirementFactory(module=certificate.version.module, level=2)
        record("coverage.person_seen", by=UserFactory(), on=person, organisation_id=post.organisation_id)
        BookingFactory(person=person, session=(listed := LiveSessionFactory()))
        record("session.register_seen", by=UserFactory(), on=listed)
    LevelMapFactory(role_group=post.role_group)
    rebuild_everybody()
    client = browser_of(person)
    with django_assert_num_queries(20):
        client.get(reverse("my_record"))


def test_consultations_one_took_part_in_without_their_case() -> None:
    people = desk()
    consultant, sat = people["consultant"], reverse("my_record")
    case = case_in(State.IN_CONSULTATION, people)
    held = case.rounds.get()
    held.seats.update(came_at=dt.datetime(2026, 2, 27, 15, tzinfo=dt.UTC))
    client = signed_in(consultant)
    assert "Case consultations" not in client.get(sat).content.decode(), "not before it has ended"
    recommended(held, answered=False)
    held.seats.filter(user=people["facilitator"]).update(came_at=None)
    found = client.get(sat).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "27 February 2026</strong>: a meeting of 60 minutes" in found
    assert case.number not in found
    assert str(case.uuid) not in found
    assert list(Seat.objects.attended_by(people["facilitator"])) == []
    hr_lead = people["hr lead"]
    assert list(Seat.objects.attended_by(hr_lead)) == []
    held.cancelled_at = held.ended_at
    held.save()
    assert "a meeting of 60 minutes" in client.get(sat).content.decode(), (
        "it was attended, whatever becomes of the case"
    )


def test_the_file_is_ones_own_and_its_taking_is_on_the_trail() -> None:
    person = sam()
    certificate_of(person)
    response = browser_of(person).get(reverse("my_record_export"))
    assert response["Content-Disposition"] == 'attachment; filename="my-record-2026-02-28.json"'
    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)["person"][0]["family_name"] == "Oyelaran"
    assert Event.objects.about(person).get().action == "record.exported"
