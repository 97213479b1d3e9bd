"""Ninety days after: who is asked, once; what the link opens and for how long; the manager; no more nudges."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from learning.notices.actions.queue_message import queue_message
from learning.notices.actions.stop_nudges import nudge_token, stop_nudges, wants_nudges
from learning.notices.models import Message
from learning.records.actions.answer_follow_up import answer_follow_up, ask_manager
from learning.records.actions.ask_about_practice import ask_about_practice
from learning.records.encryption import unseal
from learning.records.models import Completion, CompletionOrganisation, Correction, Corroboration, PracticeFollowUp
from learning.records.note import unpack
from learning.records.practice_links import token_of, witness_token_of
from learning.records.refusals import AnsweredAlready, BadAnswer, NobodyKnown
from tests.conftest import NOW
from tests.racing import at_once
from tests.records.factories import CompletionFactory, VersionFactory
from tests.records.session_factories import learner, user_of
from tests.workforce.factories import AbsenceFactory, EmploymentFactory, PersonEmailFactory, PersonFactory

TODAY = NOW.date()
DAY_90 = TODAY - dt.timedelta(days=90)


def finished(on: dt.date = DAY_90, **fields: Any) -> Completion:
    """A completion of somebody in post, counted for their employer of that day."""
    completion: Completion = CompletionFactory(completed_on=on, **fields)
    post = EmploymentFactory(person=completion.person)
    CompletionOrganisation.objects.create(
        completion=completion, organisation=post.organisation, role_group=post.role_group
    )
    return completion


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


@pytest.fixture
def follow_up(db: None, clock: Traveller) -> PracticeFollowUp:
    finished()
    ask_about_practice(NOW)
    return PracticeFollowUp.objects.get()


@pytest.fixture
def page(follow_up: PracticeFollowUp) -> str:
    return reverse("practice", args=[token_of(follow_up)])


def test_on_the_ninetieth_day_they_are_asked_once(follow_up: PracticeFollowUp) -> None:
    assert ask_about_practice(NOW) == (0, 0)
    message = Message.objects.get()
    assert message.to == user_of(follow_up.completion.person).email
    assert follow_up.closes_on == DAY_90 + days(120)
    assert re.search(r"/practice/\S+/", message.text)


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "asked"), [(89, 0), (90, 1), (105, 1), (106, 0)])
def test_only_between_day_90_and_day_105(clock: Traveller, age: int, asked: int) -> None:
    finished(TODAY - days(age))
    assert ask_about_practice(NOW) == (asked, 0)


def _leave(completion: Completion) -> None:
    completion.person.employments.update(left=TODAY)


def _move(completion: Completion) -> None:
    _leave(completion)
    EmploymentFactory(person=completion.person)


def _go_away(completion: Completion) -> None:
    AbsenceFactory(
        person=completion.person,
        organisation=completion.person.employments.get().organisation,
        away_from=TODAY - days(3),
        away_to=TODAY,
    )


def _correct(completion: Completion) -> None:
    Correction.objects.create(completion=completion, reason="Entered twice")


def _opt_out(completion: Completion) -> None:
    stop_nudges(user_of(completion.person).email.upper())


def _lose_the_login(completion: Completion) -> None:
    type(completion.person).objects.filter(pk=completion.person_id).update(user=None)
    PersonEmailFactory(person=completion.person)


@pytest.mark.django_db
@pytest.mark.parametrize("happened", [_leave, _move, _go_away, _correct, _opt_out, _lose_the_login])
def test_who_is_not_asked(clock: Traveller, happened: Callable[[Completion], None]) -> None:
    happened(finished())
    assert ask_about_practice(NOW) == (0, 0)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_somebody_away_is_asked_when_back(clock: Traveller) -> None:
    completion = finished()
    _go_away(completion)
    assert ask_about_practice(NOW) == (0, 0)
    clock.shift(days(1))
    assert ask_about_practice(NOW + days(1)) == (1, 0)


@pytest.mark.django_db
def test_five_modules_in_a_week_are_one_letter_about_the_most_demanding(clock: Traveller) -> None:
    first = finished(version__level=1)
    post = first.person.employments.get()
    for level in (3, 2):
        other = CompletionFactory(
            person=first.person, version=VersionFactory(level=level), completed_on=DAY_90 - days(1)
        )
        CompletionOrganisation.objects.create(
            completion=other, organisation=post.organisation, role_group=post.role_group
        )
    assert ask_about_practice(NOW) == (1, 0)
    assert PracticeFollowUp.objects.get().completion.version.level == 3
    assert ask_about_practice(NOW + days(14)) == (0, 1)


@pytest.mark.django_db
def test_whoever_was_nudged_this_week_is_asked_next_week(clock: Traveller) -> None:
    person = finished().person
    queue_message(key="digest:1", to="one@example.org", subject="New", text="New.", person_id=person.pk, is_nudge=True)
    assert ask_about_practice(NOW) == (0, 0)
    clock.shift(days(2))
    assert ask_about_practice(NOW + days(2)) == (1, 0)
    asked = Message.objects.get(kind="practice")
    assert (asked.person_id, asked.is_nudge, asked.in_hours) == (person.pk, True, True)


def test_one_reminder_after_a_fortnight_and_none_after_an_answer(
    follow_up: PracticeFollowUp, page: str, client: Client
) -> None:
    assert ask_about_practice(NOW + days(13)) == (0, 0)
    assert ask_about_practice(NOW + days(14)) == (0, 1)
    assert ask_about_practice(NOW + days(20)) == (0, 0)
    PracticeFollowUp.objects.update(reminded_at=None)
    client.post(page, {"applied": "not_yet"})
    assert ask_about_practice(NOW + days(20)) == (0, 0)


def test_a_link_looked_at_in_advance_changes_nothing(follow_up: PracticeFollowUp, page: str, client: Client) -> None:
    for _ in range(2):
        assert client.get(page).status_code == 200
        assert client.head(page).status_code == 200
    follow_up.refresh_from_db()
    assert (follow_up.answered_at, follow_up.applied) == (None, "")


def test_an_answer_without_signing_in_is_sealed_and_counts(
    follow_up: PracticeFollowUp, page: str, client: Client
) -> None:
    example = "I now ask first whether this is a good moment."
    assert client.post(page, {"applied": "yes", "example": example}).status_code == 302
    follow_up.refresh_from_db()
    assert follow_up.applied == "yes"
    assert follow_up.has_example
    assert example.encode() not in bytes(follow_up.sealed_example)
    assert unpack(follow_up.sealed_example).text == example
    assert example not in client.get(page).content.decode()


class TestWhoReadsTheAnswerAgain:
    """A letter may be passed on, or lie in a mailbox of many."""

    @pytest.fixture
    def answered(self, follow_up: PracticeFollowUp, page: str) -> PracticeFollowUp:
        assert Client().post(page, {"applied": "partly"}).status_code == 302
        ask_manager(follow_up, "manager@example.org", shares_example=False)
        Corroboration.objects.update(said="seen", said_at=NOW)
        return follow_up

    def test_whoever_has_nothing_but_the_link_does_not(
        self, answered: PracticeFollowUp, page: str, client: Client
    ) -> None:
        for address in (page, f"{page}?again"):
            seen = client.get(address).content.decode()
            for said in ("You answered", "Your manager", '" checked', "Ask them"):
                assert said not in seen, said
        assert "Only the person who gave it reads it." in client.get(page).content.decode()

    def test_nor_does_another_who_signs_in(self, answered: PracticeFollowUp, page: str, client: Client) -> None:
        client.force_login(user_of(learner()))
        assert "You answered" not in client.get(page).content.decode()

    def test_its_person_does(self, answered: PracticeFollowUp, page: str, client: Client) -> None:
        client.force_login(user_of(answered.completion.person))
        seen = client.get(page).content.decode()
        assert "You answered" in seen
        assert "Your manager answered" in seen
        assert 'value="partly" checked' in client.get(f"{page}?again").content.decode()

    def test_the_browser_that_sent_it_does_for_half_an_hour(
        self, follow_up: PracticeFollowUp, page: str, client: Client, clock: Traveller
    ) -> None:
        client.post(page, {"applied": "yes"})
        clock.shift(dt.timedelta(minutes=30))
        assert "You answered" in client.get(page).content.decode()
        clock.shift(dt.timedelta(seconds=1))
        assert "You answered" not in client.get(page).content.decode()

    def test_whether_a_manager_can_be_asked_tells_nobody_else_what_was_answered(
        self, follow_up: PracticeFollowUp, page: str, client: Client
    ) -> None:
        ask = reverse("practice_manager", args=[token_of(follow_up)])
        own = {"address": user_of(follow_up.completion.person).email}
        person = Client()
        person.force_login(user_of(follow_up.completion.person))
        for applied in ("not_yet", "yes"):
            assert person.post(page, {"applied": applied}).status_code == 302
            assert client.post(ask, own).status_code == 302
            assert client.post(ask, {"address": "manager@example.org"}).status_code == 302
        assert not Corroboration.objects.exists()


def test_whoever_holds_a_letter_answers_over_nobody_and_keeps_their_words(
    follow_up: PracticeFollowUp, page: str, client: Client
) -> None:
    Client().post(page, {"applied": "yes", "example": "I ask first."})
    answer = client.post(page, {"applied": "not_yet", "example": "Another story."})
    assert answer.status_code == 422
    assert "this was answered already" in answer.content.decode()
    assert "Another story." in answer.content.decode()
    assert "I ask first." not in answer.content.decode()
    follow_up.refresh_from_db()
    assert follow_up.applied == "yes"


def test_of_two_first_answers_from_different_hands_the_second_is_refused(follow_up: PracticeFollowUp) -> None:
    seen_by_both = PracticeFollowUp.objects.get()
    answer_follow_up(seen_by_both, "yes", "I ask first.")
    with pytest.raises(AnsweredAlready):
        answer_follow_up(seen_by_both, "not_yet", "Another story.")
    assert answer_follow_up(seen_by_both, "partly", may_replace=True).applied == "partly"


def test_the_browser_of_an_earlier_answer_reads_no_later_one(
    follow_up: PracticeFollowUp, page: str, client: Client, clock: Traveller
) -> None:
    client.post(page, {"applied": "yes", "example": "I ask first."})
    person = Client()
    person.force_login(user_of(follow_up.completion.person))
    clock.shift(dt.timedelta(minutes=1))
    person.post(page, {"applied": "partly", "example": "Another story."})
    seen = client.get(page).content.decode()
    assert "You answered" not in seen
    assert "Another story." not in seen


def test_another_example_is_shared_with_nobody(follow_up: PracticeFollowUp, page: str, client: Client) -> None:
    client.force_login(user_of(follow_up.completion.person))
    client.post(page, {"applied": "yes", "example": "I ask first."})
    corroboration = ask_manager(PracticeFollowUp.objects.get(), "manager@example.org", shares_example=True)
    witness = reverse("practice_witness", args=[witness_token_of(corroboration)])
    client.post(page, {"applied": "partly", "example": "I ask first."})
    assert "I ask first." in Client().get(witness).content.decode()
    client.post(page, {"applied": "partly", "example": "Another story."})
    seen = Client().get(witness).content.decode()
    assert "I ask first." not in seen
    assert "Another story." not in seen


def test_an_example_that_names_somebody_is_not_stored_and_not_lost(
    follow_up: PracticeFollowUp, page: str, client: Client
) -> None:
    typed = "I rang the family on 07700 900123 first."
    answer = client.post(page, {"applied": "yes", "example": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    follow_up.refresh_from_db()
    assert not follow_up.has_example
    given = {"span-1": "07700 900123", "how-1": "suggestion", "suggestion-1": "[phone number]"}
    client.post(page, {"applied": "yes", "example": typed} | given)
    follow_up.refresh_from_db()
    assert "07700" not in unpack(follow_up.sealed_example).text


@pytest.mark.parametrize("sent", [{}, {"applied": "always"}, {"applied": "yes", "example": "x" * 2001}])
def test_what_is_no_answer_is_refused_kindly(
    follow_up: PracticeFollowUp, page: str, client: Client, sent: dict[str, str]
) -> None:
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert "Not saved yet" in answer.content.decode()


def test_the_last_answer_stands_until_the_last_day_and_then_the_link_says_what_to_do(
    follow_up: PracticeFollowUp, page: str, client: Client, clock: Traveller
) -> None:
    client.post(page, {"applied": "not_yet"})
    clock.move_to(dt.datetime.combine(follow_up.closes_on, dt.time(12), dt.UTC))
    client.force_login(user_of(follow_up.completion.person))
    client.post(page, {"applied": "partly"})
    clock.shift(days(1))
    for answer in (client.get(page), client.post(page, {"applied": "yes"})):
        assert answer.status_code == 410
        assert "You need not do anything" in answer.content.decode()
    follow_up.refresh_from_db()
    assert follow_up.applied == "partly"


@pytest.mark.parametrize("name", ["practice", "practice_witness", "nudges"])
def test_a_link_that_was_changed_opens_nothing(follow_up: PracticeFollowUp, client: Client, name: str) -> None:
    other = {"practice": witness_token_of(Corroboration(uuid=follow_up.uuid)), "practice_witness": token_of(follow_up)}
    for token in (token_of(follow_up)[:-1], "x", other.get(name, token_of(follow_up))):
        assert client.get(reverse(name, args=[token])).status_code == 410


def test_the_manager_sees_only_what_is_shared(follow_up: PracticeFollowUp, page: str, client: Client) -> None:
    client.post(page, {"applied": "yes", "example": "I ask first."})
    ask = reverse("practice_manager", args=[token_of(follow_up)])
    client.post(ask, {"address": "Manager@Example.org"})
    corroboration = Corroboration.objects.get()
    assert unseal(corroboration.sealed_address) == "manager@example.org"
    witness = reverse("practice_witness", args=[witness_token_of(corroboration)])
    seen = client.get(witness).content.decode()
    assert follow_up.completion.person.name in seen
    assert "I ask first." not in seen
    Corroboration.objects.update(shares_example=True)
    assert "I ask first." in client.get(witness).content.decode()
    assert Corroboration.objects.get().said == ""
    client.post(witness, {"said": "seen"})
    assert Corroboration.objects.get().said == "seen"
    client.post(ask, {"address": "another@example.org"})
    assert Corroboration.objects.count() == 1
    mail = Message.objects.get(to="manager@example.org")
    assert "I ask first." not in mail.text


def test_nobody_confirms_themselves_or_what_was_not_said(
    follow_up: PracticeFollowUp, page: str, client: Client
) -> None:
    with pytest.raises(BadAnswer):
        ask_manager(follow_up, "manager@example.org", shares_example=False)
    client.post(page, {"applied": "yes"})
    with pytest.raises(NobodyKnown):
        ask_manager(follow_up, user_of(follow_up.completion.person).email, shares_example=False)
    assert not Corroboration.objects.exists()


def test_a_manager_s_link_runs_out(follow_up: PracticeFollowUp, page: str, client: Client, clock: Traveller) -> None:
    client.post(page, {"applied": "yes"})
    corroboration = ask_manager(PracticeFollowUp.objects.get(), "manager@example.org", shares_example=True)
    clock.shift(days(31))
    address = reverse("practice_witness", args=[witness_token_of(corroboration)])
    assert client.get(address).status_code == 410, "nor does it show name and example any longer"
    assert client.post(address, {"said": "seen"}).status_code == 410
    assert Corroboration.objects.get().said == ""


@pytest.mark.parametrize("how", ["not yet", "corrected"])
def test_what_was_taken_back_is_read_by_no_manager(
    follow_up: PracticeFollowUp, page: str, client: Client, how: str
) -> None:
    client.post(page, {"applied": "yes", "example": "I ask first."})
    corroboration = ask_manager(PracticeFollowUp.objects.get(), "manager@example.org", shares_example=True)
    address = reverse("practice_witness", args=[witness_token_of(corroboration)])
    assert "I ask first." in client.get(address).content.decode()
    if how == "not yet":
        client.post(page, {"applied": "not_yet", "example": "I have changed my mind."})
    else:
        Correction.objects.create(completion=follow_up.completion, reason="Entered twice")
    assert client.get(address).status_code == 410
    assert client.post(address, {"said": "seen"}).status_code == 410
    assert Corroboration.objects.get().said == ""


def test_no_more_nudges_by_a_post_alone(db: None, client: Client) -> None:
    address = reverse("nudges", args=[nudge_token("one@example.org")])
    client.get(address)
    assert wants_nudges("one@example.org")
    client.post(address, {"nudges": "off"})
    assert not wants_nudges("One@Example.org")
    client.post(address, {"nudges": "on"})
    assert wants_nudges("one@example.org")


def test_of_somebody_erased_no_link_opens(follow_up: PracticeFollowUp, page: str, client: Client) -> None:
    type(follow_up.completion.person).objects.update(erased_at=NOW)
    assert client.get(page).status_code == 410
    assert ask_about_practice(NOW + days(14)) == (0, 0)


def many_commands_at_once_ask_each_once() -> None:
    today = dt.datetime.now(dt.UTC)
    for _ in range(3):
        finished(today.date() - days(92))
    assert at_once(*[lambda: ask_about_practice(today) for _ in range(4)]) == []
    assert (PracticeFollowUp.objects.count(), Message.objects.count()) == (3, 3)
    assert PersonFactory._meta.model.objects.count() == 3


def test_many_commands_at_once(file_database: str) -> None:
    many_commands_at_once_ask_each_once()


@pytest.mark.postgres
def test_many_commands_at_once_on_postgres(postgres_database: str) -> None:
    many_commands_at_once_ask_each_once()
