import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from learning.records import signals
from learning.records.actions.correct_completion import correct_completion
from learning.records.attribution import employers_on
from learning.records.models import Completion, CompletionOrganisation, Correction
from learning.records.refusals import AlreadyCorrected, BadAnswer, OpenFindings
from learning.workforce.models import CountedRoleGroup
from tests.modules import bodies
from tests.records.conftest import Learner
from tests.records.factories import CompletionFactory, quiz
from tests.workforce.factories import (
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
)

DAY = dt.date(2026, 2, 28)


@pytest.fixture
def one_question(learner_of: Callable[..., Learner]) -> Callable[[], Learner]:
    return lambda: learner_of(body=[bodies.section("s1", *quiz(1))])


def finish(learner: Learner) -> Completion:
    learner.read("s1")
    completion = learner.answer("q1", "a").completion
    assert completion is not None
    return completion


def test_half_past_midnight_in_summer_is_the_new_day(one_question: Callable[[], Learner]) -> None:
    with time_machine.travel(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC), tick=False):
        completion = finish(one_question())
    stored = Completion.objects.get()
    assert stored.completed_at == dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert (stored.completed_on, stored.valid_from) == (dt.date(2026, 7, 1), dt.date(2026, 7, 1))
    assert stored.valid_until == dt.date(2029, 6, 30)
    assert completion == stored


def test_what_it_took_and_what_was_reached_stand_on_it(one_question: Callable[[], Learner]) -> None:
    learner = one_question()
    completion = finish(learner)
    assert (completion.right_answers, completion.questions) == (1, 1)
    assert completion.criteria == learner.attempt.criteria
    assert completion.attempt == learner.attempt


def test_a_renewal_begun_in_the_last_days_starts_when_the_old_one_ends(
    one_question: Callable[[], Learner], clock: Any
) -> None:
    learner = one_question()
    CompletionFactory(
        person=learner.person,
        version=learner.version,
        completed_on=dt.date(2023, 5, 1),
        valid_until=dt.date(2026, 4, 30),
        attempt__closed_at=dt.datetime(2023, 5, 1, tzinfo=dt.UTC),
    )
    completion = finish(learner)
    assert (completion.valid_from, completion.valid_until) == (dt.date(2026, 5, 1), dt.date(2029, 4, 30))


def test_a_corrected_completion_is_not_renewed(one_question: Callable[[], Learner], clock: Any) -> None:
    learner = one_question()
    old = CompletionFactory(person=learner.person, version=learner.version, valid_until=dt.date(2026, 4, 30))
    correct_completion(RoleAssignmentFactory(administrator=True).user, old, "Recorded for the wrong person")
    assert finish(learner).valid_from == DAY


def test_the_old_one_of_a_merged_row_is_renewed(one_question: Callable[[], Learner], clock: Any) -> None:
    learner = one_question()
    other = PersonFactory(merged_into=learner.person, merge_reason="One human being")
    CompletionFactory(person=other, version=learner.version, valid_until=dt.date(2026, 4, 30))
    assert finish(learner).valid_from == dt.date(2026, 5, 1)


@pytest.fixture
def role_groups(db: None) -> dict[int, Any]:
    groups = {level: RoleGroupFactory(slug=f"needs-{level}") for level in (1, 2, 3)}
    for level, group in groups.items():
        LevelMapFactory(role_group=group, level=level)
    return groups


def test_it_counts_once_for_each_employer_of_the_day(
    one_question: Callable[[], Learner], role_groups: dict[int, Any], clock: Any
) -> None:
    learner = one_question()
    one, two, left, said, later = OrganisationFactory.create_batch(5)
    EmploymentFactory(person=learner.person, organisation=one, role_group=role_groups[1], post="a")
    EmploymentFactory(person=learner.person, organisation=one, role_group=role_groups[3], post="b")
    EmploymentFactory(person=learner.person, organisation=one, role_group=role_groups[2], post="c")
    EmploymentFactory(person=learner.person, organisation=two, role_group=role_groups[2])
    EmploymentFactory(person=learner.person, organisation=left, role_group=role_groups[2], left=DAY)
    EmploymentFactory(person=learner.person, organisation=said, role_group=role_groups[2], self_declared=True)
    EmploymentFactory(person=learner.person, organisation=later, start=DAY + dt.timedelta(days=1))
    completion = finish(learner)
    rows = CompletionOrganisation.objects.filter(completion=completion)
    assert dict(rows.values_list("organisation_id", "role_group_id")) == {
        one.pk: role_groups[3].pk,
        two.pk: role_groups[2].pk,
    }


