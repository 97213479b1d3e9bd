"""What is stored of a case names nobody, is stored once, and goes to somebody who may check it."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.audit.models import Event
from learning.cases.actions.bring_case import bring_case, send_again
from learning.cases.actions.check_case import return_case
from learning.cases.life_cycle import Part, State
from learning.cases.models import Case, CaseStep, HostAgreement
from learning.cases.refusals import Changed, NobodyChecks
from learning.notices.models import Message
from learning.records.refusals import BadAnswer, OpenFindings
from learning.workforce.models import RoleAssignment
from tests.cases.case_factories import Desk, case_in, desk, said
from tests.workforce.factories import EmploymentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)
KEY = uuid.UUID("6d1f5c6e-1d0c-4a43-9f51-6b7b3a1f6c11")


@pytest.fixture
def people() -> Desk:
    return desk()


def test_it_is_stored_and_goes_to_its_first_reader(people: Desk) -> None:
    case = bring_case(people["author"], people.here, said(unusual=("press", "no such")), KEY)
    case.refresh_from_db()
    assert (case.state, case.organisation, case.person) == (
        State.AGENCY_REVIEW,
        people.here,
        people["author"].person,
    )
    assert case.text_hash == case.mark()
    assert case.unusual == {Part.AUTHOR: ["press"]}
    told = set(Message.objects.values_list("to", flat=True))
    assert told == {people[name].email for name in ("own reviewer", "second own reviewer", "both")}
    assert [step.move for step in case.steps.all()] == ["submit"]
    assert Event.objects.filter(action="case.submit", object_id=str(case.pk)).exists()


@pytest.mark.parametrize(("sector", "asks"), [("health", True), ("police", False), ("vcs", False)])
def test_a_case_of_a_health_organisation_says_so(people: Desk, sector: str, asks: bool) -> None:
    people.here.sector = sector
    people.here.save()
    assert bring_case(people["author"], people.here, said(), uuid.uuid4()).is_from_health is asks
    came_back = case_in(State.DRAFT, people, is_from_health=not asks)
    assert send_again(people["author"], came_back, said()).is_from_health is asks


def test_no_mail_and_no_trail_holds_a_word_of_it(people: Desk) -> None:
    bring_case(people["author"], people.here, said(happening="They often spoke of quokkas."), KEY)
    kept = [*Message.objects.values_list("text", "subject", "html"), *Event.objects.values_list("detail", "action")]
    assert "uokka" not in str(kept)


def test_twice_with_one_key_is_once(people: Desk) -> None:
    first = bring_case(people["author"], people.here, said(), KEY)
    assert bring_case(people["author"], people.here, said(), KEY) == first
    assert Case.objects.count() == CaseStep.objects.count() == 1


@pytest.mark.parametrize("box", ["key_question", "happening", "tried", "told"])
def test_a_word_that_names_somebody_stores_nothing(people: Desk, box: str) -> None:
    with pytest.raises(OpenFindings) as refusal:
        bring_case(people["author"], people.here, said(**{box: "Kayden Marchbanks rang on 07700 900143."}), KEY)
    assert len(refusal.value.review.open) == 2
    assert not Case.objects.exists()
    assert not Message.objects.exists()


def test_a_reason_settles_it_and_is_kept_where_it_was_needed(people: Desk) -> None:
    kept = {"Kayden": "the title of a novel that we read", "Nobody": "not in the text"}
    case = bring_case(people["author"], people.here, said(happening="We read Kayden together.", kept=kept), KEY)
    assert case.kept == {"Kayden": "the title of a novel that we read"}


@pytest.mark.parametrize("box", ["key_question", "happening", "told"])
def test_what_is_needed_is_asked_for(people: Desk, box: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        bring_case(people["author"], people.here, said(**{box: "  "}), KEY)
    assert set(refusal.value.message_dict) == {box}


@pytest.mark.parametrize(
    "wrong", [{"age_band": "14 and two months"}, {"basis": ""}, {"gender": "x"}, {"urgency": "now"}], ids=str
)
def test_no_choice_is_made_up(people: Desk, wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        bring_case(people["author"], people.here, said(chosen=wrong), KEY)


@pytest.mark.parametrize("more", [{"happening": "word " * 900}, {"kept": {"a": "b" * 400}}], ids=["words", "reason"])
def test_what_is_too_long_is_refused(people: Desk, more: dict[str, object]) -> None:
    with pytest.raises(BadAnswer):
        bring_case(people["author"], people.here, said(**more), KEY)


@pytest.mark.parametrize("name", ["stranger", "coordinator", "superuser"])
def test_only_people_of_that_partner_bring_its_cases(people: Desk, name: str) -> None:
    with pytest.raises(PermissionDenied):
        bring_case(people[name], people.here, said(), KEY)


def test_a_post_that_only_the_person_declared_is_none(people: Desk) -> None:
    EmploymentFactory(person=people["author"].person, organisation=people.there, self_declared=True)
    with pytest.raises(PermissionDenied):
        bring_case(people["author"], people.there, said(), KEY)


def test_where_nobody_could_check_it_nothing_is_stored(people: Desk) -> None:
    RoleAssignment.objects.filter(organisation=people.here).delete()
    with pytest.raises(NobodyChecks, match="Nobody at Here can check"):
        bring_case(people["author"], people.here, said(), KEY)
    assert not Case.objects.exists()


def test_a_host_checks_for_a_partner_without_a_reviewer(people: Desk) -> None:
    RoleAssignment.objects.filter(organisation=people.here).delete()
    HostAgreement.objects.create(organisation=people.here, host=people.there, starts_on="2026-01-01")
    case = bring_case(people["author"], people.here, said(), KEY)
    assert Message.objects.get().to == people["reviewer there"].email
    assert Case.objects.visible_to(people["reviewer there"], T).get() == case


def test_what_came_back_is_mended_and_checked_anew(people: Desk) -> None:
    case = case_in(State.NETWORK_REVIEW, people)
    return_case(people["network reviewer"], case, "Say less of the place.")
    case.refresh_from_db()
    assert (case.state, case.first_by, case.first_hash) == (State.DRAFT, None, "")
    before = case.text_hash
    mended = send_again(people["author"], case, said(happening="Somebody comes to us and leaves."))
    assert (mended.state, mended.happening) == (State.AGENCY_REVIEW, "Somebody comes to us and leaves.")
    assert mended.text_hash == mended.mark() != before


def test_a_name_in_what_was_mended_changes_nothing(people: Desk) -> None:
    case = case_in(State.DRAFT, people)
    with pytest.raises(OpenFindings):
        send_again(people["author"], case, said(happening="Kayden Marchbanks comes to us."))
    before = case.happening
    case.refresh_from_db()
    assert (case.state, case.happening) == (State.DRAFT, before)


def test_a_case_under_review_is_not_edited(people: Desk) -> None:
    with pytest.raises(Changed):
        send_again(people["author"], case_in(State.AGENCY_REVIEW, people), said())
