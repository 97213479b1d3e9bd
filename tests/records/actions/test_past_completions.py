"""Past completions by file: what becomes of each row, once, for one's own people, and how all of it goes back."""

import datetime as dt
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import storages
from django.db import IntegrityError
from time_machine import Traveller

from learning.audit.models import Event
from learning.certificates.models import Certificate, State
from learning.notices.models import Message
from learning.records import signals
from learning.records.actions.correct_completion import correct_completion
from learning.records.actions.match_past_completion import match_by_hand, match_waiting, record_and_match, set_aside
from learning.records.actions.read_past_completions import discard_past, read_past, receive_past
from learning.records.actions.record_past_completions import begin_recording, record_past
from learning.records.actions.undo_past_completions import begin_undo, corrected_before, undo_past
from learning.records.models import Completion, CompletionImport, Correction, Match, PastCompletion, RowState
from learning.records.past.judging import Meant
from learning.records.past.people import PeopleHere
from learning.records.past.stored import kept_row
from learning.records.refusals import ImportRefused
from learning.requirements.models import StatusSpan
from learning.workforce.models import Employment, Person, PersonEmail, SharedField, SharingAgreement
from learning.workforce.returns.bounds import Unreadable
from learning.workforce.signals import people_changed
from tests.records.factories import CompletionFactory, VersionFactory
from tests.records.past_files import HEADINGS, Partner, row
from tests.requirements.factories import RequirementFactory, RuleSetFactory
from tests.workforce.factories import (
    EmploymentFactory,
    LevelMapFactory,
    PersonEmailFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
)
from tests.workforce.returns.files import inline_row, raw_workbook, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = dt.datetime(2026, 2, 28, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def partner(tmp_path: Path) -> Partner:
    return Partner(tmp_path)


# What a row becomes


def test_a_row_becomes_a_completion_with_where_it_came_from(partner: Partner) -> None:
    person = partner.employ("1001", "ada@midshire.example")
    batch = partner.give(row(email="Ada@Midshire.example", version="1.0", evidence="C-77", source="ESR"))
    completion = Completion.objects.get()
    assert (completion.person, completion.module, completion.version) == (person, partner.module, partner.first)
    assert (completion.source, completion.attempt, completion.criteria) == ("imported", None, {})
    assert completion.completed_on == dt.date(2025, 3, 3)
    assert completion.completed_at == dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)
    assert (completion.valid_from, completion.valid_until) == (dt.date(2025, 3, 3), dt.date(2028, 3, 2))
    assert (completion.recorded_at, completion.recorded_by) == (NOW, partner.lead)
    assert (completion.evidence, completion.origin) == ("C-77", "ESR")
    assert (completion.import_batch, completion.import_row, completion.confidence) == (batch, 2, Match.BOTH)
    assert not completion.version_is_assumed
    assert batch.state == "recorded"


def test_what_was_finished_today_was_not_known_before_it_happened(partner: Partner) -> None:
    partner.employ("1001")
    partner.give(row(on="28/02/2026"))
    completion = Completion.objects.get()
    assert (completion.completed_at, completion.completed_on) == (NOW, NOW.date())


@pytest.mark.parametrize(
    ("staff_id", "email", "confidence"),
    [("1001", "", "staff_id"), ("", "ada@midshire.example", "email"), ("9", "ada@midshire.example", "email"),
     ("1001", "else@x.example", "staff_id"), ("1001", "ada@midshire.example", "both")],
)  # fmt: skip
def test_how_sure_the_match_is(staff_id: str, email: str, confidence: str, partner: Partner) -> None:
    partner.employ("1001", "ada@midshire.example")
    partner.give(row(staff_id, email=email))
    assert Completion.objects.get().confidence == confidence


def test_no_version_means_the_one_of_that_day_and_is_marked(partner: Partner) -> None:
    partner.employ("1001")
    partner.give(row(on="03/03/2019"), row(on="03/03/2025", version="unversioned"), row(on="01/02/2026"))
    found = Completion.objects.order_by("completed_on").values_list("version__major", "version_is_assumed")
    assert list(found) == [(1, True), (1, True), (2, True)]


