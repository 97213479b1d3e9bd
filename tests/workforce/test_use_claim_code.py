"""Claim codes: made by HR for its own people, used once by whoever holds one, and by nobody else's say."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from time_machine import Traveller

from learning.audit.models import Event
from learning.workforce.actions.make_claim_codes import make_claim_codes, withdraw_claim_code
from learning.workforce.actions.use_claim_code import open_code, use_claim_code
from learning.workforce.models import ClaimCode, Employment, PersonEmail, RoleAssignment

from .factories import ClaimCodeFactory, EmploymentFactory, PersonFactory, RoleAssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(clock: Traveller) -> RoleAssignment:
    made: RoleAssignment = RoleAssignmentFactory(hr_lead=True)
    return made


@pytest.fixture
def post(lead: RoleAssignment) -> Employment:
    made: Employment = EmploymentFactory(organisation=lead.organisation)
    return made


def made(lead: RoleAssignment, post: Employment) -> tuple[str, ClaimCode]:
    (printed,) = make_claim_codes(lead.user, lead.organisation, [post.person])
    return printed.code, ClaimCode.objects.unused().get()


def test_only_a_digest_is_kept(lead: RoleAssignment, post: Employment) -> None:
    text, code = made(lead, post)
    assert text not in str(ClaimCode.objects.values().get())
    assert open_code(text.lower()) == code
    assert Event.objects.get().detail == {"people": [post.person_id]}


def test_a_newer_code_takes_the_older_one_back(lead: RoleAssignment, post: Employment) -> None:
    older, _code = made(lead, post)
    newer, _code = made(lead, post)
    assert open_code(older) is None
    assert open_code(newer) is not None


def test_codes_are_for_own_people_in_post_without_a_login(lead: RoleAssignment) -> None:
    stranger = EmploymentFactory().person
    left = EmploymentFactory(organisation=lead.organisation, left_already=True).person
    declared = EmploymentFactory(organisation=lead.organisation, self_declared=True).person
    signs_in = EmploymentFactory(organisation=lead.organisation, person=PersonFactory(with_login=True)).person
    merged = EmploymentFactory(organisation=lead.organisation).person
    PersonFactory(with_login=True, merged_into=merged, merge_reason="The same address")
    assert make_claim_codes(lead.user, lead.organisation, [stranger, left, declared, signs_in, merged]) == []


def test_nobody_makes_or_takes_back_codes_of_another_employer(lead: RoleAssignment, post: Employment) -> None:
    other = RoleAssignmentFactory(hr_lead=True).user
    with pytest.raises(PermissionDenied):
        make_claim_codes(other, lead.organisation, [post.person])
    _text, code = made(lead, post)
    with pytest.raises(PermissionDenied):
        withdraw_claim_code(other, code)
    withdraw_claim_code(lead.user, code)
    assert not ClaimCode.objects.unused().exists()


def test_the_holder_joins_once(lead: RoleAssignment, post: Employment) -> None:
    text, code = made(lead, post)
    user = UserFactory()
    assert use_claim_code(user, code, "Sam@example.org") == post.person
    post.person.refresh_from_db()
    assert post.person.user == user
    assert PersonEmail.objects.get(person=post.person).email == "sam@example.org"
    assert open_code(text) is None
    with pytest.raises(ValidationError, match="has run out"):
        use_claim_code(UserFactory(), code, "other@example.org")


def test_it_runs_out_after_sixty_days(lead: RoleAssignment, post: Employment, clock: Traveller) -> None:
    text, code = made(lead, post)
    clock.shift(dt.timedelta(days=60, seconds=-1))
    assert open_code(text) == code
    clock.shift(1)
    assert open_code(text) is None
    with pytest.raises(ValidationError):
        use_claim_code(UserFactory(), code, "sam@example.org")


def test_a_record_that_is_there_already_comes_along(lead: RoleAssignment, post: Employment) -> None:
    _text, code = made(lead, post)
    own = PersonFactory(with_login=True)
    assert use_claim_code(own.user, code, own.user.email) == own
    post.person.refresh_from_db()
    assert post.person.merged_into == own
    assert lead.organisation.name in post.person.merge_reason


def test_somebody_who_signs_in_already_is_not_joined_by_another(lead: RoleAssignment, post: Employment) -> None:
    _text, code = made(lead, post)
    post.person.user = UserFactory()
    post.person.save()
    with pytest.raises(ValidationError, match="signs in as this person already"):
        use_claim_code(UserFactory(), code, "sam@example.org")
    assert ClaimCode.objects.unused().get() == code


def test_a_code_of_somebody_erased_opens_nothing(clock: Traveller) -> None:
    code = ClaimCodeFactory.build(code="7KQM3XRTP9WD")
    ClaimCodeFactory(code="7KQM3XRTP9WD", person__erased_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert code.digest == ClaimCode.objects.get().digest
    assert open_code("7KQM3XRTP9WD") is None


def test_whoever_printed_a_code_does_not_use_it(lead: RoleAssignment, post: Employment) -> None:
    """Or an HR lead could read a colleague, and their place in the figures, as themselves."""
    _text, code = made(lead, post)
    with pytest.raises(ValidationError, match="printed this code yourself"):
        use_claim_code(lead.user, code, lead.user.email)
    post.person.refresh_from_db()
    assert (post.person.merged_into, post.person.user) == (None, None)
    assert ClaimCode.objects.unused().exists()


def test_a_colleague_s_paper_makes_nobody_into_two(lead: RoleAssignment, post: Employment) -> None:
    _text, code = made(lead, post)
    own = PersonFactory(user=UserFactory())
    EmploymentFactory(person=own, organisation=lead.organisation, left_already=True)
    with pytest.raises(ValidationError, match="has you on record already"):
        use_claim_code(own.user, code, own.user.email)
    post.person.refresh_from_db()
    assert post.person.merged_into is None
