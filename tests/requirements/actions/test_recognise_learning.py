"""Learning from elsewhere counts from its own day, with its evidence and its approver, and never longer than agreed."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from learning.audit.models import Event
from learning.certificates.models import Certificate
from learning.records.models import Completion, Correction
from learning.requirements.actions.keep_equivalence import accept_equivalence, end_equivalence, stop_accepting
from learning.requirements.actions.rebuild_statuses import differences, rebuild_statuses
from learning.requirements.actions.recognise_learning import recognise_learning
from learning.requirements.models import Equivalence, Recognition, StatusSpan
from learning.workforce.models import Employment, User
from tests.records.factories import CompletionFactory
from tests.requirements.factories import BareVersionFactory, EquivalenceFactory, RequirementFactory, at
from tests.workforce.factories import EmploymentFactory, LevelMapFactory, OrganisationFactory, RoleAssignmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)
DONE = dt.date(2025, 6, 1)


@pytest.fixture
def post() -> Employment:
    LevelMapFactory(level=2)
    return EmploymentFactory()


@pytest.fixture
def said(post: Employment) -> Equivalence:
    module = RequirementFactory(level=1).module
    BareVersionFactory(module=module, refresh_months=36)
    return EquivalenceFactory(module=module, counts_months=24, accepted_by=[post.organisation])


@pytest.fixture
def lead(post: Employment) -> User:
    return RoleAssignmentFactory(hr_lead=True, organisation=post.organisation).user


def recognised(lead: User, post: Employment, said: Equivalence, **more: Any) -> Completion:
    given = {"done_on": DONE, "evidence": "Certificate 4471"} | more
    return recognise_learning(lead, post.person, post.organisation, said, **given)


def refused(field: str, lead: User, post: Employment, said: Equivalence, **more: Any) -> str:
    with pytest.raises(ValidationError) as refusal:
        recognised(lead, post, said, **more)
    assert not Recognition.objects.exists()
    return str(refusal.value.message_dict[field][0])


def test_it_keeps_its_day_its_evidence_and_its_approver(lead: User, post: Employment, said: Equivalence) -> None:
    completion = recognised(lead, post, said)
    assert (completion.source, completion.completed_on, completion.valid_from) == ("recognised", DONE, DONE)
    assert completion.valid_until == dt.date(2027, 5, 31), "24 months, not the module's 36"
    assert (completion.evidence, completion.origin) == ("Certificate 4471", said.provider)
    assert completion.recorded_by == lead
    assert completion.recorded_at > completion.completed_at
    recognition = Recognition.objects.get()
    assert (recognition.completion, recognition.equivalence) == (completion, said)
    assert recognition.organisation == post.organisation
    assert not Certificate.objects.exists()
    assert Event.objects.get(action="learning.recognised").detail == {
        "equivalence": said.pk,
        "module": said.module_id,
    }


def test_the_status_follows_at_once_and_says_where_it_comes_from(
    lead: User, post: Employment, said: Equivalence
) -> None:
    recognised(lead, post, said)
    span = StatusSpan.objects.on(T).of(post.person).get()
    assert span.status == "compliant"
    assert "as learning recognised from elsewhere" in span.why
    assert StatusSpan.objects.on(dt.date(2027, 6, 1)).of(post.person).get().status == "expired"


@pytest.mark.parametrize(
    ("done_on", "words"),
    [
        (dt.date(2024, 2, 28), "counted until 27 February 2026"),
        (T + dt.timedelta(1), "not a day to come"),
    ],
)
def test_too_old_and_to_come_are_refused(
    lead: User, post: Employment, said: Equivalence, done_on: dt.date, words: str
) -> None:
    assert words in refused("done_on", lead, post, said, done_on=done_on)


def test_its_last_day_is_still_young_enough(lead: User, post: Employment, said: Equivalence) -> None:
    assert recognised(lead, post, said, done_on=dt.date(2024, 3, 1)).valid_until == T


def test_what_is_ended_unsigned_or_not_accepted_today_counts_nowhere(
    lead: User, post: Employment, said: Equivalence
) -> None:
    unsigned = EquivalenceFactory(module=said.module)
    elsewhere = EquivalenceFactory(module=said.module, accepted_by=[OrganisationFactory()])
    stop_accepting(None, said, post.organisation, T)
    ended = EquivalenceFactory(module=said.module, accepted_by=[post.organisation])
    end_equivalence(None, ended, T)
    for one in (unsigned, elsewhere, said, ended):
        assert "does not count for your people today" in refused("equivalence", lead, post, one)


def test_a_name_in_the_evidence_and_no_evidence_are_refused(lead: User, post: Employment, said: Equivalence) -> None:
    assert "without names" in refused("evidence", lead, post, said, evidence="Signed by Joanna Whitlock, 07700 900123")
    assert "what shows it" in refused("evidence", lead, post, said, evidence="  ")


def test_it_is_recognised_once_and_again_after_a_correction(lead: User, post: Employment, said: Equivalence) -> None:
    first = recognised(lead, post, said)
    with pytest.raises(ValidationError, match="on record for that day already"):
        recognised(lead, post, said)
    Correction.objects.create(completion=first, reason="The wrong person")
    recognised(lead, post, said)
    assert Recognition.objects.count() == 2


def test_only_who_speaks_for_the_employer_may_and_never_for_themselves(
    lead: User, post: Employment, said: Equivalence
) -> None:
    stranger = RoleAssignmentFactory(hr_lead=True, organisation=OrganisationFactory()).user
    with pytest.raises(PermissionDenied):
        recognised(stranger, post, said)
    with pytest.raises(PermissionDenied):
        recognised(lead, EmploymentFactory(organisation=OrganisationFactory()), said)
    post.person.user = lead
    post.person.save()
    with pytest.raises(PermissionDenied):
        recognised(User.objects.get(pk=lead.pk), post, said)
    assert not Completion.objects.exists()


def test_it_stands_for_the_version_that_was_signed(lead: User, post: Employment, said: Equivalence) -> None:
    BareVersionFactory(
        module=said.module,
        major=2,
        published_at=at(dt.date(2026, 1, 1)),
        earlier_completions="redo",
        redo_by=dt.date(2026, 3, 31),
    )
    completion = recognised(lead, post, said, done_on=dt.date(2026, 2, 1))
    assert completion.version.major == 1
    assert StatusSpan.objects.on(dt.date(2026, 4, 1)).of(post.person).get().status == "expired"


def test_a_row_of_it_is_never_changed(lead: User, post: Employment, said: Equivalence) -> None:
    recognised(lead, post, said)
    with pytest.raises(DatabaseError), transaction.atomic():
        Recognition.objects.update(organisation=OrganisationFactory())
    with pytest.raises(DatabaseError), transaction.atomic():
        Recognition.objects.all().delete()


def test_nothing_is_kept_when_a_receiver_fails(
    lead: User, post: Employment, said: Equivalence, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Recognition.objects, "create", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        recognised(lead, post, said)
    assert not Completion.objects.exists()


def statuses(post: Employment, said: Equivalence) -> dict[str, str]:
    """By employer, how the person stands for the module today, in the table; the rule itself says the same."""
    assert list(differences()) == []
    spans = StatusSpan.objects.on(T).filter(person=post.person, module=said.module).select_related("organisation")
    return {span.organisation.name: span.status for span in spans}


def test_it_counts_only_where_it_is_accepted(lead: User, post: Employment, said: Equivalence) -> None:
    """Another employer of the same person, which never accepted it, does not find it in its figures."""
    other = EmploymentFactory(person=post.person, role_group=post.role_group)
    recognised(lead, post, said)
    here, there = post.organisation.name, other.organisation.name
    assert statuses(post, said) == {here: "compliant", there: "never"}
    accept_equivalence(None, said, other.organisation, T)
    assert statuses(post, said) == {here: "compliant", there: "compliant"}
    stop_accepting(None, said, other.organisation, T + dt.timedelta(days=1))
    assert statuses(post, said)[there] == "compliant", "what was recognised before stays"


def test_another_employer_is_not_told_that_somebody_else_recognised_it(
    lead: User, post: Employment, said: Equivalence
) -> None:
    other = EmploymentFactory(person=post.person, role_group=post.role_group)
    accept_equivalence(None, said, other.organisation, T)
    completion = recognised(lead, post, said)
    spans = StatusSpan.objects.on(T).filter(person=post.person, module=said.module)
    here, there = (spans.get(organisation=one.organisation) for one in (post, other))
    assert "recognised from elsewhere" in here.why
    assert (there.status, "recognised" in there.why) == ("compliant", False)
    assert [kept.organisation for kept in completion.organisations.all()] == [post.organisation]


def test_learning_of_the_network_itself_counts_beside_it(lead: User, post: Employment, said: Equivalence) -> None:
    other = EmploymentFactory(person=post.person, role_group=post.role_group)
    recognised(lead, post, said)
    CompletionFactory(person=post.person, version=said.module.versions.get(), completed_on=dt.date(2025, 1, 6))
    rebuild_statuses({post.person_id})
    assert statuses(post, said)[other.organisation.name] == "compliant"