def test_employers_of_a_merged_row_count_and_superseded_posts_do_not(db: None, role_groups: dict[int, Any]) -> None:
    kept = PersonFactory()
    merged = PersonFactory(merged_into=kept, merge_reason="One human being")
    post = EmploymentFactory(person=merged, role_group=role_groups[1])
    EmploymentFactory(person=kept, role_group=role_groups[1], superseded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert employers_on(kept, DAY) == {post.organisation_id: role_groups[1].pk}


def test_of_two_posts_at_one_level_the_older_one_counts(db: None) -> None:
    organisation, person = OrganisationFactory(), PersonFactory()
    EmploymentFactory(
        person=person, organisation=organisation, role_group__slug="newer", start=dt.date(2024, 1, 1), post="n"
    )
    older = EmploymentFactory(person=person, organisation=organisation, role_group__slug="older", post="o")
    assert employers_on(person, DAY) == {organisation.pk: older.role_group_id}


def test_what_counts_goes_before_what_does_not_as_in_the_figures(db: None) -> None:
    """A volunteer of old who is on the staff now: the completion counts where coverage counts the person."""
    person, organisation = PersonFactory(), OrganisationFactory()
    volunteers, staff = RoleGroupFactory(slug="v", counted_by_default=False), RoleGroupFactory(slug="s")
    for group in (volunteers, staff):
        LevelMapFactory(role_group=group, level=1)
    EmploymentFactory(person=person, organisation=organisation, role_group=volunteers, start=dt.date(2019, 1, 1))
    EmploymentFactory(person=person, organisation=organisation, role_group=staff, start=dt.date(2024, 1, 1))
    assert employers_on(person, DAY) == {organisation.pk: staff.pk}
    CountedRoleGroup.objects.create(organisation=organisation, role_group=volunteers, starts_on=dt.date(2020, 1, 1))
    assert employers_on(person, DAY) == {organisation.pk: volunteers.pk}


def test_receivers_find_the_employers_there(one_question: Callable[[], Learner]) -> None:
    learner = one_question()
    EmploymentFactory(person=learner.person)
    heard: list[int] = []

    def listen(completion: Completion, **kwargs: object) -> None:
        heard.append(completion.organisations.count())

    signals.completion_recorded.connect(listen)
    try:
        finish(learner)
    finally:
        signals.completion_recorded.disconnect(listen)
    assert heard == [1]


class TestCorrection:
    @pytest.fixture
    def completion(self, db: None) -> Completion:
        return CompletionFactory()

    def test_says_who_and_why_and_leaves_the_completion(self, completion: Completion) -> None:
        administrator = RoleAssignmentFactory(administrator=True).user
        correction = correct_completion(administrator, completion, "  Recorded for the wrong person ")
        assert (correction.recorded_by, correction.reason) == (administrator, "Recorded for the wrong person")
        assert Completion.objects.get() == completion
        assert not Completion.objects.standing().exists()

    def test_there_is_one_at_most(self, completion: Completion) -> None:
        administrator = RoleAssignmentFactory(administrator=True).user
        correct_completion(administrator, completion, "First")
        with pytest.raises(AlreadyCorrected):
            correct_completion(administrator, completion, "Second")
        assert Correction.objects.get().reason == "First"

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 241])
    def test_needs_a_reason(self, completion: Completion, reason: str) -> None:
        with pytest.raises(BadAnswer):
            correct_completion(RoleAssignmentFactory(administrator=True).user, completion, reason)

    def test_names_nobody_in_its_reason(self, completion: Completion) -> None:
        with pytest.raises(OpenFindings):
            correct_completion(RoleAssignmentFactory(administrator=True).user, completion, "Tyrell rang 07700 900143.")
        assert not Correction.objects.exists()

    @pytest.mark.parametrize("role", ["the person", "hr_lead", "network_lead"])
    def test_is_the_administrators_alone(self, completion: Completion, role: str) -> None:
        users = {
            "the person": lambda: completion.person.user,
            "hr_lead": lambda: RoleAssignmentFactory(hr_lead=True).user,
            "network_lead": lambda: RoleAssignmentFactory().user,
        }
        with pytest.raises(PermissionDenied):
            correct_completion(users[role](), completion, "Because")
        assert not Correction.objects.exists()

    def test_is_not_stored_when_a_receiver_fails(self, completion: Completion) -> None:
        def fail(**kwargs: object) -> None:
            raise RuntimeError("no")

        signals.completion_corrected.connect(fail)
        try:
            with pytest.raises(RuntimeError, match="no"):
                correct_completion(RoleAssignmentFactory(administrator=True).user, completion, "Because")
        finally:
            signals.completion_corrected.disconnect(fail)
        assert not Correction.objects.exists()
