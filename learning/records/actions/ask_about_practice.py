"""Ninety days after a completion, ask once whether it is used at work; after a fortnight remind once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message
from learning.notices.actions.stop_nudges import nudge_token, wants_nudges
from learning.notices.models import Message
from learning.workforce.models import Absence, Employment, Person

from ..addresses import address_of
from ..models import Completion, CompletionSource, PracticeFollowUp
from ..practice import BETWEEN, REMIND_AFTER, closes_on, finished_between
from ..practice_links import token_of

OURS = (CompletionSource.ATTEMPT, CompletionSource.SESSION)


def ask_about_practice(now: dt.datetime) -> tuple[int, int]:
    """Ask everybody whose ninetieth day has come, and remind those who did not answer: how many of each.

    Safe to run any number of times, and twice at once. Left out: people who left the employers they had then or are
    away from them, those without an address shown to be theirs, those who want no nudges, and until next week those
    who were nudged this week about something else.
    """
    day = timezone.localdate(now)
    asked = sum(_ask(completion, now, day) for completion in _due(day))
    reminded = sum(_remind(follow_up, now, day) for follow_up in _unanswered(now, day))
    return asked, reminded


def _due(day: dt.date) -> Iterable[Completion]:
    """Completions in their days, the most demanding first, then the latest."""
    return (
        Completion.objects.standing()
        .filter(completed_on__range=finished_between(day), follow_up=None, source__in=OURS)
        .select_related("person", "version")
        .defer("criteria", "version__body", "version__job_aid", "version__criteria")
        .order_by("-version__level", "-completed_at", "pk")
    )


def _ask(completion: Completion, now: dt.datetime, day: dt.date) -> bool:
    to = _reachable(completion, day)
    if not to:
        return False
    with transaction.atomic():
        # Two commands at once, or two modules of one person: they queue here.
        Person.objects.select_for_update(of=("self",), no_key=True).get(pk=completion.person.lasting_id)
        if _nudged_this_week(completion.person, now):
            return False
        asked_before = PracticeFollowUp.objects.of(completion.person)
        if asked_before.filter(Q(completion=completion) | Q(asked_at__gt=now - BETWEEN)).exists():
            return False
        follow_up = PracticeFollowUp.objects.create(
            completion=completion, asked_at=now, closes_on=closes_on(completion.completed_on)
        )
        _send(follow_up, to, "asked", _("Could you use it? %(title)s"))
    return True


def _unanswered(now: dt.datetime, day: dt.date) -> Iterable[PracticeFollowUp]:
    waiting = PracticeFollowUp.objects.unanswered(day).filter(reminded_at=None, asked_at__lte=now - REMIND_AFTER)
    return waiting.select_related("completion__person", "completion__version").order_by("pk")


def _remind(follow_up: PracticeFollowUp, now: dt.datetime, day: dt.date) -> bool:
    to = _reachable(follow_up.completion, day)
    if not to:
        return False
    with transaction.atomic():
        if _nudged_this_week(follow_up.completion.person, now):
            return False
        waiting = PracticeFollowUp.objects.filter(pk=follow_up.pk, reminded_at=None, answered_at=None)
        if not waiting.update(reminded_at=now):
            return False
        _send(follow_up, to, "reminded", _("A reminder, the only one: could you use it? %(title)s"))
    return True


def _nudged_this_week(person: Person, now: dt.datetime) -> bool:
    """Whether another nudge went to them since Monday: this one waits for next week."""
    rows = Person.objects.same_as(person).values("pk")
    return Message.objects.nudges_in_week_of(now).filter(person_id__in=rows).exists()


def _reachable(completion: Completion, day: dt.date) -> str:
    """The address to write to; empty for somebody who is not asked today."""
    if not _still_works_there(completion, day):
        return ""
    to = address_of(completion.person)
    return to if to and wants_nudges(to) else ""


def _still_works_there(completion: Completion, day: dt.date) -> bool:
    """Whether the person is in post, and not away, with an employer that they had when they finished."""
    person = completion.person
    then = completion.organisations.values_list("organisation_id", flat=True)
    now = Employment.objects.of(person).in_post(day).filter(organisation__in=then)
    today = Q(away_from__lte=day) & (Q(away_to=None) | Q(away_to__gte=day))
    away = Absence.objects.of(person).standing().filter(today).values_list("organisation_id", flat=True)
    return now.exclude(organisation__in=away).exists()


def _send(follow_up: PracticeFollowUp, to: str, happening: str, subject: str) -> None:
    title = follow_up.completion.version.title
    base = settings.PUBLIC_BASE_URL
    lines = [
        _("Hello,"),
        _(
            "about three months ago you finished “%(title)s”. Have you been able to use it at work? One question, and "
            "an example if you like: two minutes, without signing in."
        )
        % {"title": title},
        base + reverse("practice", args=[token_of(follow_up)]),
        _(
            "The link is yours alone and works until %(day)s. You need not answer. Your employer does not see what you "
            "say; it is counted without your name."
        )
        % {"day": date_format(follow_up.closes_on, "j F Y")},
        _("To get no more reminders like this one:"),
        base + reverse("nudges", args=[nudge_token(to)]),
        str(settings.WAGTAIL_SITE_NAME),
    ]
    key = f"practice:{follow_up.completion_id}:{happening}"
    queue_message(
        key=key,
        to=to,
        subject=subject % {"title": title},
        text="\n\n".join(lines) + "\n",
        person_id=follow_up.completion.person.lasting_id,
        is_nudge=True,
    )
