"""A return holds at one moment, all of it or nothing, and is taken back row by row."""

import datetime as dt
import itertools
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from learning.audit.models import Event
from learning.workforce.actions.confirm_return import begin_commit
from learning.workforce.actions.make_claim_codes import make_claim_codes
from learning.workforce.actions.stage_change import unstage
from learning.workforce.actions.undo_return import begin_undo
from learning.workforce.actions.use_claim_code import open_code
from learning.workforce.actions.write_return import write_return
from learning.workforce.models import (
    Absence,
    Employment,
    EmploymentSource,
    Grade,
    Organisation,
    Person,
    PersonEmail,
    ReturnChange,
    ReturnState,
    SharedField,
    SharingAgreement,
    Team,
    WorkforceReturn,
)
from learning.workforce.refusals import ReturnRefused
from learning.workforce.signals import people_changed
from learning.workforce.steps import Rows, Steps
from tests.workforce.factories import (
    AbsenceFactory,
    EmploymentFactory,
    OrganisationFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
    UserFactory,
    WorkforceReturnFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)


@pytest.fixture
def partner() -> Organisation:
    return SharingAgreementFactory(organisation__name="Midshire Trust").organisation


@pytest.fixture
def lead(partner: Organisation) -> Any:
    return RoleAssignmentFactory(hr_lead=True, organisation=partner).user


def compared(partner: Organisation, *several: tuple[str, Steps, Person | None], **more: Any) -> WorkforceReturn:
    """A return that was compared just now and makes these changes."""
    batch = WorkforceReturnFactory(
        organisation=partner, state="compared", compared_at=timezone.now(), as_at=T, people_before=100, **more
    )
    for position, (kind, steps, person) in enumerate(several):
        ReturnChange.objects.create(
            batch=batch, position=position, kind=kind, steps=steps.as_json(), person=person, named=f"Number {position}"
        )
    return batch


def joiner(**more: Any) -> tuple[str, Steps, None]:
    RoleGroupFactory(slug="corporate")
    post: Any = {
        "post": "",
        "team": "Operations / Days",
        "role_group": "corporate",
        "start": "2026-02-01",
        "left": None,
    }
    steps = Steps(
        Rows(added=[{**post, "staff_id": "4711"}]), name=["Ada", "Example"], makes_person=True, email="ada@example.org"
    )
    return "joiner", steps, None


def write(batch: WorkforceReturn, by: Any = None) -> WorkforceReturn:
    begin_commit(by, batch)
    write_return(batch.pk)
    batch.refresh_from_db()
    return batch


def undo(batch: WorkforceReturn, by: Any = None) -> WorkforceReturn:
    undone = begin_undo(by, batch)
    write_return(undone.pk)
    undone.refresh_from_db()
    return undone


def standing() -> list[tuple[Any, ...]]:
    """All that stands of posts, absences and names, without keys: what an undo has to bring back."""
    posts = Employment.objects.standing().values_list(
        "person_id", "organisation_id", "team__name", "role_group__slug", "staff_id", "post", "start", "left", "source"
    )
    away = Absence.objects.standing().values_list("person_id", "organisation_id", "away_from", "away_to")
    employed = Person.objects.filter(employments__superseded_at=None).distinct()
    names = employed.values_list("pk", "given_name", "family_name")
    return [sorted(map(repr, rows)) for rows in (posts, away, names)]  # type: ignore[misc]  # three lists of texts


def test_a_joiner_is_there_with_team_name_and_address(partner: Organisation, lead: Any) -> None:
    batch = write(compared(partner, joiner()), lead)
    post = Employment.objects.standing().get()
    assert (post.staff_id, post.start, post.left, post.source) == ("4711", dt.date(2026, 2, 1), None, "return")
    assert (post.batch, post.recorded_by) == (batch, lead)
    assert post.person.name == "Ada Example"
    assert post.person.emails.get().verified_at is None
    assert str(post.team) == "Days"
    assert post.team is not None
    assert str(post.team.parent) == "Operations"
    assert batch.state == ReturnState.COMMITTED
    assert batch.followed_at is not None