def test_validity_is_the_ledgers_own_rule(partner: Partner) -> None:
    """A renewal in the last ninety days starts the day after the old period; any other on its own day."""
    for staff_id in ("1001", "1002"):
        partner.employ(staff_id)
    partner.give(
        row("1001", "10/06/2022", version=""),
        row("1001", "01/06/2025"),
        row("1002", "10/06/2022"),
        row("1002", "01/01/2025"),
    )
    renewed, early = (
        Completion.objects.filter(completed_on__gte=dt.date(2025, 1, 1))
        .order_by("-completed_on")
        .values_list("valid_from", "valid_until")
    )
    assert renewed == (dt.date(2025, 6, 10), dt.date(2028, 6, 9))
    assert early == (dt.date(2025, 1, 1), dt.date(2027, 12, 31))


def test_it_counts_for_the_partner_that_gave_it_in_the_group_held_on_that_day(partner: Partner, tmp_path: Path) -> None:
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    lower, higher = RoleGroupFactory(slug="corporate"), RoleGroupFactory(slug="specialist")
    LevelMapFactory(role_group=higher, level=4)
    person = partner.employ("1001", role_group=lower, left=dt.date(2025, 6, 1))
    partner.employ("1001", person=person, role_group=higher, start=dt.date(2025, 6, 1), post="2")
    other.employ("R9", person=person)
    partner.give(row(on="03/03/2025"), row(on="03/07/2025"), row(on="03/03/2019"))
    found = Completion.objects.order_by("completed_on").values_list(
        "organisations__organisation__name", "organisations__role_group__slug"
    )
    assert list(found) == [(None, None), ("Midshire Trust", "corporate"), ("Midshire Trust", "specialist")]


def test_the_partners_own_code_the_address_and_the_title_are_understood(partner: Partner) -> None:
    partner.organisation.module_codes.create(module=partner.module, code="NHS|CSTF|TI-1")
    for staff_id in ("1", "2", "3"):
        partner.employ(staff_id)
    partner.give(row("1", module="nhs|cstf|ti-1"), row("2", module="a-shared-start"), row("3", module="A SHARED START"))
    assert Completion.objects.count() == 3


def test_a_code_of_another_partner_means_nothing(partner: Partner, tmp_path: Path) -> None:
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    other.organisation.module_codes.create(module=partner.module, code="TI-1")
    partner.employ("1001")
    (problem,) = partner.try_out(row(module="TI-1")).problems
    assert (problem.row, problem.column, problem.value) == (2, "module", "TI-1")
    assert "No module is called this" in problem.message


def test_a_title_of_two_modules_is_not_guessed(partner: Partner) -> None:
    VersionFactory(title="A shared start")
    partner.employ("1001")
    assert len(partner.try_out(row()).problems) == 1


def test_versions_that_cannot_be_are_problems(partner: Partner) -> None:
    partner.employ("1001")
    unknown, early = partner.try_out(row(version="1.7"), row(version="2.0", on="01/06/2025")).problems
    assert "There is no such version. Those that came out are 1.0 and 2.0." in unknown.message
    assert "came out on 2 June 2025" in early.message
    assert "unversioned" in early.fix


def test_what_somebody_finished_after_leaving_is_not_the_partners(partner: Partner) -> None:
    partner.employ("1001", left=dt.date(2025, 3, 3))
    last_day, after = row(on="02/03/2025"), row(on="03/03/2025")
    outcome = partner.try_out(last_day, after)
    assert outcome.counts == {"new": 1}
    assert "last day of this person with you was 2 March 2025" in outcome.problems[0].message


# What is there already


def test_the_same_file_again_adds_nothing(partner: Partner) -> None:
    partner.employ("1001")
    rows = [row(on="10/06/2022"), row(on="03/03/2025"), row("nobody")]
    partner.give(*rows)
    before = list(Completion.objects.values())
    again = partner.give(*rows)
    assert partner.counts(again) == {"duplicate": 3}
    assert list(Completion.objects.values()) == before
    assert PastCompletion.objects.in_queue().count() == 1


