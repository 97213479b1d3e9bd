"""Six weeks of one invented employer's weekly mails, as if they had gone out; none leaves the demonstration."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.utils.text import slugify

from learning.coverage.actions.send_digests import send_digests
from learning.coverage.digest_days import digest_day
from learning.coverage.models import Digest, Leaders, ReminderSetting, Weekday
from learning.notices.models import Message
from learning.notices.querysets import MOST_ATTEMPTS
from learning.notices.quiet_hours import LONDON
from learning.notices.weeks import monday_of
from learning.workforce.models import Organisation, Person, PersonEmail

EMPLOYER: Final = "midshire-police"
WEEKS: Final = 6


def load_reminders(day: dt.date) -> None:
    """The employer's choice, addresses as its list gives them, and what was sent. Once."""
    employer = Organisation.objects.filter(slug=EMPLOYER).first()
    if employer is None or Digest.objects.exists():
        return
    ReminderSetting.objects.get_or_create(
        organisation=employer,
        starts_on=day - dt.timedelta(weeks=WEEKS + 1),
        defaults={"learners": True, "weekday": Weekday.TUESDAY, "leaders": Leaders.WEEKLY},
    )
    _give_addresses(employer)
    for ago in range(WEEKS, -1, -1):
        week = monday_of(day) - dt.timedelta(weeks=ago)
        sent_on = digest_day(week, Weekday.TUESDAY)
        if sent_on is not None and sent_on <= day:
            _send(sent_on)
    refused = Message.objects.filter(digest__names_modules=False).order_by("-created_at", "pk").first()
    if refused is not None:
        _mark(refused, attempts=MOST_ATTEMPTS, claimed_at=None, sent_at=None, problem="SMTPRecipientsRefused")


def _give_addresses(employer: Organisation) -> None:
    people = Person.objects.lasting().filter(employments__organisation=employer)
    without = people.filter(user=None, emails=None).distinct()
    PersonEmail.objects.bulk_create(
        PersonEmail(person=one, email=f"{slugify(one.given_name)}.{slugify(one.family_name)}.{one.pk}@police.example")
        for one in without
    )


def _send(day: dt.date) -> None:
    moment = dt.datetime.combine(day, dt.time(9, 10), LONDON)
    send_digests(day, moment)
    new = Message.objects.filter(digest__day=day).values("pk")
    Message.objects.filter(pk__in=new).update(
        created_at=moment, try_after=moment, claimed_at=moment, sent_at=moment, attempts=1
    )


def _mark(message: Message, **state: object) -> None:
    for name, value in state.items():
        setattr(message, name, value)
    message.save(update_fields=list(state))