def test_nothing_stands_before_the_moment_and_nothing_is_lost_when_the_job_dies(partner: Organisation) -> None:
    post = EmploymentFactory(organisation=partner)
    replace = Steps(Rows(replaced=[(post.pk, {"left": "2026-02-28"})]))
    batch = compared(partner, joiner(), ("leaver", replace, post.person))
    begin_commit(None, batch)
    before = standing()
    from learning.workforce.actions.write_return import _stage_some

    assert _stage_some(batch.pk)
    assert standing() == before, "what is ready is not yet believed"
    assert not Employment.objects.known_at(timezone.now() + dt.timedelta(days=1)).exclude(pk=post.pk).exists()
    write_return(batch.pk)
    write_return(batch.pk)
    assert Employment.objects.standing().count() == 2
    assert Employment.objects.standing().get(person=post.person).left == T
    assert Person.objects.count() == 2


def test_the_old_row_says_until_when_it_was_believed(partner: Organisation) -> None:
    post = EmploymentFactory(organisation=partner, recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    write(compared(partner, ("leaver", Steps(Rows(replaced=[(post.pk, {"left": "2026-02-20"})])), post.person)))
    post.refresh_from_db()
    assert post.left is None
    assert post.superseded_at == timezone.now()
    new = Employment.objects.standing().get()
    assert new.recorded_at == post.superseded_at
    assert list(Employment.objects.known_at(dt.datetime(2026, 2, 1, tzinfo=dt.UTC))) == [post]


def test_undo_brings_back_exactly_what_stood(partner: Organisation, lead: Any) -> None:
    other = EmploymentFactory()
    post = EmploymentFactory(organisation=partner, staff_id="7", source=EmploymentSource.FORM)
    mover = EmploymentFactory(organisation=partner, staff_id="8", start=dt.date(2026, 2, 10))
    away = AbsenceFactory(organisation=partner, person=post.person)
    renamed = EmploymentFactory(organisation=partner, staff_id="9", person__given_name="Bo", person__family_name="Old")
    RoleGroupFactory(slug="leaders")
    before = standing()
    batch = compared(
        partner,
        joiner(),
        (
            "leaver",
            Steps(Rows(replaced=[(post.pk, {"left": "2026-02-01"})]), Rows(withdrawn=[away.pk])),
            post.person,
        ),
        ("mover", Steps(Rows(replaced=[(mover.pk, {"role_group": "leaders", "team": "New"})])), mover.person),
        (
            "changed",
            Steps(name=["Bo", "New"], name_before=["Bo", "Old"], email="bo@example.org"),
            renamed.person,
        ),
    )
    write(batch, lead)
    assert standing() != before
    assert PersonEmail.objects.filter(person=renamed.person).exists()
    undone = undo(batch, lead)
    assert standing() == before
    assert undone.state == ReturnState.COMMITTED
    assert not undone.changes.exclude(left_out="").exists()
    assert not PersonEmail.objects.filter(person=renamed.person).exists()
    assert Employment.objects.standing().filter(pk=other.pk).exists()
    said = set(Event.objects.filter(organisation_id=partner.pk).values_list("action", flat=True))
    assert said >= {"workforce_return.confirmed", "workforce_return.committed", "workforce_return.undone"}


def test_undo_leaves_out_whom_somebody_changed_since_and_says_so(partner: Organisation) -> None:
    post = EmploymentFactory(organisation=partner)
    batch = write(
        compared(partner, joiner(), ("leaver", Steps(Rows(replaced=[(post.pk, {"left": "2026-02-01"})])), post.person))
    )
    Employment.objects.standing().get(person=post.person).supersede_with(timezone.now(), left=dt.date(2026, 2, 14))
    undone = undo(batch)
    left = undone.changes.exclude(left_out="").get()
    assert left.person == post.person
    assert "Changed since" in left.left_out
    assert Employment.objects.standing().get().left == dt.date(2026, 2, 14)


def test_two_returns_are_undone_one_after_the_other(partner: Organisation, clock: time_machine.Traveller) -> None:
    post = EmploymentFactory(organisation=partner)
    states = [standing()]
    batches = []
    for day in ("2026-02-26", "2026-02-20"):
        clock.shift(dt.timedelta(minutes=5))
        row = Employment.objects.standing().get()
        batch = compared(partner, ("leaver", Steps(Rows(replaced=[(row.pk, {"left": day})])), post.person))
        batches.append(write(batch))
        states.append(standing())
    for batch, before in zip(reversed(batches), reversed(states[:-1]), strict=True):
        clock.shift(dt.timedelta(minutes=5))
        undo(batch)
        assert standing() == before


def test_undo_takes_back_the_codes_of_those_it_takes_out(partner: Organisation, lead: Any) -> None:
    stays = EmploymentFactory(organisation=partner).person
    batch = write(compared(partner, joiner()), lead)
    came = Person.objects.get(given_name="Ada", family_name="Example")
    printed = {one.person: one.code for one in make_claim_codes(lead, partner, [stays, came])}
    undo(batch, lead)
    assert open_code(printed[came]) is None
    assert open_code(printed[stays]) is not None
    assert Event.objects.get(action="claim_codes.withdrawn").detail == {"people": [came.pk]}


def test_undo_twice_is_once(partner: Organisation) -> None:
    batch = write(compared(partner, joiner()))
    assert undo(batch) == undo(batch)
    assert WorkforceReturn.objects.count() == 2


def test_undo_is_open_for_a_fortnight(partner: Organisation, clock: time_machine.Traveller) -> None:
    batch = write(compared(partner, joiner()))
    clock.shift(dt.timedelta(days=14, seconds=1))
    with pytest.raises(ReturnRefused, match="14 days"):
        begin_undo(None, batch)


def test_an_undo_is_no_return_to_undo(partner: Organisation) -> None:
    undone = undo(write(compared(partner, joiner())))
    with pytest.raises(ReturnRefused):
        begin_undo(None, undone)


@pytest.mark.parametrize("undoing", [False, True])
def test_another_partners_lead_may_do_neither(partner: Organisation, undoing: bool) -> None:
    stranger = RoleAssignmentFactory(hr_lead=True, organisation=OrganisationFactory()).user
    batch = compared(partner, joiner())
    if undoing:
        write(batch)
    with pytest.raises(PermissionDenied):
        (begin_undo if undoing else begin_commit)(stranger, batch)


def test_without_an_agreement_nothing_is_written(partner: Organisation) -> None:
    batch = compared(partner, joiner())
    partner.agreements.update(ended_on=T)
    with pytest.raises(ReturnRefused, match="agreement"):
        begin_commit(None, batch)


@pytest.mark.parametrize("narrower", ["numbers", "headcount", "fields"])
def test_what_may_no_longer_be_sent_is_not_written(partner: Organisation, narrower: str) -> None:
    columns = {"staff_id": 0, "first_name": 1, "role_group": 2, "start_date": 3}
    batch = compared(partner, joiner(), columns=columns)
    if narrower == "fields":
        SharingAgreement.objects.update(fields=[SharedField.STAFF_ID, SharedField.ROLE_GROUP, SharedField.DATES])
    else:
        grade = Grade.STAFF_NUMBER if narrower == "numbers" else Grade.HEADCOUNT
        ReturnGradeFactory(organisation=partner, grade=grade, starts_on=T)
    with pytest.raises(ReturnRefused, match="may be sent"):
        begin_commit(None, batch)
    assert not Employment.objects.exists()


def test_what_somebody_changed_meanwhile_is_not_written_over(
    partner: Organisation, clock: time_machine.Traveller
) -> None:
    post = EmploymentFactory(organisation=partner)
    batch = compared(partner, ("leaver", Steps(Rows(replaced=[(post.pk, {"left": "2026-02-01"})])), post.person))
    clock.shift(1)
    post.supersede_with(timezone.now(), left=dt.date(2026, 2, 14))
    with pytest.raises(ReturnRefused, match="Compare again"):
        begin_commit(None, batch)


def test_a_change_while_it_is_written_gives_the_return_back(
    partner: Organisation, clock: time_machine.Traveller
) -> None:
    post = EmploymentFactory(organisation=partner, recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    batch = compared(
        partner, joiner(), ("leaver", Steps(Rows(replaced=[(post.pk, {"left": "2026-02-01"})])), post.person)
    )
    begin_commit(None, batch)
    clock.shift(1)
    post.supersede_with(timezone.now(), left=dt.date(2026, 2, 14))
    before = standing()
    write_return(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ReturnState.COMPARED
    assert "Nothing was written" in batch.trouble
    assert standing() == before
    assert Employment.objects.count() == 2, "what was made ready is gone"
    assert Person.objects.filter(employments=None).count() == 0


def test_news_of_another_partner_holds_nothing_up(partner: Organisation) -> None:
    batch = compared(partner, joiner())
    EmploymentFactory()
    write(batch)


def test_older_news_never_replaces_newer(partner: Organisation) -> None:
    WorkforceReturnFactory(organisation=partner, committed=True, as_at=T + dt.timedelta(1))
    with pytest.raises(ReturnRefused, match="newer return"):
        begin_commit(None, compared(partner, joiner()))


def test_an_undone_newer_return_stands_in_nobodys_way(partner: Organisation, clock: time_machine.Traveller) -> None:
    newer = write(compared(partner, joiner()))
    WorkforceReturn.objects.filter(pk=newer.pk).update(as_at=T + dt.timedelta(1))
    clock.shift(dt.timedelta(minutes=5))
    undo(newer)
    clock.shift(dt.timedelta(minutes=5))
    write(compared(partner, joiner()))


@pytest.mark.parametrize(
    ("leavers", "typed", "refused"), [(10, None, False), (11, None, True), (11, 10, True), (11, 11, False)]
)
def test_more_than_a_tenth_leaving_has_to_be_typed(
    partner: Organisation, leavers: int, typed: int | None, refused: bool
) -> None:
    batch = compared(partner, joiner(), leavers=leavers)
    if refused:
        with pytest.raises(ReturnRefused, match=f"{leavers} of 100"):
            begin_commit(None, batch, leavers=typed)
    else:
        begin_commit(None, batch, leavers=typed)


def test_confirming_twice_is_once(partner: Organisation) -> None:
    batch = compared(partner, joiner())
    begin_commit(None, batch)
    begin_commit(None, batch)
    write_return(batch.pk)
    begin_commit(None, batch)
    assert Event.objects.filter(action="workforce_return.confirmed").count() == 1


def test_many_people_follow_in_pieces_and_each_once(partner: Organisation) -> None:
    heard: list[set[int]] = []

    def hear(sender: object, person_ids: set[int], **kwargs: object) -> None:
        heard.append(person_ids)

    people_changed.connect(hear)
    batch = write(compared(partner, *itertools.repeat(joiner(), 260)))
    assert [len(chunk) for chunk in heard] == [250, 10]
    assert len(set().union(*heard)) == 260
    assert (batch.progress, batch.whole) == (260, 260)
    assert Team.objects.count() == 2


def test_what_was_ready_is_removed_without_a_trace(partner: Organisation) -> None:
    batch = compared(partner, joiner())
    begin_commit(None, batch)
    from learning.workforce.actions.write_return import _stage_some

    _stage_some(batch.pk)
    unstage(batch)
    assert not Employment.objects.exists()
    assert not Person.objects.exists()
    assert connection.in_atomic_block


def test_somebody_who_signed_in_meanwhile_is_kept(partner: Organisation) -> None:
    batch = compared(partner, joiner())
    begin_commit(None, batch)
    from learning.workforce.actions.write_return import _stage_some

    _stage_some(batch.pk)
    Person.objects.update(user=RoleAssignmentFactory().user)
    unstage(batch)
    assert Person.objects.count() == 1


def test_the_address_stays_where_the_person_proved_it_theirs(partner: Organisation) -> None:
    post = EmploymentFactory(organisation=partner)
    batch = write(compared(partner, ("changed", Steps(email="bo@example.org"), post.person)))
    PersonEmail.objects.update(verified_at=timezone.now())
    undo(batch)
    assert PersonEmail.objects.filter(person=post.person).exists()


@pytest.mark.parametrize("joined", ["before it is written", "before it is undone"])
def test_whoever_took_their_name_over_keeps_it(partner: Organisation, joined: str) -> None:
    """Also where the person chose the very name that the return gave them: an undo must not bring back the old one."""
    post = EmploymentFactory(organisation=partner, person__given_name="Bo", person__family_name="Old")
    steps = Steps(name=["Bo", "New"], name_before=["Bo", "Old"])
    batch = compared(partner, ("changed", steps, post.person))
    people = Person.objects.filter(pk=post.person_id)
    if joined == "before it is written":
        people.update(user=UserFactory())
        write(batch)
        assert people.get().family_name == "Old"
    else:
        write(batch)
        people.update(user=UserFactory())
        undone = undo(batch)
        assert people.get().family_name == "New"
        assert not undone.changes.get().steps.get("name")
