"""The table of statuses: made from the ledger, following it in the same transaction, and equal to it afterwards."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from learning.modules.models import Module
from learning.modules.signals import version_published
from learning.records.models import Correction
from learning.records.signals import completion_corrected, completion_recorded
from learning.requirements.actions.grant_exemption import end_exemption, grant_exemption
from learning.requirements.actions.rebuild_statuses import differences, rebuild_everybody, rebuild_statuses
from learning.requirements.actions.set_requirement import end_requirement, set_requirement
from learning.requirements.asked import asked_of
from learning.requirements.models import Requirement, StatusSpan
from learning.requirements.status_on import status_on
from learning.workforce.actions.merge_people import merge_people, unmerge_people
from learning.workforce.actions.record_statement import record_statement
from learning.workforce.models import Absence, Employment, Organisation, Person
from tests.requirements.factories import (
    BareVersionFactory,
    ExemptionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    at,
    completed,
)
from tests.workforce.factories import (
    LONG_AGO,
    AbsenceFactory,
    CountedRoleGroupFactory,
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)


@pytest.fixture
def module() -> Module:
    """A level 1 module asked of everybody since long ago, and frontline needs level 2."""
    LevelMapFactory(level=2)
    RuleSetFactory()
    return RequirementFactory(level=1).module


@pytest.fixture
def post(module: Module) -> Employment:
    return EmploymentFactory()


def stored(person: Person, day: dt.date = T) -> list[tuple[str, str, str]]:
    rows = StatusSpan.objects.on(day).of(person).order_by("organisation__name", "module__title")
    return [(row.organisation.name, str(row.status), str(row.outside)) for row in rows]


def statuses(person: Person, day: dt.date = T) -> list[str]:
    return [status for _, status, _ in stored(person, day)]


def assert_agrees() -> None:
    assert list(differences()) == []


def test_spans_say_what_judging_says(post: Employment, module: Module) -> None:
    completed(post.person, module, dt.date(2023, 4, 10), dt.date(2026, 4, 9))
    AbsenceFactory(
        person=post.person, organisation=post.organisation, away_from=dt.date(2024, 1, 1), away_to=dt.date(2024, 6, 30)
    )
    rebuild_statuses({post.person_id})
    for n in range(0, 2500, 7):
        day = LONG_AGO + dt.timedelta(n)
        judgement = status_on(post.person, post.organisation, module, day)
        (span,) = StatusSpan.objects.on(day).of(post.person)
        assert (span.status, span.outside, span.why) == (judgement.status, judgement.outside, _why(judgement))
    assert statuses(post.person) == ["due_soon"]
    assert_agrees()


def _why(judgement: Any) -> str:
    from learning.requirements.why import why

    return why(judgement)


def test_status_on_takes_a_requirement_too(post: Employment, module: Module) -> None:
    requirement = Requirement.objects.get()
    assert status_on(post.person, post.organisation, requirement, T).status == "never"
    assert status_on(post.person, OrganisationFactory(), requirement, T).status == "not_in_post"
    assert status_on(post.person, post.organisation, ModuleFactory(), T).status == "not_required"


def test_a_completion_changes_the_table_in_its_own_transaction(post: Employment, module: Module) -> None:
    rebuild_statuses({post.person_id})
    assert statuses(post.person) == ["never"]
    completion = completed(post.person, module, T, dt.date(2029, 2, 27))
    completion_recorded.send(sender=type(completion), completion=completion)
    assert statuses(post.person) == ["compliant"]
    assert statuses(post.person, T - dt.timedelta(1)) == ["never"]
    correction = Correction.objects.create(completion=completion, reason="Recorded for somebody else")
    completion_corrected.send(sender=Correction, correction=correction)
    assert statuses(post.person) == ["never"]
    assert_agrees()


def test_what_is_stored_already_is_written_no_second_time(post: Employment, module: Module) -> None:
    other = RequirementFactory(level=2).module
    rebuild_everybody()
    before = set(StatusSpan.objects.values_list("pk", flat=True))
    completed(post.person, other, T, dt.date(2029, 2, 27))
    assert rebuild_everybody() == StatusSpan.objects.count()
    assert StatusSpan.objects.filter(module=module, pk__in=before).count() == 2
    assert set(StatusSpan.objects.filter(module=module).values_list("pk", flat=True)) <= before
    changed = StatusSpan.objects.filter(module=other).exclude(pk__in=before)
    assert [span.status for span in changed.order_by("starts_on")] == ["never", "compliant", "due_soon", "expired"]
    assert_agrees()


def test_nothing_is_stored_when_rebuilding_fails(
    post: Employment, module: Module, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild_statuses({post.person_id})
    completion = completed(post.person, module, T)

    def breaks(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr("learning.requirements.actions.rebuild_statuses._insert", breaks)
    with pytest.raises(IntegrityError), transaction.atomic():
        completion_recorded.send(sender=type(completion), completion=completion)
    assert statuses(post.person) == ["never"]


def test_people_who_change_post_are_followed(post: Employment, module: Module) -> None:
    rebuild_statuses({post.person_id})
    record_statement(None, Absence(person=post.person, organisation=post.organisation, away_from=T))
    assert stored(post.person) == [(post.organisation.name, "excluded", "away")]
    post.left = T
    record_statement(None, post)
    assert statuses(post.person) == []
    assert_agrees()


def test_an_exemption_holds_for_its_module_and_its_days(post: Employment, module: Module) -> None:
    RequirementFactory(level=2)
    exemption = ExemptionFactory.build(
        person=post.person,
        organisation=post.organisation,
        module=module,
        starts_on=T,
        ends_on=T + dt.timedelta(300),
        approved_by=None,
    )
    exemption.approved_by = RoleAssignmentFactory(administrator=True).user
    grant_exemption(None, exemption)
    assert sorted(statuses(post.person)) == ["exempt", "never"]
    end_exemption(None, exemption, T)
    assert sorted(statuses(post.person, T + dt.timedelta(1))) == ["never", "never"]
    assert_agrees()


def test_an_exemption_elsewhere_changes_nothing_here(post: Employment, module: Module) -> None:
    ExemptionFactory(person=post.person)
    AbsenceFactory(person=post.person)
    rebuild_statuses({post.person_id})
    assert statuses(post.person) == ["never"]


def test_two_posts_in_one_organisation_are_one_person_at_the_higher_level(module: Module) -> None:
    supervisors = RoleGroupFactory(slug="supervisors")
    LevelMapFactory(role_group=supervisors, level=3)
    RequirementFactory(level=3, path="practice")
    first = EmploymentFactory(post="1")
    EmploymentFactory(person=first.person, organisation=first.organisation, role_group=supervisors, post="2")
    rebuild_statuses({first.person_id})
    spans = StatusSpan.objects.on(T).of(first.person)
    assert [span.role_group for span in spans] == [supervisors, supervisors]


def test_posts_in_two_organisations_count_in_each(post: Employment, module: Module) -> None:
    other = EmploymentFactory(person=post.person, start=dt.date(2026, 2, 1))
    own = RequirementFactory(level=1, organisation=other.organisation)
    rebuild_statuses({post.person_id})
    assert sorted(stored(post.person)) == sorted(
        [
            (post.organisation.name, "never", ""),
            (other.organisation.name, "in_grace", "in_grace"),
            (other.organisation.name, "in_grace", "in_grace"),
        ]
    )
    assert not StatusSpan.objects.filter(organisation=post.organisation, module=own.module).exists()


def test_merged_rows_are_one_person_and_come_apart_again(post: Employment, module: Module) -> None:
    administrator = RoleAssignmentFactory(administrator=True).user
    duplicate = EmploymentFactory()
    completed(duplicate.person, module, dt.date(2025, 6, 1), dt.date(2028, 5, 31))
    rebuild_everybody()
    merge_people(administrator, duplicate.person, post.person, "Same staff card")
    assert statuses(post.person) == ["compliant", "compliant"]
    assert not StatusSpan.objects.filter(person=duplicate.person).exists()
    assert_agrees()
    duplicate.person.refresh_from_db()
    unmerge_people(administrator, duplicate.person)
    assert statuses(post.person) == ["never"]
    assert statuses(Person.objects.get(pk=duplicate.person_id)) == ["compliant"]
    assert_agrees()


def test_self_declared_roles_volunteers_and_the_network_are_in_no_figure(module: Module) -> None:
    volunteers = RoleGroupFactory(slug="volunteers", counted_by_default=False)
    LevelMapFactory(role_group=volunteers, level=1)
    declared = EmploymentFactory(self_declared=True)
    volunteer = EmploymentFactory(role_group=volunteers)
    team = EmploymentFactory(organisation=OrganisationFactory(kind=Organisation.NETWORK_KIND))
    rebuild_everybody()
    outside = {row.person_id: str(row.outside) for row in StatusSpan.objects.on(T)}
    assert outside == {
        declared.person_id: "self_declared",
        volunteer.person_id: "role_group",
        team.person_id: "network",
    }
    assert not StatusSpan.objects.on(T).required().exists()


def test_a_partner_counts_its_volunteers_from_a_day_on(module: Module) -> None:
    volunteers = RoleGroupFactory(slug="volunteers", counted_by_default=False)
    LevelMapFactory(role_group=volunteers, level=1)
    post = EmploymentFactory(role_group=volunteers)
    CountedRoleGroupFactory(
        organisation=post.organisation,
        role_group=volunteers,
        starts_on=dt.date(2026, 1, 1),
        ended_on=dt.date(2026, 6, 1),
    )
    rebuild_everybody()
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 6, 1)]
    assert [stored(post.person, day)[0][1:] for day in days] == [
        ("never", "role_group"),
        ("in_grace", "in_grace"),
        ("in_grace", "in_grace"),
        ("never", ""),
        ("never", "role_group"),
    ]


def test_nothing_is_asked_before_the_organisation_is_a_partner_or_after(module: Module) -> None:
    organisation = OrganisationFactory(joined_on=dt.date(2026, 1, 1), left_on=dt.date(2026, 6, 1))
    post = EmploymentFactory(organisation=organisation)
    rebuild_everybody()
    assert statuses(post.person, dt.date(2025, 12, 31)) == []
    assert statuses(post.person, dt.date(2026, 3, 31)) == ["in_grace"]
    assert statuses(post.person, dt.date(2026, 6, 1)) == []


def test_what_was_superseded_is_not_believed(post: Employment, module: Module) -> None:
    requirement = Requirement.objects.get()
    requirement.supersede_with(at(T), starts_on=dt.date(2026, 2, 1))
    rebuild_everybody()
    assert statuses(post.person) == ["in_grace"]


def test_a_redo_takes_hold_and_a_bridge_lets_stand(post: Employment, module: Module) -> None:
    first = BareVersionFactory(module=module)
    completed(post.person, module, dt.date(2025, 6, 1), dt.date(2028, 5, 31), version=first)
    bridge = ModuleFactory(title="What is new")
    BareVersionFactory(
        module=module, major=2, earlier_completions="bridge", bridge=bridge, published_at=at(dt.date(2026, 1, 1))
    )
    rebuild_everybody()
    assert statuses(post.person, dt.date(2026, 3, 31)) == ["due_soon"]
    assert statuses(post.person, dt.date(2026, 4, 1)) == ["expired"]
    completed(post.person, bridge, dt.date(2026, 4, 2))
    rebuild_everybody()
    assert statuses(post.person, dt.date(2026, 4, 2)) == ["compliant"]
    BareVersionFactory(
        module=module,
        major=3,
        earlier_completions="redo",
        redo_by=dt.date(2026, 9, 30),
        published_at=at(dt.date(2026, 7, 1)),
    )
    rebuild_everybody()
    assert statuses(post.person, dt.date(2026, 9, 30)) == ["due_soon"]
    assert statuses(post.person, dt.date(2026, 10, 1)) == ["expired"]
    (span,) = StatusSpan.objects.on(dt.date(2026, 10, 1)).of(post.person)
    assert "because everyone takes version 3.0 by then" in span.why
    assert_agrees()


def test_changes_of_what_is_asked_go_to_the_worker(
    post: Employment, module: Module, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        added = set_requirement(None, Requirement(level=1, module=ModuleFactory(), starts_on=LONG_AGO))
        end_requirement(None, added, T)
    with django_capture_on_commit_callbacks(execute=True):
        version_published.send(
            sender=None, version=BareVersionFactory(major=2, earlier_completions="redo", redo_by=dt.date(2026, 9, 30))
        )
        version_published.send(sender=None, version=BareVersionFactory(major=2))
    assert DBTaskResult.objects.filter(task_path__contains="rebuild_all_statuses").count() == 3


def test_configuration_and_titles_that_figures_rest_on_go_to_the_worker(
    post: Employment, module: Module, django_capture_on_commit_callbacks: Any
) -> None:
    bridge, replaced = ModuleFactory(), ModuleFactory(retired_on=T, replaced_by=module)
    BareVersionFactory(module=module, major=2, earlier_completions="bridge", bridge=bridge)
    with django_capture_on_commit_callbacks(execute=True):
        post.organisation.left_on = T
        post.organisation.save()
        post.role_group.save()
        for named in (bridge, replaced, module):
            version_published.send(sender=None, version=BareVersionFactory(module=named, minor=1))
        version_published.send(sender=None, version=BareVersionFactory(minor=1))
        OrganisationFactory()
        RoleGroupFactory(slug="new")
    assert DBTaskResult.objects.filter(task_path__contains="rebuild_all_statuses").count() == 5


def test_the_commands_rebuild_and_notice_a_difference(post: Employment, module: Module) -> None:
    call_command("rebuild_statuses", verbosity=0)
    out = StringIO()
    call_command("check_statuses", stdout=out)
    assert "agree" in out.getvalue()
    StatusSpan.objects.filter(ended_on=None).update(status="compliant")
    errors = StringIO()
    with pytest.raises(CommandError, match="differ"):
        call_command("check_statuses", stderr=errors)
    assert "missing" in errors.getvalue()


def test_check_notices_a_span_of_somebody_merged_away(post: Employment, module: Module) -> None:
    rebuild_everybody()
    other = PersonFactory()
    Person.objects.filter(pk=post.person_id).update(merged_into=other, merge_reason="same")
    assert list(differences())


def test_the_number_of_queries_does_not_grow_with_people(
    module: Module, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    few = [EmploymentFactory().person_id for _ in range(2)]
    many = [EmploymentFactory().person_id for _ in range(30)]
    with django_assert_max_num_queries(19) as small:
        rebuild_statuses(few)
    with django_assert_num_queries(len(small.captured_queries)):
        rebuild_statuses(many)


def test_my_learning_costs_one_query_and_says_what_comes_first(
    post: Employment, module: Module, django_assert_num_queries: Any
) -> None:
    soon = RequirementFactory(level=2).module
    started = RequirementFactory(level=1, organisation=post.organisation, starts_on=dt.date(2026, 2, 1)).module
    completed(post.person, soon, dt.date(2023, 4, 10), dt.date(2026, 4, 9))
    rebuild_everybody()
    with django_assert_num_queries(1):
        asked = asked_of(post.person, T)
    assert [(one.module, one.status, one.due_on, one.valid_until) for one in asked] == [
        (module, "never", dt.date(2020, 4, 4), None),
        (started, "in_grace", dt.date(2026, 5, 1), None),
        (soon, "due_soon", dt.date(2026, 4, 9), dt.date(2026, 4, 9)),
    ]
    assert asked[1].why.startswith("Time to start: this employer asks it of")
    assert [one.counted for one in asked] == [True, False, True]
