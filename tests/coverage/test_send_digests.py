"""Who is written which digest: one a week for each human being, by rule, whatever runs how often."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import Traveller

from learning.coverage.actions.send_digests import send_digests
from learning.coverage.models import Digest, DigestItem
from learning.notices.actions.queue_message import queue_message
from learning.notices.actions.stop_nudges import stop_nudges
from learning.notices.models import Message
from learning.requirements.actions.grant_exemption import grant_exemption
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.reminding import Stage
from learning.workforce.actions.merge_people import merge_people
from learning.workforce.models import Organisation, Person, User
from tests.coverage.digest_factories import (
    TUESDAY,
    Asked,
    asked,
    in_post,
    settled,
    shown,
)
from tests.racing import at_once
from tests.requirements.factories import ExemptionFactory, completed
from tests.workforce.factories import (
    AbsenceFactory,
    EmploymentFactory,
    OrganisationFactory,
    PersonEmailFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

ROOT = Path(__file__).resolve().parents[2]
WEEK, DAY = dt.timedelta(weeks=1), dt.timedelta(days=1)


@pytest.fixture
def world(db: None, clock: Traveller) -> Asked:
    clock.move_to(dt.datetime.combine(TUESDAY, dt.time(9), dt.UTC))
    return asked()


def send(day: dt.date = TUESDAY) -> list[str]:
    """Run the day, and give the addresses that something new was written to."""
    before = set(Message.objects.values_list("pk", flat=True))
    send_digests(day, timezone.now())
    return sorted(Message.objects.exclude(pk__in=before).values_list("to", flat=True))


def administrator() -> User:
    user: User = RoleAssignmentFactory(administrator=True).user
    return user


def stages() -> list[tuple[str, str]]:
    rows = DigestItem.objects.order_by("digest__person", "due_on")
    return [(item.digest.message.to, item.stage) for item in rows]


@pytest.mark.parametrize(
    ("start", "until", "stage"),
    [
        ("2026-03-03", None, Stage.NEW),  # the first day
        ("2026-01-05", None, Stage.NEW),  # 32 days left
        ("2026-01-02", None, Stage.IN_30),
        ("2025-12-10", None, Stage.IN_7),
        ("2025-12-03", None, Stage.PAST),  # the first 90 days ended on Monday
        ("2020-01-06", "2026-03-02", Stage.PAST),
        ("2020-01-06", "2026-03-03", Stage.IN_7),
        ("2020-01-06", "2026-03-10", Stage.IN_7),
        ("2020-01-06", "2026-03-11", Stage.IN_30),
        ("2020-01-06", "2026-04-02", Stage.IN_30),
        ("2020-01-06", "2026-04-03", Stage.IN_90),
        ("2020-01-06", "2026-06-01", Stage.IN_90),
        ("2020-01-06", "2026-06-02", None),
    ],
)
def test_who_gets_what(world: Asked, start: str, until: str | None, stage: Stage | None) -> None:
    person = in_post(world, start=dt.date.fromisoformat(start))
    if until:
        completed(person, world.module, dt.date(2024, 1, 8), dt.date.fromisoformat(until))
    settled()
    assert send() == ([shown(person)] if stage else [])
    assert [found for _to, found in stages()] == ([stage] if stage else [])


def _leave(world: Asked, person: Person) -> None:
    person.employments.update(left=TUESDAY)


def _go_away(world: Asked, person: Person) -> None:
    AbsenceFactory(person=person, organisation=world.organisation, away_from=TUESDAY - DAY, away_to=TUESDAY)


def _be_exempt(world: Asked, person: Person) -> None:
    grant_exemption(None, ExemptionFactory.build(person=person, organisation=world.organisation, starts_on=TUESDAY,
                                                 ends_on=TUESDAY, approved_by=UserFactory()))  # fmt: skip


def _be_erased(world: Asked, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(erased_at=timezone.now())


def _only_say_so(world: Asked, person: Person) -> None:
    person.employments.update(source="self_declared")


def _have_done_it(world: Asked, person: Person) -> None:
    completed(person, world.module, TUESDAY - DAY, TUESDAY + 1000 * DAY)


def _have_no_address(world: Asked, person: Person) -> None:
    person.emails.all().delete()


def _have_an_employer_that_sends_none(world: Asked, person: Person) -> None:
    person.employments.update(organisation=OrganisationFactory())


def _have_an_employer_that_left(world: Asked, person: Person) -> None:
    Organisation.objects.filter(pk=world.organisation.pk).update(left_on=TUESDAY)


@pytest.mark.parametrize(
    "happened",
    [
        _leave, _go_away, _be_exempt, _be_erased, _only_say_so, _have_done_it, _have_no_address,
        _have_an_employer_that_sends_none, _have_an_employer_that_left,
    ],
)  # fmt: skip
def test_who_is_not_written_to(world: Asked, happened: Callable[[Asked, Person], None]) -> None:
    other, person = in_post(world), in_post(world)
    happened(world, person)
    settled()
    expected = [] if happened is _have_an_employer_that_left else [shown(other)]
    assert send() == expected


def test_somebody_back_from_leave_is_written_to_in_the_next_week(world: Asked, clock: Traveller) -> None:
    person = in_post(world)
    _go_away(world, person)
    settled()
    assert send() == []
    clock.shift(WEEK)
    assert send(TUESDAY + WEEK) == [shown(person)]


@pytest.mark.parametrize("number", [-1, 1, 2, 3, 4, 5])
def test_only_on_the_employer_s_day(world: Asked, clock: Traveller, number: int) -> None:
    in_post(world)
    settled()
    assert send(TUESDAY + number * DAY) == []


def test_each_stage_is_said_once_and_what_is_past_every_four_weeks(world: Asked, clock: Traveller) -> None:
    person = in_post(world, start=TUESDAY - 50 * DAY)  # until 12 April: 40 days left
    settled()
    said = []
    for week in range(18):
        day = TUESDAY + week * WEEK
        clock.move_to(dt.datetime.combine(day, dt.time(9), dt.UTC))
        if send(day):
            said.append((week, DigestItem.objects.latest("pk").stage))
    assert said == [(0, "new"), (2, "in_30"), (5, "in_7"), (6, "past"), (10, "past"), (14, "past")]
    assert Digest.objects.filter(person=person).count() == 6


def test_a_second_run_in_the_week_writes_nothing(world: Asked, clock: Traveller) -> None:
    in_post(world)
    settled()
    assert len(send()) == 1
    clock.shift(dt.timedelta(hours=3))
    assert send() == []
    call_command("send_digests", stdout=StringIO())
    assert Message.objects.count() == Digest.objects.count() == 1


def test_the_mail_goes_out_in_working_hours_and_once(world: Asked, clock: Traveller) -> None:
    clock.move_to(dt.datetime(2026, 3, 3, 7, 10, tzinfo=dt.UTC))
    in_post(world)
    settled()
    send()
    call_command("send_notices", stdout=StringIO())
    assert mail.outbox == []
    clock.move_to(dt.datetime(2026, 3, 3, 8, 0, tzinfo=dt.UTC))
    for _ in range(2):
        call_command("send_notices", stdout=StringIO())
    assert len(mail.outbox) == 1


class TestWhoWantsNoNudges:
    def test_gets_nothing_about_what_is_new_or_far_away(self, world: Asked) -> None:
        new = in_post(world, start=TUESDAY)
        far = in_post(world)
        completed(far, world.module, dt.date(2024, 1, 8), TUESDAY + 60 * DAY)
        for person in (new, far):
            stop_nudges(shown(person).upper())
        settled()
        assert send() == []

    @pytest.mark.parametrize("left", [30, 7, 0, -1])
    def test_still_gets_what_is_due(self, world: Asked, left: int) -> None:
        person = in_post(world)
        completed(person, world.module, dt.date(2024, 1, 8), TUESDAY + left * DAY)
        stop_nudges(shown(person))
        settled()
        assert send() == [shown(person)]
        assert not Message.objects.get().is_nudge

    def test_and_nothing_else_beside_it(self, world: Asked) -> None:
        person = in_post(world)
        world.ask_also("Later", person, TUESDAY + 60 * DAY)
        stop_nudges(shown(person))
        settled()
        send()
        assert stages() == [(shown(person), "past")]
        assert "Later" not in Message.objects.get().text


class TestOneNudgeAWeek:
    def nudge(self, person: Person) -> None:
        queue_message(key="practice:1", to=shown(person), subject="?", text="?", person_id=person.pk, is_nudge=True)

    def test_of_whatever_kind(self, world: Asked, clock: Traveller) -> None:
        person = in_post(world, start=TUESDAY)
        settled()
        self.nudge(person)
        assert send() == []
        clock.shift(WEEK)
        assert send(TUESDAY + WEEK) == [shown(person)]
        assert Message.objects.get(kind="digest").is_nudge

    def test_what_is_due_is_none(self, world: Asked) -> None:
        person = in_post(world)
        settled()
        self.nudge(person)
        assert send() == [shown(person)]


class TestOneHumanBeing:
    def test_with_two_employers_gets_one_mail_about_both(self, world: Asked) -> None:
        person = in_post(world)
        other = world.partner("Other", weekday=3)
        in_post(world, organisation=other, person=person)
        settled()
        assert send() == [shown(person)]
        assert DigestItem.objects.count() == 2
        assert send(TUESDAY + 2 * DAY) == []
        text = Message.objects.get().text
        assert text.count(world.module.title) == 1
        for employer in (world.organisation, other):
            assert employer.name not in text

    def test_of_two_rows_gets_one_mail_to_the_address_of_the_login(self, world: Asked) -> None:
        first, second = in_post(world), in_post(world, organisation=world.partner("Other"))
        login = UserFactory(email="me@example.org")
        Person.objects.filter(pk=second.pk).update(user=login)
        merge_people(administrator(), second, into=first, reason="The same e-mail")
        settled()
        assert send() == ["me@example.org"]
        assert Digest.objects.get().person == first

    def test_merged_in_the_week_gets_no_second_one(self, world: Asked, clock: Traveller) -> None:
        first, second = in_post(world), in_post(world, start=TUESDAY + DAY, organisation=world.partner("Other", 3))
        settled()
        assert send() == [shown(first)]
        clock.shift(2 * DAY)
        merge_people(administrator(), first, into=second, reason="The same e-mail")
        settled()
        assert send(TUESDAY + 2 * DAY) == []
        clock.shift(5 * DAY)
        # And then there is something to say of what nobody said before, and that alone makes a mail.
        assert len(send(TUESDAY + WEEK)) == 1
        assert sorted(DigestItem.objects.filter(digest__person=second).values_list("stage", flat=True)) == [
            "new",
            "past",
        ]
        clock.shift(WEEK)
        assert send(TUESDAY + 2 * WEEK) == []

    def test_another_partner_s_people_are_their_own(self, world: Asked) -> None:
        mine, theirs = in_post(world), in_post(world, organisation=world.partner("Other", weekday=3))
        settled()
        assert send() == [shown(mine)]
        assert send(TUESDAY + 2 * DAY) == [shown(theirs)]


class TestAnAddressFromAReturn:
    def given(self, world: Asked, email: str = "given@example.org") -> Person:
        person = in_post(world, verified=False)
        PersonEmailFactory(person=person, email=email)
        settled()
        return person

    def test_is_written_to_without_naming_a_module(self, world: Asked) -> None:
        self.given(world)
        assert send() == ["given@example.org"]
        message = Message.objects.get()
        assert world.module.title not in message.text + message.html + message.subject
        assert "1 module waits for you" in message.text
        assert "1 module waits for you" in message.html
        assert not Digest.objects.get().names_modules

    def test_not_where_somebody_else_has_it_too(self, world: Asked) -> None:
        self.given(world)
        PersonEmailFactory(person=PersonFactory(), email="given@example.org")
        assert send() == []

    def test_not_where_it_is_somebody_s_login(self, world: Asked) -> None:
        self.given(world)
        UserFactory(email="given@example.org")
        assert send() == []

    def test_not_where_another_employer_may_have_given_it(self, world: Asked) -> None:
        person = self.given(world)
        in_post(world, organisation=OrganisationFactory(), person=person)
        settled()
        assert send() == []

    def test_not_where_a_former_employer_gave_it(self, world: Asked) -> None:
        person = self.given(world, "z.now@example.org")
        before = EmploymentFactory(organisation=OrganisationFactory(), left_already=True)
        PersonEmailFactory(person=before.person, email="a.before@example.org")
        merge_people(RoleAssignmentFactory(administrator=True).user, before.person, person, "The same address")
        settled()
        assert send() == ["z.now@example.org"]

    def test_one_shown_to_be_theirs_goes_first(self, world: Asked) -> None:
        person = self.given(world)
        PersonEmailFactory(person=person, email="own@example.org", verified_at=timezone.now())
        assert send() == ["own@example.org"]


def test_the_mail_says_all_in_both_forms(world: Asked) -> None:
    person = in_post(world)
    world.ask_also("Running out", person, dt.date(2026, 3, 31))
    settled()
    send()
    message = Message.objects.get()
    assert message.subject == "Your learning: 2 modules to finish"
    for part in (message.text, message.html):
        for said in (
            world.module.title,
            "You had until 4 April 2020. It still counts from the day you finish it.",
            "Running out",
            "You are up to date until 31 March 2026.",
            "/reminders/why/",
            "/my-learning/",
            "Nothing in this mail tells us whether you have opened it.",
        ):
            assert said in part, said
    for nothing_from_elsewhere in ("<img", "url(", "<script", "<link"):
        assert nothing_from_elsewhere not in message.html
    for name in (person.given_name, person.family_name, world.organisation.name):
        assert name not in message.text + message.html


@pytest.mark.parametrize(
    ("lefts", "subject"),
    [
        ([20], "Your learning: 1 module, by 23 March 2026"),
        ([20, 5], "Your learning: 2 modules, the first by 8 March 2026"),
        ([20, -1], "Your learning: 2 modules to finish"),
        ([-1], "Your learning: 1 module to finish"),
    ],
)
def test_the_subject_names_no_module(world: Asked, lefts: list[int], subject: str) -> None:
    person = in_post(world)
    completed(person, world.module, dt.date(2024, 1, 8), TUESDAY + lefts[0] * DAY)
    for number, left in enumerate(lefts[1:]):
        world.ask_also(f"Another {number}", person, TUESDAY + left * DAY)
    settled()
    send()
    assert Message.objects.get().subject == subject


@pytest.mark.parametrize("is_demo", [True, False])
def test_in_the_demonstration_it_says_that_all_is_invented(world: Asked, settings: Any, is_demo: bool) -> None:
    settings.DEMO = is_demo
    in_post(world)
    settled()
    send()
    message = Message.objects.get()
    for part in (message.text, message.html):
        assert ("in this mail is invented" in part) is is_demo


def test_a_dry_run_counts_and_writes_nothing(world: Asked) -> None:
    in_post(world), in_post(world, start=TUESDAY), in_post(world, verified=False)
    settled()
    out = StringIO()
    call_command("send_digests", dry_run=True, stdout=out)
    assert out.getvalue() == (
        "Would write 2 digests for 2026-03-03: 1 of nothing but nudges, 0 with figures. "
        "1 people have something due and no address to write to.\n"
    )
    assert not Message.objects.exists()
    assert not Digest.objects.exists()


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-04"])
def test_only_days_of_this_week_are_caught_up_with(world: Asked, day: str) -> None:
    in_post(world)
    settled()
    with pytest.raises(CommandError, match="not in this week"):
        call_command("send_digests", day=dt.date.fromisoformat(day))
    call_command("send_digests", day=dt.date.fromisoformat(day), dry_run=True, stdout=StringIO())
    assert not Message.objects.exists()


def test_many_people_cost_no_more_questions_than_few(world: Asked) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked_of_it:
            send_digests(TUESDAY, timezone.now())
        return len(asked_of_it)

    def some(number: int) -> None:
        for _ in range(number):
            in_post(world)
            PersonEmailFactory(person=in_post(world, verified=False))
        settled()

    some(1)
    few = cost()
    some(30)
    assert cost() == few
    assert Digest.objects.count() == 62


class TestRaces:
    """On a database file of their own, with real commits."""

    @pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
    def database(self, request: pytest.FixtureRequest) -> str:
        url: str = request.getfixturevalue(request.param)
        return url

    @pytest.fixture
    def people(self, database: str) -> list[Person]:
        world = asked()
        found = [in_post(world) for _ in range(300)]
        rebuild_everybody()
        return found

    def test_runs_at_once_write_one_mail_each(self, people: list[Person]) -> None:
        now = dt.datetime.combine(TUESDAY, dt.time(9), dt.UTC)
        assert at_once(*[lambda: send_digests(TUESDAY, now)] * 3) == []
        assert Message.objects.count() == Digest.objects.count() == len(people)

    def test_a_run_that_is_killed_is_finished_by_the_next(self, people: list[Person], database: str) -> None:
        code = (
            "import datetime as dt, os, signal, django; django.setup()\n"
            "from learning.coverage.actions import send_digests as run\n"
            "kept = run._log\n"
            "def log(planned, messages, sending):\n"
            "    kept(planned, messages, sending)\n"
            "    if len(planned) < 250: os.kill(os.getpid(), signal.SIGKILL)\n"
            "run._log = log\n"
            f"run.send_digests(dt.date({TUESDAY.year}, {TUESDAY.month}, {TUESDAY.day}), "
            "dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC))\n"
        )
        env = os.environ | {"DATABASE_URL": database, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
        killed = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert Message.objects.count() == Digest.objects.count() == 250
        send_digests(TUESDAY, dt.datetime.combine(TUESDAY, dt.time(10), dt.UTC))
        assert Message.objects.count() == Digest.objects.count() == len(people)
        assert Message.objects.values("to").distinct().count() == len(people)