def test_one_file_may_hold_a_row_twice_and_a_whole_history(partner: Partner) -> None:
    partner.employ("1001", "ada@midshire.example")
    outcome = partner.try_out(
        row(on="03/03/2025"),
        row(on="03/03/2022"),
        row("", "03/03/2025", email="ada@midshire.example"),
        row("nobody"),
        row("NOBODY"),
    )
    assert outcome.counts == {"new": 2, "duplicate": 2, "waiting": 1}


def test_a_newer_one_is_never_touched(partner: Partner) -> None:
    person = partner.employ("1001")
    newer = CompletionFactory(
        person=person, version=partner.second, completed_on=dt.date(2025, 9, 1), valid_until=dt.date(2026, 8, 31)
    )
    same = partner.give(row(on="01/09/2025"), row(on="31/08/2025"), row(on="02/09/2025"))
    assert partner.counts(same) == {"duplicate": 1, "older": 1, "recorded": 1}
    assert set(Completion.objects.values_list("completed_on", flat=True)) == {newer.completed_on, dt.date(2025, 9, 2)}


def test_a_corrected_completion_is_not_brought_back_by_a_file(partner: Partner) -> None:
    partner.employ("1001")
    partner.give(row())
    correct_completion(RoleAssignmentFactory(administrator=True).user, Completion.objects.get(), "Somebody else did it")
    assert partner.try_out(row()).counts == {"duplicate": 1}


def test_it_is_one_human_being_under_whichever_row(partner: Partner) -> None:
    kept = CompletionFactory(version=partner.first, completed_on=dt.date(2025, 3, 3)).person
    duplicate = partner.employ("1001")
    Person.objects.filter(pk=duplicate.pk).update(merged_into=kept, merge_reason="One person")
    partner.give(row(), row(on="04/03/2025"))
    assert list(Completion.objects.order_by("completed_on").values_list("person", flat=True)) == [kept.pk, duplicate.pk]


# Whom a row can mean


def test_a_row_never_says_whether_somebody_is_known_elsewhere(partner: Partner, tmp_path: Path) -> None:
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    other.employ("R9", "ben@riverside.example")
    known, unknown = "ben@riverside.example", "zed@riverside.example"
    here = partner.read(row("R9", email=known), row("R8", email=unknown))
    first, second = here.rows.values("state", "person", "confidence", "version", "is_assumed", "decided_at")
    assert first == second
    assert first["state"] == "waiting"


@pytest.mark.parametrize("trait", ["self_declared", "superseded", "erased"])
def test_only_confirmed_people_are_the_partners_own(trait: str, partner: Partner) -> None:
    person = partner.employ("1001", **{"self_declared": True} if trait == "self_declared" else {})
    if trait == "superseded":
        Employment.objects.update(superseded_at=NOW)
    if trait == "erased":
        Person.objects.filter(pk=person.pk).update(erased_at=NOW)
    assert partner.try_out(row()).counts == {"waiting": 1}


def test_where_two_would_fit_nobody_is_guessed(partner: Partner) -> None:
    partner.employ("1001", "ada@midshire.example")
    partner.employ("1001")
    partner.employ("1002", "ben@midshire.example")
    outcome = partner.try_out(
        row("1001"),
        row("1001", email="ben@midshire.example", on="04/03/2025"),
        row("1001", email="ada@midshire.example", on="05/03/2025"),
    )
    assert outcome.counts == {"waiting": 2, "new": 1}


def test_what_the_agreement_leaves_out_is_not_read(partner: Partner) -> None:
    partner.employ("1001", "ada@midshire.example")
    ReturnGradeFactory(organisation=partner.organisation)
    assert partner.try_out(row("", email="ada@midshire.example")).problems[0].message.startswith("This row has neither")
    SharingAgreement.objects.update(fields=[SharedField.EMAIL, SharedField.ROLE_GROUP, SharedField.DATES])
    with pytest.raises(Unreadable, match="No heading was found for: staff number or e-mail address"):
        partner.try_out(row())


# Who may, and when


def test_without_an_agreement_nothing_is_read(partner: Partner) -> None:
    SharingAgreement.objects.update(ended_on=dt.date(2026, 2, 28))
    for refused in (partner.try_out, partner.read):
        with pytest.raises(ImportRefused, match="Record the agreement first"):
            refused(row())
    assert not CompletionImport.objects.exists()
    assert not Event.objects.filter(action__startswith="completion_import").exists()


