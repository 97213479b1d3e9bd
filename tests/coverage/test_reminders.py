"""The screens about reminders: who sets them, what was sent, and why somebody was written to."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import Traveller

from learning.audit.models import Event
from learning.coverage.actions.send_digests import send_digests
from learning.coverage.actions.set_reminders import set_reminders
from learning.coverage.digest_links import token_of
from learning.coverage.models import Digest, ReminderSetting
from learning.notices.actions.stop_nudges import nudge_token
from learning.notices.models import Message
from learning.notices.querysets import MOST_ATTEMPTS
from learning.workforce.models import Organisation, Person, PersonEmail, User
from tests.coverage.digest_factories import TUESDAY, Asked, asked, in_post, settled, shown
from tests.signing_in import signed_in
from tests.workforce.factories import (
    OrganisationFactory,
    PersonEmailFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    UserFactory,
)

OFF = {"learners": False, "weekday": 1, "leaders": "never"}


@pytest.fixture
def world(db: None, clock: Traveller) -> Asked:
    clock.move_to(dt.datetime.combine(TUESDAY, dt.time(9), dt.UTC))
    return asked()


def hr_lead(organisation: Organisation) -> User:
    user: User = RoleAssignmentFactory(hr_lead=True, organisation=organisation).user
    return user


def page_of(organisation: Organisation) -> str:
    return reverse("coverage_reminders", args=[organisation.slug])


def said(answer: Any) -> str:
    text: str = answer.content.decode()
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def written(world: Asked, number: int = 1) -> list[Person]:
    people = [in_post(world) for _ in range(number)]
    settled()
    send_digests(TUESDAY, timezone.now())
    return people


class TestSettings:
    def test_nobody_is_written_to_until_an_employer_says_so(self, world: Asked) -> None:
        other = OrganisationFactory(name="Other")
        in_post(world, organisation=other)
        settled()
        send_digests(TUESDAY, timezone.now())
        assert not Message.objects.exists()
        assert "Not set yet: nobody is written to." in said(signed_in(hr_lead(other)).get(page_of(other)))

    def test_a_change_holds_from_today_and_leaves_the_days_before(self, world: Asked, clock: Traveller) -> None:
        lead, employer = hr_lead(world.organisation), world.organisation
        answer = signed_in(lead).post(page_of(employer), {"learners": "on", "weekday": "3", "leaders": "weekly"})
        assert answer.status_code == 302
        now = ReminderSetting.objects.of(employer, TUESDAY)
        before = ReminderSetting.objects.of(employer, TUESDAY - dt.timedelta(days=1))
        assert now is not None
        assert before is not None
        assert (now.learners, now.weekday, now.leaders, now.recorded_by) == (True, 3, "weekly", lead)
        assert before.weekday == TUESDAY.weekday()
        event = Event.objects.get(action="reminders.set")
        assert (event.actor_id, event.organisation_id) == (lead.pk, employer.pk)
        assert event.detail == {"learners": True, "weekday": 3, "leaders": "weekly"}

    def test_the_same_again_writes_nothing_and_another_of_one_day_betters_the_first(self, world: Asked) -> None:
        lead, employer = hr_lead(world.organisation), world.organisation
        for weekday in (2, 2, 4):
            set_reminders(lead, employer, TUESDAY, learners=True, weekday=weekday, leaders="never")
        today = ReminderSetting.objects.filter(starts_on=TUESDAY)
        assert [row.weekday for row in today.standing()] == [4]
        assert today.count() == 2
        assert Event.objects.filter(action="reminders.set").count() == 2

    @pytest.mark.parametrize("sent", [{}, {"weekday": "5", "leaders": "never"}, {"weekday": "1", "leaders": "daily"}])
    def test_what_is_no_choice_is_refused(self, world: Asked, sent: dict[str, str]) -> None:
        answer = signed_in(hr_lead(world.organisation)).post(page_of(world.organisation), sent)
        assert answer.status_code == 422
        assert not ReminderSetting.objects.filter(starts_on=TUESDAY).exists()

    def test_a_weekend_is_no_choice_past_the_form_either(self, world: Asked) -> None:
        with pytest.raises(ValidationError):
            set_reminders(hr_lead(world.organisation), world.organisation, TUESDAY, **OFF | {"weekday": 6})

    def test_only_its_own_hr_leads_and_administrators(self, world: Asked) -> None:
        other = hr_lead(OrganisationFactory())
        manager = RoleAssignmentFactory(team_manager=True).user
        for user in (other, manager):
            for answer in (
                signed_in(user).get(page_of(world.organisation)),
                signed_in(user).post(page_of(world.organisation), {"weekday": "1", "leaders": "never"}),
            ):
                assert answer.status_code == 404
            with pytest.raises(PermissionDenied):
                set_reminders(user, world.organisation, TUESDAY, **OFF)
        administrator = RoleAssignmentFactory(administrator=True).user
        assert signed_in(administrator).get(page_of(world.organisation)).status_code == 200
        assert not set_reminders(administrator, world.organisation, TUESDAY, **OFF).learners


class TestWhatWasSent:
    def test_counts_by_day_and_how_it_went(self, world: Asked) -> None:
        written(world, 3)
        first, second, _third = Message.objects.order_by("pk")
        Message.objects.filter(pk=first.pk).update(claimed_at=timezone.now(), sent_at=timezone.now())
        Message.objects.filter(pk=second.pk).update(attempts=MOST_ATTEMPTS)
        text = said(signed_in(hr_lead(world.organisation)).get(page_of(world.organisation)))
        assert "3 March 2026" in text
        assert "1 of 3 sent, 1 waiting, 1 not delivered" in text

    def test_names_of_those_not_reached_and_no_mail_s_text(self, world: Asked) -> None:
        people = written(world, 2)
        Message.objects.filter(person_id=people[0].pk).update(attempts=MOST_ATTEMPTS)
        lead = signed_in(hr_lead(world.organisation)).get(page_of(world.organisation))
        assert people[0].name in said(lead)
        for hidden in (people[1].name, shown(people[0]), world.module.title):
            assert hidden not in said(lead)
        administrator = RoleAssignmentFactory(administrator=True).user
        assert people[0].name not in said(signed_in(administrator).get(page_of(world.organisation)))

    def test_where_numbers_are_returned_their_order_says_nothing_of_names(self, world: Asked) -> None:
        for person, family, number in zip(written(world, 2), ("Aaron", "Zulu"), ("20", "10"), strict=True):
            Person.objects.filter(pk=person.pk).update(family_name=family)
            person.employments.update(staff_id=number)
        Message.objects.update(attempts=MOST_ATTEMPTS)
        ReturnGradeFactory(organisation=world.organisation)
        text = said(signed_in(hr_lead(world.organisation)).get(page_of(world.organisation)))
        assert 0 < text.index("Staff number 10") < text.index("Staff number 20")

    def test_what_another_partner_asks_is_none_of_its_business(self, world: Asked) -> None:
        other = world.partner("Other")
        person = in_post(world, organisation=other)
        in_post(world, person=person, start=dt.date(2026, 12, 1))
        settled()
        send_digests(TUESDAY, timezone.now())
        assert "Nothing sent yet" in said(signed_in(hr_lead(world.organisation)).get(page_of(world.organisation)))
        assert "0 of 1 sent, 1 waiting" in said(signed_in(hr_lead(other)).get(page_of(other)))

    def test_many_mails_cost_no_more_questions(self, world: Asked, django_assert_max_num_queries: Any) -> None:
        browser = signed_in(hr_lead(world.organisation))
        written(world, 2)
        Message.objects.filter(pk__in=Message.objects.values("pk")[:1]).update(attempts=MOST_ATTEMPTS)
        with django_assert_max_num_queries(40) as few:
            browser.get(page_of(world.organisation))
        written(world, 30)
        Message.objects.update(attempts=MOST_ATTEMPTS)
        with django_assert_max_num_queries(len(few)):
            browser.get(page_of(world.organisation))


class TestWhy:
    def page(self, digest: Digest) -> str:
        return reverse("why_reminder", args=[token_of(digest.uuid)])

    def test_without_signing_in_it_says_what_the_mail_says(self, world: Asked, client: Client) -> None:
        (person,) = written(world)
        text = said(client.get(self.page(Digest.objects.get())))
        for expected in (
            "A shared start",
            "You had until 4 April 2020.",
            "It was in the mail because its day is past.",
            "The network asks it of posts at level 1.",
            "every 4 weeks",
            nudge_token(shown(person)),
        ):
            assert expected in text, expected
        for hidden in (person.name, shown(person), world.organisation.name):
            assert hidden not in text, hidden

    def test_its_person_reads_who_asks_and_may_read_the_mail_again(self, world: Asked) -> None:
        (person,) = written(world)
        login = UserFactory(email=shown(person))
        Person.objects.filter(pk=person.pk).update(user=login)
        page = self.page(Digest.objects.get())
        text = said(signed_in(login).get(page))
        assert "your post at Midshire Trust is one" in text
        assert reverse("my_mail", args=[Message.objects.get().pk]) in text
        somebody = said(signed_in(UserFactory()).get(page))
        assert "Midshire Trust" not in somebody
        assert "/my-record/mails/" not in somebody

    def test_an_address_that_nobody_has_shown_to_be_theirs_opens_no_titles(self, world: Asked, client: Client) -> None:
        PersonEmailFactory(person=in_post(world, verified=False))
        settled()
        send_digests(TUESDAY, timezone.now())
        text = said(client.get(self.page(Digest.objects.get())))
        assert "A shared start" not in text
        assert "Sign in to see which modules" in text

    def test_a_link_that_was_changed_or_of_somebody_erased_opens_nothing(self, world: Asked, client: Client) -> None:
        (person,) = written(world)
        page = self.page(Digest.objects.get())
        assert client.get(page.replace("/why/", "/why/x")).status_code == 404
        assert client.get(reverse("why_reminder", args=[nudge_token(shown(person))])).status_code == 404
        Person.objects.filter(pk=person.pk).update(erased_at=timezone.now())
        assert client.get(page).status_code == 404

    def test_looking_in_advance_changes_nothing(self, world: Asked, client: Client) -> None:
        written(world)
        page = self.page(Digest.objects.get())
        assert client.head(page).status_code == 200
        assert client.post(page).status_code == 405


def test_the_last_address_wins_no_other_person(world: Asked) -> None:
    """Two people of one employer, one list address: nobody is written to, rather than the wrong one."""
    for _ in range(2):
        PersonEmailFactory(person=in_post(world, verified=False), email="team@example.org")
    settled()
    assert send_digests(TUESDAY, timezone.now()).without_address == 2
    assert PersonEmail.objects.count() == 2
    assert not Message.objects.exists()
