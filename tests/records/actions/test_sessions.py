"""Live sessions: places and the waiting list, the register, what it earns, and who may."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from time_machine import Traveller

from learning.audit.models import Event
from learning.certificates.models import Certificate
from learning.modules.models import ModuleVersion
from learning.modules.signals import version_published
from learning.notices.models import Message
from learning.records.actions.book_place import book_place, give_up_place
from learning.records.actions.choose_organisation import choose_organisation, has_a_choice
from learning.records.actions.keep_register import (
    add_attendee,
    close_forgotten_registers,
    close_register,
    mark_present,
    say_one_is_here,
    unwritten,
)
from learning.records.actions.offer_session import Facts, cancel_session, change_session, offer_session
from learning.records.actions.start_attempt import start_attempt
from learning.records.actions.take_back_attendance import take_back_attendance
from learning.records.models import Attendance, Booking, BookingState, Completion, LiveSession
from learning.records.refusals import (
    AlreadyThere,
    BadAnswer,
    NobodyKnown,
    NotOffered,
    NotTheirEmployer,
    OpenFindings,
    RegisterClosed,
    SessionOver,
    TooEarly,
    TooFewPlaces,
)
from learning.workforce.models import Role, User
from tests.racing import at_once
from tests.records.factories import VersionFactory
from tests.records.session_factories import (
    STARTS,
    BookingFactory,
    LiveSessionFactory,
    lead_of,
    learner,
    session_trainer,
    taught_version,
    user_of,
)
from tests.requirements.factories import completed
from tests.workforce.factories import EmploymentFactory, PersonEmailFactory, PersonFactory, RoleAssignmentFactory

OVER = STARTS + dt.timedelta(minutes=90)


@pytest.fixture
def session(db: None, clock: Traveller) -> LiveSession:
    made: LiveSession = LiveSessionFactory()
    return made


def states(session: LiveSession) -> list[str]:
    return list(Booking.objects.filter(session=session).order_by("pk").values_list("state", flat=True))


def facts_of(session: LiveSession, **changes: Any) -> Facts:
    return Facts(**{name: getattr(session, name) for name in Facts.__slots__} | changes)


def new_facts(version: ModuleVersion) -> Facts:
    return Facts(version, STARTS, OVER, capacity=2, place="Room 2")


def test_places_are_given_until_there_are_none_and_then_people_wait(session: LiveSession) -> None:
    for _ in range(3):
        book_place(user_of(learner()), session)
    assert states(session) == ["booked", "booked", "waiting"]
    subjects = Message.objects.order_by("pk").values_list("subject", flat=True)
    assert [subject.split(":")[0] for subject in subjects] == [
        "You have a place", "You have a place", "You are on the waiting list",
    ]  # fmt: skip


def test_asking_twice_is_asking_once(session: LiveSession) -> None:
    person = user_of(learner())
    assert book_place(person, session).pk == book_place(person, session).pk
    assert Message.objects.count() == 1


def test_mail_holds_no_link_of_an_online_session(session: LiveSession) -> None:
    book_place(user_of(learner()), session)
    assert session.link not in Message.objects.get().text


def test_whoever_waits_longest_gets_the_place_that_comes_free(session: LiveSession, clock: Traveller) -> None:
    people = [user_of(learner()) for _ in range(4)]
    for person in people:
        book_place(person, session)
        clock.shift(60)
    give_up_place(people[0], session)
    assert states(session) == ["given_up", "booked", "booked", "waiting"]
    promoted = Message.objects.get(subject__startswith="A place came free")
    assert promoted.to == people[2].email


def test_somebody_who_comes_back_stands_at_the_end(session: LiveSession, clock: Traveller) -> None:
    people = [user_of(learner()) for _ in range(3)]
    for person in people:
        book_place(person, session)
        clock.shift(60)
    give_up_place(people[0], session)
    assert book_place(people[0], session).state == BookingState.WAITING


def test_giving_up_a_wait_moves_nobody(session: LiveSession) -> None:
    people = [user_of(learner()) for _ in range(3)]
    for person in people:
        book_place(person, session)
    give_up_place(people[2], session)
    assert states(session) == ["booked", "booked", "given_up"]


def test_nobody_gives_up_what_they_do_not_have(session: LiveSession) -> None:
    with pytest.raises(PermissionDenied):
        give_up_place(user_of(learner()), session)


@pytest.mark.parametrize("happening", ["begun", "cancelled"])
def test_no_places_after_it_began_or_was_cancelled(session: LiveSession, clock: Traveller, happening: str) -> None:
    person = user_of(learner())
    if happening == "begun":
        clock.move_to(STARTS)
    else:
        cancel_session(lead_of(session), session)
    with pytest.raises(SessionOver):
        book_place(person, session)


def test_a_login_without_a_person_has_no_place(session: LiveSession) -> None:
    with pytest.raises(PermissionDenied):
        book_place(session_trainer(), session)


def test_one_employer_is_taken_and_of_several_the_person_chooses(session: LiveSession) -> None:
    one, two = learner(), learner()
    other = EmploymentFactory(person=two).organisation
    assert book_place(user_of(one), session).organisation_id == one.employments.get().organisation_id
    booking = book_place(user_of(two), session)
    assert booking.organisation_id is None
    assert has_a_choice(booking, two.employments.all())
    with pytest.raises(NotTheirEmployer):
        choose_organisation(user_of(two), booking, one.employments.get().organisation_id)
    with pytest.raises(PermissionDenied):
        choose_organisation(user_of(one), booking, other.pk)
    choose_organisation(user_of(two), booking, other.pk)
    booking.refresh_from_db()
    assert not has_a_choice(booking, two.employments.all())


# The register


def test_a_tap_is_taken_back_freely_until_the_register_is_closed(session: LiveSession, clock: Traveller) -> None:
    booking, lead = BookingFactory(session=session), lead_of(session)
    clock.move_to(STARTS)
    mark_present(lead, booking, there=True)
    mark_present(lead, booking, there=False)
    assert not Completion.objects.exists()
    mark_present(lead, booking, there=True)
    close_register(lead, session)
    with pytest.raises(RegisterClosed):
        mark_present(lead, booking, there=False)


def test_closing_earns_completion_certificate_and_attendance(session: LiveSession, clock: Traveller) -> None:
    booking, absent = BookingFactory(session=session), BookingFactory(session=session)
    clock.move_to(STARTS)
    mark_present(lead_of(session), booking, there=True)
    clock.move_to(OVER + dt.timedelta(hours=3))
    close_register(lead_of(session), session)
    completion = Completion.objects.get()
    assert (completion.person, completion.version, completion.source) == (booking.person, session.version, "session")
    assert (completion.completed_at, completion.completed_on) == (OVER, OVER.date())
    assert (completion.recorded_at, completion.recorded_by) == (OVER + dt.timedelta(hours=3), lead_of(session))
    assert completion.valid_until == dt.date(2029, 3, 9)
    assert completion.organisations.count() == 1
    assert "live session" in Certificate.objects.get(completion=completion).snapshot["criteria"]
    assert Attendance.objects.get().completion == completion
    assert not Attendance.objects.filter(person=absent.person).exists()


def test_a_register_closed_early_completes_when_it_was_closed(session: LiveSession, clock: Traveller) -> None:
    booking = BookingFactory(session=session)
    clock.move_to(STARTS + dt.timedelta(minutes=70))
    mark_present(lead_of(session), booking, there=True)
    close_register(lead_of(session), session)
    assert Completion.objects.get().completed_at == STARTS + dt.timedelta(minutes=70)


def test_closing_again_finishes_what_broke_off_and_writes_nobody_twice(session: LiveSession, clock: Traveller) -> None:
    bookings = [BookingFactory(session=session) for _ in range(2)]
    clock.move_to(STARTS)
    for booking in bookings:
        mark_present(lead_of(session), booking, there=True)
    LiveSession.objects.filter(pk=session.pk).update(closed_at=OVER)
    clock.move_to(OVER)
    assert len(unwritten(session)) == 2
    close_register(lead_of(session), session)
    close_register(lead_of(session), session)
    assert Completion.objects.count() == 2


def test_a_receiver_that_fails_keeps_nothing_of_that_person(
    session: LiveSession, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from learning.records import signals

    booking = BookingFactory(session=session)
    clock.move_to(STARTS)
    mark_present(lead_of(session), booking, there=True)

    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    signals.completion_recorded.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            close_register(lead_of(session), session)
    finally:
        signals.completion_recorded.disconnect(fail)
    assert not Completion.objects.exists()
    assert not Attendance.objects.exists()
    assert close_register(lead_of(session), session)
    assert Attendance.objects.count() == 1


def test_a_forgotten_register_closes_itself_and_one_without_taps_does_not(
    session: LiveSession, clock: Traveller
) -> None:
    booking = BookingFactory(session=session)
    LiveSessionFactory()
    clock.move_to(STARTS)
    mark_present(lead_of(session), booking, there=True)
    assert close_forgotten_registers(OVER + dt.timedelta(hours=35)) == 0
    clock.move_to(OVER + dt.timedelta(hours=36))
    assert close_forgotten_registers(OVER + dt.timedelta(hours=36)) == 1
    assert Attendance.objects.get().recorded_by == lead_of(session)
    assert close_forgotten_registers(OVER + dt.timedelta(hours=37)) == 0


def test_there_is_no_register_before_half_an_hour_and_no_closing_before_the_start(
    session: LiveSession, clock: Traveller
) -> None:
    booking = BookingFactory(session=session)
    clock.move_to(STARTS - dt.timedelta(minutes=31))
    with pytest.raises(TooEarly):
        mark_present(lead_of(session), booking, there=True)
    clock.move_to(STARTS - dt.timedelta(minutes=30))
    mark_present(lead_of(session), booking, there=True)
    with pytest.raises(TooEarly):
        close_register(lead_of(session), session)


def test_somebody_who_waited_and_came_is_in_the_register(session: LiveSession, clock: Traveller) -> None:
    booking = BookingFactory(session=session, state="waiting")
    clock.move_to(STARTS)
    assert mark_present(lead_of(session), booking, there=True).state == "walked_in"


def test_late_ones_are_added_by_their_address_before_and_after_closing(session: LiveSession, clock: Traveller) -> None:
    before, after = learner(), PersonEmailFactory(email="late@example.org").person
    EmploymentFactory(person=after)
    lead = lead_of(session)
    clock.move_to(STARTS)
    booking = add_attendee(lead, session, f"  {user_of(before).email.upper()} ")
    assert (booking.state, booking.organisation) == ("walked_in", before.employments.get().organisation)
    with pytest.raises(AlreadyThere):
        add_attendee(lead, session, user_of(before).email)
    close_register(lead, session)
    add_attendee(lead, session, "late@example.org")
    assert {row.person for row in Attendance.objects.all()} == {before, after}


def test_an_address_of_nobody_or_of_two_people_adds_nobody(session: LiveSession, clock: Traveller) -> None:
    PersonEmailFactory(email="shared@example.org")
    PersonEmailFactory(email="shared@example.org")
    clock.move_to(STARTS)
    for address in ("nobody@example.org", "shared@example.org", ""):
        with pytest.raises(NobodyKnown):
            add_attendee(lead_of(session), session, address)


def test_somebody_in_the_room_says_so_by_its_code_and_the_trainer_taps(session: LiveSession, clock: Traveller) -> None:
    person = user_of(learner())
    clock.move_to(STARTS)
    with pytest.raises(NobodyKnown):
        say_one_is_here(person, session, "QQQQQQ")
    booking = say_one_is_here(person, session, f" {session.code[:3].lower()} {session.code[3:]}")
    assert (booking.state, booking.present_at) == ("walked_in", None)
    close_register(lead_of(session), session)
    assert not Attendance.objects.exists()


def test_a_mistaken_tap_is_corrected_and_can_be_put_right_again(session: LiveSession, clock: Traveller) -> None:
    person, lead = learner(), lead_of(session)
    booking = BookingFactory(session=session, person=person)
    clock.move_to(STARTS)
    mark_present(lead, booking, there=True)
    close_register(lead, session)
    attendance = Attendance.objects.get()
    for reason, refusal in (("", BadAnswer), ("It was Maryam Khatun, not her", OpenFindings)):
        with pytest.raises(refusal):
            take_back_attendance(lead, attendance, reason)
    take_back_attendance(lead, attendance, "Tapped the wrong line")
    assert not Attendance.objects.standing().exists()
    assert not Completion.objects.standing().exists()
    assert Certificate.objects.get().state == "revoked"
    assert unwritten(session) == []
    add_attendee(lead, session, user_of(person).email)
    assert Attendance.objects.standing().get().entry == 2
    assert Completion.objects.standing().count() == 1


def test_an_attendance_is_never_changed_but_for_an_employer_left_open(session: LiveSession, clock: Traveller) -> None:
    person, lead = learner(), lead_of(session)
    first, second = person.employments.get().organisation, EmploymentFactory(person=person).organisation
    booking = BookingFactory(session=session, person=person)
    clock.move_to(STARTS)
    mark_present(lead, booking, there=True)
    close_register(lead, session)
    attendance = Attendance.objects.get()
    choose_organisation(user_of(person), booking, second.pk)
    attendance.refresh_from_db()
    assert attendance.organisation == second
    with pytest.raises(NotTheirEmployer):
        choose_organisation(user_of(person), booking, first.pk)
    for change in ({"organisation": first}, {"person": PersonFactory()}, {"entry": 7}):
        with pytest.raises(IntegrityError, match="an attendance is never changed"), transaction.atomic():
            Attendance.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.all().delete()


def test_being_there_in_the_window_renews_from_the_day_after_the_old_end(
    session: LiveSession, clock: Traveller
) -> None:
    person = learner()
    old = completed(person, session.version.module, dt.date(2023, 5, 1), dt.date(2026, 4, 30), version=session.version)
    booking = BookingFactory(session=session, person=person)
    clock.move_to(STARTS)
    mark_present(lead_of(session), booking, there=True)
    close_register(lead_of(session), session)
    renewed = Completion.objects.exclude(pk=old.pk).get()
    assert (renewed.valid_from, renewed.valid_until) == (dt.date(2026, 5, 1), dt.date(2029, 4, 30))


# Who may


@pytest.mark.parametrize("role", [None, *(role for role in Role if role not in (Role.TRAINER, Role.FACILITATOR))])
def test_only_trainers_and_facilitators_put_up_sessions(db: None, clock: Traveller, role: Role | None) -> None:
    from learning.workforce.models.role_assignment import OF_A_TEAM, OF_AN_ORGANISATION
    from tests.workforce.factories import OrganisationFactory, TeamFactory

    user = user_of(learner())
    if role:
        RoleAssignmentFactory(
            user=user,
            role=role,
            organisation=OrganisationFactory() if role in OF_AN_ORGANISATION else None,
            team=TeamFactory() if role in OF_A_TEAM else None,
        )
    with pytest.raises(PermissionDenied):
        offer_session(user, new_facts(taught_version()))


@pytest.mark.parametrize("role", [Role.TRAINER, Role.FACILITATOR])
def test_who_puts_a_session_up_runs_it(db: None, clock: Traveller, role: Role) -> None:
    user = session_trainer(role)
    session = offer_session(user, new_facts(taught_version()))
    assert lead_of(session) == user
    assert Event.objects.of("session.offered").count() == 1


def test_what_people_take_alone_is_not_taught_in_a_session(db: None, clock: Traveller) -> None:
    with pytest.raises(NotOffered):
        offer_session(session_trainer(), new_facts(VersionFactory()))


def test_what_is_taught_in_a_session_is_not_started_alone(db: None) -> None:
    with pytest.raises(NotOffered):
        start_attempt(user_of(learner()), taught_version().module)


@pytest.mark.parametrize("who", ["another trainer", "a trainer of the past", "an administrator", "somebody booked"])
def test_the_register_is_theirs_alone_who_run_it(session: LiveSession, clock: Traveller, who: str) -> None:
    booking = BookingFactory(session=session)
    users: dict[str, Callable[[], User]] = {
        "another trainer": session_trainer,
        "a trainer of the past": lambda: _ended(lead_of(session)),
        "an administrator": lambda: RoleAssignmentFactory(administrator=True).user,
        "somebody booked": lambda: user_of(booking.person),
    }
    user = users[who]()
    clock.move_to(STARTS)
    attempts: list[Callable[[], object]] = [
        lambda: mark_present(user, booking, there=True),
        lambda: add_attendee(user, session, "x@example.org"),
        lambda: close_register(user, session),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    if who != "somebody booked":
        assert not Booking.objects.visible_to(user, STARTS.date()).exists()


def _ended(user: User) -> User:
    user.role_assignments.update(ended_on=STARTS.date())
    return user


def test_names_are_seen_by_the_person_and_by_whoever_runs_the_session(session: LiveSession) -> None:
    booking = BookingFactory(session=session)
    BookingFactory(session=session)
    day = STARTS.date()
    assert Booking.objects.visible_to(lead_of(session), day).count() == 2
    assert list(Booking.objects.visible_to(user_of(booking.person), day)) == [booking]
    assert not Booking.objects.visible_to(user_of(learner()), day).exists()


# Changing and cancelling


def test_a_change_of_time_tells_those_signed_up_once_and_raises_the_sequence(
    session: LiveSession, clock: Traveller
) -> None:
    BookingFactory(session=session)
    BookingFactory(session=session, state="waiting")
    BookingFactory(session=session, state="given_up")
    later = facts_of(session, starts_at=STARTS + dt.timedelta(hours=1), ends_at=OVER + dt.timedelta(hours=1))
    lead = lead_of(session)
    session = change_session(lead, session, later, [lead])
    assert session.sequence == 1
    change_session(lead, session, facts_of(session, note="Bring a pen."), [lead])
    assert LiveSession.objects.get().sequence == 1
    # One of them has the place, and the one who waited got the other since.
    assert Message.objects.filter(subject__startswith="Changed").count() == 2


def test_more_places_go_to_those_who_wait_and_fewer_than_given_are_refused(session: LiveSession) -> None:
    for state in ("booked", "booked", "waiting", "waiting"):
        BookingFactory(session=session, state=state)
    lead = lead_of(session)
    with pytest.raises(TooFewPlaces) as refusal:
        change_session(lead, session, facts_of(session, capacity=1), [lead])
    assert refusal.value.taken == 2
    change_session(lead, session, facts_of(session, capacity=3), [lead])
    assert states(session) == ["booked", "booked", "booked", "waiting"]


def test_an_administrator_can_hand_a_session_over(session: LiveSession) -> None:
    administrator, heir = RoleAssignmentFactory(administrator=True).user, session_trainer()
    change_session(administrator, session, facts_of(session), [heir])
    assert lead_of(session) == heir
    with pytest.raises(PermissionDenied):
        change_session(session_trainer(), session, facts_of(session), [heir])


def test_cancelling_tells_those_signed_up_once(session: LiveSession) -> None:
    for state in ("booked", "waiting", "given_up"):
        BookingFactory(session=session, state=state)
    cancel_session(lead_of(session), session)
    cancel_session(lead_of(session), session)
    assert Message.objects.filter(subject__startswith="Cancelled").count() == 2
    session.refresh_from_db()
    assert session.sequence == 1


def test_what_took_place_is_not_cancelled(session: LiveSession, clock: Traveller) -> None:
    clock.move_to(STARTS)
    close_register(lead_of(session), session)
    with pytest.raises(RegisterClosed):
        cancel_session(lead_of(session), session)


def test_a_coming_session_teaches_the_newest_version(session: LiveSession, clock: Traveller) -> None:
    newer = taught_version(module=session.version.module, major=2)
    version_published.send(sender=None, version=newer)
    session.refresh_from_db()
    assert session.version == newer
    clock.move_to(STARTS)
    version_published.send(sender=None, version=taught_version(module=newer.module, major=3))
    session.refresh_from_db()
    assert session.version == newer


# Many at once


def everybody_at_once_gets_no_more_than_there_is() -> None:
    session = LiveSessionFactory(
        capacity=3,
        starts_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=30),
    )
    people = [user_of(learner()) for _ in range(8)]
    assert at_once(*[lambda user=user: book_place(user, session) for user in people]) == []
    assert sorted(states(session)) == ["booked"] * 3 + ["waiting"] * 5
    # While the three give their places up, five more ask: those who waited go first.
    held = Booking.objects.filter(session=session, state="booked").select_related("person")
    givers = [user_of(booking.person) for booking in held]
    more = [user_of(learner()) for _ in range(4)]
    jobs: list[Callable[[], object]] = [lambda user=user: give_up_place(user, session) for user in givers]
    jobs += [lambda user=user: book_place(user, session) for user in more]
    assert at_once(*jobs) == []
    left = Booking.objects.filter(session=session, state="booked")
    assert left.count() == 3
    assert not left.filter(person__in=[user.person for user in more]).exists()
    # The same person on two devices has one booking.
    twice = user_of(learner())
    assert at_once(*[lambda: book_place(twice, session) for _ in range(4)]) == []
    assert Booking.objects.filter(session=session, person=twice.person).count() == 1


def everybody_tapped_is_written_once() -> None:
    session = LiveSessionFactory(capacity=9, starts_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=30))
    for _ in range(4):
        mark_present(lead_of(session), BookingFactory(session=session), there=True)
    lead = lead_of(session)
    assert at_once(*[lambda: close_register(lead, session) for _ in range(4)]) == []
    assert (Attendance.objects.count(), Completion.objects.count()) == (4, 4)


def test_many_at_once(file_database: str) -> None:
    everybody_at_once_gets_no_more_than_there_is()
    everybody_tapped_is_written_once()


@pytest.mark.postgres
def test_many_at_once_on_postgres(postgres_database: str) -> None:
    everybody_at_once_gets_no_more_than_there_is()
    everybody_tapped_is_written_once()