def test_an_agreement_that_ends_in_between_stops_the_recording(partner: Partner) -> None:
    partner.employ("1001")
    batch = partner.read(row())
    SharingAgreement.objects.update(ended_on=dt.date(2026, 2, 28))
    with pytest.raises(ImportRefused):
        begin_recording(partner.lead, batch)
    assert not Completion.objects.exists()


def test_nobody_else_records_or_undoes(partner: Partner, tmp_path: Path) -> None:
    other = Partner(tmp_path, "Riverside Council", (partner.first, partner.second))
    partner.employ("1001")
    waiting, done = partner.read(row()), partner.give(row("nobody"))
    queued = done.rows.get()
    for user in (other.lead, RoleAssignmentFactory().user, RoleAssignmentFactory(administrator=True).user):
        for act in (
            lambda user=user: begin_recording(user, waiting),
            lambda user=user: begin_undo(user, done),
            lambda user=user: discard_past(user, waiting),
            lambda user=user: set_aside(user, queued),
            lambda user=user: match_by_hand(user, queued, Person.objects.get()),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert not Completion.objects.exists()


def test_a_dry_run_stores_nothing(partner: Partner) -> None:
    partner.employ("1001")
    before = Event.objects.count()
    outcome = partner.try_out(row(), row("nobody"), row(on="31/02/2025"))
    assert (outcome.counts, len(outcome.problems)) == ({"new": 1, "waiting": 1}, 1)
    assert not CompletionImport.objects.exists()
    assert not Completion.objects.exists()
    assert Event.objects.count() == before


def test_the_file_is_kept_only_until_it_is_read(partner: Partner) -> None:
    batch = partner.read(row())
    assert not storages["private"].exists(f"past-completions/{batch.uuid}")
    assert (batch.state, batch.progress, batch.whole) == ("read", 1, 1)


def test_reading_that_died_starts_over(partner: Partner) -> None:
    batch = partner.read(row("nobody"))
    CompletionImport.objects.update(state="reading")
    read_past(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.trouble) == ("discarded", "The file is no longer kept. Upload it again.")


def test_what_was_read_can_be_thrown_away(partner: Partner) -> None:
    partner.employ("1001")
    batch = partner.read(row(), row(on="x"))
    discard_past(partner.lead, batch)
    discard_past(partner.lead, batch)
    assert (batch.rows.count(), batch.problems.count()) == (0, 0)
    with pytest.raises(ImportRefused):
        begin_recording(partner.lead, batch)
    done = partner.give(row())
    with pytest.raises(ImportRefused, match="Undo it instead"):
        discard_past(partner.lead, done)


@pytest.mark.parametrize("at", range(7))
def test_halves_of_characters_are_problems(partner: Partner, at: int) -> None:
    """Where XML cannot hold a character, a workbook writes `_xD800_` for it; no database can hold it."""
    partner.employ("1001", email="ada@midshire.example")
    cells = list(row(email="ada@midshire.example", version="1.0", evidence="C-1", source="LMS"))
    cells[at] += "_xD800__x0000_"
    path = raw_workbook(partner.folder, sheet_of(inline_row(1, HEADINGS), inline_row(2, cells)))
    with path.open("rb") as file:
        batch = receive_past(partner.lead, partner.organisation, File(file), path.name)
    read_past(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("read", 0)
    assert batch.problems.get().value.endswith("\ufffd\ufffd")


def test_reading_that_breaks_says_so_and_keeps_nothing(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_about: object) -> None:
        raise KeyError("nobody foresaw this")

    monkeypatch.setattr("learning.records.actions.read_past_completions.kept_row", breaks)
    batch = partner.read(row(), row(on="x"))
    assert (batch.state, batch.rows.count(), batch.problems.count()) == ("discarded", 0, 0)
    assert "Something went wrong on our side" in batch.trouble
    assert not storages["private"].exists(f"past-completions/{batch.uuid}")


def test_a_file_is_thrown_away_while_it_is_read(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its worker may be dead, or alive: then it keeps nothing of what it reads."""

    def meanwhile(batch: CompletionImport, one: Meant, people: PeopleHere) -> PastCompletion:
        discard_past(partner.lead, batch)
        return kept_row(batch, one, people)

    monkeypatch.setattr("learning.records.actions.read_past_completions.kept_row", meanwhile)
    batch = partner.read(row(), row(on="x"))
    assert (batch.state, batch.trouble) == ("discarded", "")
    assert (batch.rows.count(), batch.problems.count()) == (0, 0)


# No letters, no certificates; statuses follow


def test_nothing_is_sent_and_no_certificate_made_unless_asked_for(partner: Partner) -> None:
    partner.employ("1001")
    heard: list[Completion] = []

    def listen(completion: Completion, **kwargs: object) -> None:
        heard.append(completion)

    signals.completion_recorded.connect(listen)
    try:
        partner.give(row(on="03/03/2024"))
        assert not Certificate.objects.exists()
        partner.give(row(), with_certificates=True)
    finally:
        signals.completion_recorded.disconnect(listen)
    assert Certificate.objects.get().completion.completed_on == dt.date(2025, 3, 3)
    assert heard == []
    assert mail.outbox == []
    assert not Message.objects.exists()


def test_statuses_follow_both_ways(partner: Partner) -> None:
    RuleSetFactory()
    group = RoleGroupFactory()
    LevelMapFactory(role_group=group, level=1)
    RequirementFactory(module=partner.module)
    partner.employ("1001", role_group=group)
    batch = partner.give(row(), with_certificates=True)

    def status() -> str:
        return (
            StatusSpan.objects.filter(starts_on__lte=NOW.date())
            .order_by("-starts_on")
            .values_list("status", flat=True)[0]
        )

    assert status() == "compliant"
    begin_undo(partner.lead, batch)
    undo_past(batch.pk)
    assert status() == "never"
    assert Certificate.objects.get().state == State.REVOKED


def test_a_receiver_that_fails_keeps_nothing_of_the_chunk(partner: Partner) -> None:
    partner.employ("1001")
    batch = partner.read(row())

    def fail(**kwargs: object) -> None:
        raise RuntimeError

    begin_recording(partner.lead, batch)
    signals.completions_imported.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            record_past(batch.pk)
    finally:
        signals.completions_imported.disconnect(fail)
    batch.refresh_from_db()
    assert (batch.state, batch.progress, Completion.objects.count()) == ("recording", 0, 0)
    record_past(batch.pk)
    assert Completion.objects.count() == 1


def test_queries_do_not_grow_with_the_rows(
    partner: Partner, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    used = []
    for first, many in ((0, 5), (100, 60)):
        for number in range(first, first + many):
            partner.employ(str(number))
        batch = partner.read(*(row(str(number)) for number in range(first, first + many)))
        begin_recording(partner.lead, batch)
        with django_assert_max_num_queries(60) as captured:
            record_past(batch.pk)
        used.append(len(captured))
    # SQLite takes a thousand values a statement, so what is written together is written in a few.
    assert used[1] <= used[0] + 2


# Back as a whole


def test_a_file_is_undone_by_corrections(partner: Partner, clock: Traveller) -> None:
    partner.employ("1001")
    partner.employ("1002")
    batch = partner.give(row(), row("1002"), row("nobody"))
    ledger = list(Completion.objects.values())
    clock.shift(dt.timedelta(hours=1))
    begin_undo(partner.lead, batch)
    begin_undo(partner.lead, batch)
    undo_past(batch.pk)
    undo_past(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by, batch.progress, batch.whole) == ("undone", partner.lead, 2, 2)
    assert list(Completion.objects.values()) == ledger
    assert not Completion.objects.standing().exists()
    assert set(Correction.objects.values_list("recorded_by", "reason")) == {
        (partner.lead.pk, "The file that it came from was undone.")
    }
    assert not PastCompletion.objects.in_queue().exists()
    again = partner.give(row(), row("1002"), row("nobody"))
    assert partner.counts(again) == {"recorded": 2, "waiting": 1}


def test_an_undo_leaves_what_was_corrected_before_and_lists_it(partner: Partner) -> None:
    partner.employ("1001")
    partner.employ("1002")
    batch = partner.give(row(), row("1002"))
    first = Completion.objects.get(import_row=2)
    correction = correct_completion(RoleAssignmentFactory(administrator=True).user, first, "Somebody else did it")
    begin_undo(partner.lead, batch)
    undo_past(batch.pk)
    assert list(corrected_before(batch)) == [first]
    assert Correction.objects.get(completion=first) == correction
    assert list(batch.rows.order_by("number").values_list("state", flat=True)) == ["recorded", "withdrawn"]


def test_only_what_is_recorded_is_undone(partner: Partner) -> None:
    with pytest.raises(ImportRefused, match="nothing to undo"):
        begin_undo(partner.lead, partner.read(row()))


# The queue


def test_a_waiting_row_is_matched_by_hand_once(partner: Partner) -> None:
    partner.give(row("X-1", evidence="C-1"))
    waiting, person = PastCompletion.objects.in_queue().get(), partner.employ("1001")
    assert match_by_hand(partner.lead, waiting, person).state == RowState.RECORDED
    completion = Completion.objects.get()
    assert (completion.person, completion.confidence, completion.recorded_by) == (person, "by_hand", partner.lead)
    with pytest.raises(ImportRefused, match="does not wait any more"):
        match_by_hand(partner.lead, waiting, person)
    assert Event.objects.filter(action="past_completion.matched", actor_id=partner.lead.pk).count() == 1


def test_nobody_says_what_they_completed_themselves(partner: Partner) -> None:
    """A row about whoever records it waits for another HR lead, and so do older rows when somebody arrives."""
    colleague = RoleAssignmentFactory(hr_lead=True, organisation=partner.organisation).user
    lead = partner.employ("1001", person=PersonFactory(user=partner.lead))
    partner.employ("1002")
    batch = partner.give(row("1001"), row("1002"))
    assert partner.counts(batch) == {"waiting": 1, "recorded": 1}
    waiting = PastCompletion.objects.in_queue().get()
    with pytest.raises(ImportRefused, match="This is you"):
        match_by_hand(partner.lead, waiting, lead)
    assert match_waiting(partner.organisation.pk) == 0
    assert not Completion.objects.filter(person=lead).exists()
    assert not Event.objects.filter(action="completion_import.matched_later").exists()
    match_by_hand(colleague, waiting, lead)
    assert Completion.objects.get(person=lead).recorded_by == colleague


def test_nobody_says_it_under_another_row_of_theirs(partner: Partner) -> None:
    lead = partner.employ("1001", person=PersonFactory(user=partner.lead))
    partner.employ("1002", person=PersonFactory(merged_into=lead, merge_reason="The same address"))
    partner.give(row("1002"))
    assert not Completion.objects.exists()
    assert PastCompletion.objects.in_queue().count() == 1


def test_matched_by_hand_to_what_is_known_adds_nothing(partner: Partner) -> None:
    person = partner.employ("1001")
    partner.give(row(), row("X-1"))
    assert match_by_hand(partner.lead, PastCompletion.objects.in_queue().get(), person).state == RowState.DUPLICATE
    assert Completion.objects.count() == 1


def test_nobody_of_another_partner_is_chosen(partner: Partner, tmp_path: Path) -> None:
    partner.give(row("X-1"))
    waiting, stranger = PastCompletion.objects.in_queue().get(), EmploymentFactory().person
    gone = partner.employ("1002", left=dt.date(2021, 1, 1))
    for person, words in ((stranger, "nobody of yours"), (gone, "had left you")):
        with pytest.raises(ImportRefused, match=words):
            match_by_hand(partner.lead, waiting, person)
    assert not Completion.objects.exists()


def test_a_row_set_aside_waits_no_more_but_can_still_be_matched(partner: Partner) -> None:
    partner.give(row("X-1"))
    waiting = PastCompletion.objects.in_queue().get()
    set_aside(partner.lead, waiting)
    assert not PastCompletion.objects.in_queue().exists()
    assert partner.counts(partner.give(row("X-1"))) == {"duplicate": 1}
    match_by_hand(partner.lead, waiting, partner.employ("1001"))
    assert Completion.objects.count() == 1


def test_whoever_arrives_is_matched_by_themselves(
    partner: Partner, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    partner.give(row("X-1"), row("X-2"), row("", email="eve@midshire.example"))
    person = partner.employ("x-1")
    with django_capture_on_commit_callbacks() as callbacks:
        people_changed.send(sender=Person, person_ids={person.pk})
    assert len(callbacks) == 1
    assert match_waiting(partner.organisation.pk) == 1
    assert match_waiting(partner.organisation.pk) == 0
    completion = Completion.objects.get()
    assert (completion.person, completion.confidence, completion.recorded_by) == (person, "staff_id", partner.lead)
    eve = partner.employ("X-3", "eve@midshire.example")
    with django_capture_on_commit_callbacks() as callbacks:
        people_changed.send(sender=Person, person_ids={eve.pk})
    assert len(callbacks) == 1
    assert match_waiting(partner.organisation.pk) == 1


def test_somebody_elses_arrival_asks_for_nothing(
    partner: Partner, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    partner.give(row("X-1", email="eve@midshire.example"))
    stranger = EmploymentFactory(staff_id="X-1").person
    PersonEmailFactory(person=stranger, email="eve@midshire.example")
    other = partner.employ("X-7")
    with django_capture_on_commit_callbacks() as callbacks:
        people_changed.send(sender=Person, person_ids={stranger.pk, other.pk})
    assert match_waiting(partner.organisation.pk) == 0
    assert len(callbacks) <= 1
    assert not Completion.objects.exists()


def test_rows_of_an_undone_file_do_not_come_in_later(partner: Partner) -> None:
    batch = partner.give(row("X-1"))
    begin_undo(partner.lead, batch)
    undo_past(batch.pk)
    partner.employ("X-1")
    assert match_waiting(partner.organisation.pk) == 0
    assert not Completion.objects.exists()


def test_somebody_who_arrives_between_reading_and_recording_is_found(partner: Partner) -> None:
    batch = partner.read(row("X-1"))
    partner.employ("X-1")
    begin_recording(partner.lead, batch)
    record_and_match(batch.pk)
    assert Completion.objects.count() == 1


def test_somebody_who_is_nobodys_any_more_waits(partner: Partner) -> None:
    partner.employ("1001")
    batch = partner.read(row())
    Employment.objects.update(superseded_at=NOW)
    begin_recording(partner.lead, batch)
    record_past(batch.pk)
    assert not Completion.objects.exists()
    assert batch.rows.get().state == RowState.WAITING


def test_the_ledger_holds_a_row_of_a_file_once_whatever_happens(partner: Partner) -> None:
    partner.employ("1001")
    batch = partner.give(row())
    PastCompletion.objects.update(state="new", completed_on=dt.date(2025, 9, 9))
    CompletionImport.objects.update(state="recording")
    with pytest.raises(IntegrityError):
        record_past(batch.pk)


def test_an_email_is_of_everybody_or_nobody(partner: Partner) -> None:
    """Two rows of one address, one of them elsewhere: only the partner's own person is looked at."""
    partner.employ("1001", "shared@midshire.example")
    PersonEmailFactory(email="shared@midshire.example")
    assert PersonEmail.objects.filter(email="shared@midshire.example").count() == 2
    assert partner.try_out(row("", email="shared@midshire.example")).counts == {"new": 1}


def test_nothing_of_anybody_is_taken_in_once_headcounts_alone_are_returned(partner: Partner) -> None:
    partner.give(row("X-9"))
    waits = PastCompletion.objects.in_queue().get()
    read = partner.read(row("X-10"))
    person = partner.employ("X-9")
    ReturnGradeFactory(organisation=partner.organisation, grade="headcount")
    for refused in (
        lambda: match_by_hand(partner.lead, waits, person),
        lambda: set_aside(partner.lead, waits),
        lambda: begin_recording(partner.lead, read),
    ):
        with pytest.raises(ImportRefused, match="headcounts only"):
            refused()
    assert match_waiting(partner.organisation.pk) == 0
    assert not Completion.objects.exists()
