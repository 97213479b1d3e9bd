"""A month end is frozen once, by the first of the month, with its rules; the database holds it so."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from learning.audit.append_only import protected_tables
from learning.audit.models import Event
from learning.coverage.actions.take_snapshot import take_snapshot
from learning.coverage.counting import coverage_of
from learning.coverage.days import end_of_month, is_month_end, month_before
from learning.coverage.export import rows
from learning.coverage.frozen import coverage_then
from learning.coverage.measures.reach import Counts
from learning.coverage.models import Snapshot
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Employment, Organisation
from tests.coverage.factories import T, two_employers
from tests.racing import at_once
from tests.requirements.factories import RuleSetFactory
from tests.workforce.factories import OrganisationFactory, ReturnGradeFactory, WorkforceReturnFactory

FIRST_OF_MARCH = dt.datetime(2026, 3, 1, 0, 20, tzinfo=dt.UTC)


@pytest.fixture
def march(clock: time_machine.Traveller) -> None:
    clock.move_to(FIRST_OF_MARCH)


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("take_snapshots", *args, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("day", "end", "before"),
    [
        ("2026-02-28", "2026-02-28", "2026-01-31"),
        ("2024-02-01", "2024-02-29", "2024-01-31"),
        ("2026-01-01", "2026-01-31", "2025-12-31"),
        ("2025-12-31", "2025-12-31", "2025-11-30"),
    ],
)
def test_ends_of_months(day: str, end: str, before: str) -> None:
    given = dt.date.fromisoformat(day)
    assert (str(end_of_month(given)), str(month_before(given))) == (end, before)
    assert is_month_end(given) is (day == end)


@pytest.mark.django_db
@pytest.mark.usefixtures("march")
def test_the_command_freezes_last_month_for_every_partner_and_again_changes_nothing() -> None:
    _, one, other = two_employers()
    OrganisationFactory(name="The network", kind=Organisation.NETWORK_KIND, sector="network")
    OrganisationFactory(name="Not yet", joined_on=dt.date(2026, 3, 1))
    OrganisationFactory(name="No more", joined_on=dt.date(2020, 1, 1), left_on=dt.date(2026, 2, 28))
    assert run() == "2026-02-28: 2 partners frozen, 0 were already.\n"
    assert {s.organisation for s in Snapshot.objects.all()} == {one.organisation, other.organisation}
    before = list(Snapshot.objects.values())
    assert run() == "2026-02-28: 0 partners frozen, 2 were already.\n"
    assert list(Snapshot.objects.values()) == before
    assert Event.objects.filter(action="coverage.frozen").count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("march")
def test_it_holds_the_counts_the_rules_and_what_they_stand_on() -> None:
    _, one, _ = two_employers()
    ReturnGradeFactory(organisation=one.organisation, grade="staff_number")
    WorkforceReturnFactory(organisation=one.organisation, as_at=dt.date(2026, 2, 14), committed=True)
    take_snapshot(one.organisation, T, FIRST_OF_MARCH)
    snapshot = Snapshot.objects.get()
    assert snapshot.everybody == Counts(
        compliant=2, due_soon=1, expired=1, never=2, in_grace=2, excluded=1, current_outside=1
    )
    assert (snapshot.rule_set_version, snapshot.grade) == (3, "staff_number")
    assert snapshot.return_as_at == dt.date(2026, 2, 14)
    assert snapshot.taken_at == FIRST_OF_MARCH


@pytest.mark.django_db
@pytest.mark.usefixtures("march")
def test_read_again_it_gives_the_same_export_whatever_changed_since() -> None:
    shared, one, _ = two_employers()
    taken = coverage_of(one.organisation, T)
    take_snapshot(one.organisation, T, FIRST_OF_MARCH)
    shared.first.title = "Another title"
    shared.first.save()
    RuleSetFactory(version=4, starts_on=dt.date(2026, 2, 1), grace_days=10)
    Employment.objects.filter(organisation=one.organisation).update(left=dt.date(2026, 2, 20))
    rebuild_everybody()
    then = coverage_then(Snapshot.objects.get())
    assert then == taken
    assert rows(then) == rows(taken)
    assert rows(coverage_of(one.organisation, T)) != rows(taken)


@pytest.mark.django_db
@pytest.mark.usefixtures("march")
def test_it_holds_no_name_of_anybody() -> None:
    _, one, _ = two_employers()
    take_snapshot(one.organisation, T, FIRST_OF_MARCH)
    kept = str(Snapshot.objects.values().get())
    assert all(person.family_name not in kept and person.given_name not in kept for person in one.people.values())


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("day", [T, dt.date(2026, 1, 30), dt.date(2026, 3, 31), dt.date(2019, 1, 31)])
def test_a_day_that_is_no_past_month_end_of_the_partner_is_refused(day: dt.date) -> None:
    _, one, _ = two_employers()
    with pytest.raises(ValueError, match="no figures to freeze"):
        take_snapshot(one.organisation, day, timezone.now())
    assert not Snapshot.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("march")
def test_an_earlier_month_can_be_caught_up_and_a_wrong_one_is_named() -> None:
    two_employers()
    run("--month", "2025-12")
    assert set(Snapshot.objects.values_list("month_end", flat=True)) == {dt.date(2025, 12, 31)}
    for month, said in (("2026-03", "has not passed yet"), ("soon", "no month"), ("2026-13", "no month")):
        with pytest.raises(CommandError, match=said):
            run("--month", month)


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.mark.usefixtures("database", "march")
def test_the_database_refuses_to_change_or_delete_one() -> None:
    _, one, _ = two_employers()
    take_snapshot(one.organisation, T, FIRST_OF_MARCH)
    assert "coverage_snapshot" in protected_tables(connection)
    for statement in ("UPDATE coverage_snapshot SET compliant = 9", "DELETE FROM coverage_snapshot"):
        with (
            pytest.raises(IntegrityError, match="a month end is never"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Snapshot.objects.get().compliant == 2


@pytest.mark.usefixtures("database", "march")
def test_two_that_start_together_freeze_it_once() -> None:
    _, one, _ = two_employers()
    raised = at_once(*[lambda: take_snapshot(one.organisation, T, FIRST_OF_MARCH)] * 2)
    assert raised == []
    assert Snapshot.objects.count() == 1
