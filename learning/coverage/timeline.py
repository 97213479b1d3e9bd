"""What happened when, as one employer may know it of one person up to a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.records.models import Completion, CompletionSource
from learning.requirements.models import StatusSpan
from learning.requirements.querysets import counting_in
from learning.requirements.status import Reason
from learning.workforce.models import Absence, Employment, Organisation, Person


@dataclass(frozen=True)
class Event:
    """One knot of the thread: `state` is "done" for what happened and "gap" for days away."""

    date: dt.date
    title: str
    note: str = ""
    state: str = "done"


def timeline(
    person: Person, organisation: Organisation, posts: list[Employment], until: dt.date, *, with_absences: bool
) -> list[Event]:
    """Newest first. Only this employer's posts, absences and requirements, and completions of modules asked here.

    `until` is the day of the page, or the last day in post before it: what somebody learns after leaving is not
    this employer's to see. Three queries.
    """
    spans = list(
        StatusSpan.objects.of(person)
        .filter(organisation=organisation, starts_on__lte=until)
        .select_related("module")
        .order_by("starts_on", "module_id")
    )
    events = [
        *_posts(posts, until),
        *(_absences(person, organisation, until) if with_absences else ()),
        *_asked(spans),
        *_completions(person, organisation, {span.module_id for span in spans}, until),
    ]
    return sorted(events, key=lambda event: event.date, reverse=True)


def _posts(posts: list[Employment], until: dt.date) -> Iterator[Event]:
    first = min((post.start for post in posts), default=None)
    for post in posts:
        place = ", ".join(str(part) for part in (post.role_group, post.team) if part)
        if post.start <= until:
            yield Event(post.start, _("Started here") if post.start == first else _("Another post here"), place)
        if post.left and post.left - dt.timedelta(1) <= until:
            yield Event(post.left - dt.timedelta(1), _("Last day in this post"), place)


def _absences(person: Person, organisation: Organisation, until: dt.date) -> Iterator[Event]:
    for absence in Absence.objects.standing().of(person).filter(organisation=organisation, away_from__lte=until):
        if absence.away_to and absence.away_to <= until:
            title = _("Away until %(day)s") % {"day": date_format(absence.away_to, "j F Y")}
        else:
            title = _("Away")
        yield Event(absence.away_from, title, _("Outside the figures on these days. The reason is not stored."), "gap")


def _asked(spans: list[StatusSpan]) -> Iterator[Event]:
    """One event for each first day of an unbroken run in which modules have been asked."""
    by_day: dict[dt.date, dict[int, str]] = defaultdict(dict)
    for span in spans:
        start = Reason.from_json(span.reason).required_from
        if start:
            by_day[start][span.module_id] = span.module.title
    for day, titles in by_day.items():
        said = ngettext("%(count)s module asked from this day", "%(count)s modules asked from this day", len(titles))
        yield Event(day, said % {"count": len(titles)}, ", ".join(titles.values()))


def _completions(person: Person, organisation: Organisation, module_ids: set[int], until: dt.date) -> Iterator[Event]:
    rows = Completion.objects.of(person).standing().filter(module__in=module_ids, completed_on__lte=until)
    rows = rows.filter(counting_in(organisation))
    rows = rows.select_related("module", "version", "import_batch", "recognition")
    for completion in rows.defer("version__body", "version__criteria"):
        words = {"version": completion.version.number, "until": ""}
        note = _("Version %(version)s, valid without an end.")
        if completion.valid_until:
            words["until"] = date_format(completion.valid_until, "j F Y")
            note = _("Version %(version)s, valid until %(until)s.")
        if completion.source == CompletionSource.RECOGNISED and not _is_recognised_by_another(completion, organisation):
            title = _("Recognised from elsewhere: %(module)s")
        else:
            title = _("Completed: %(module)s")
        said = [note % words, _came_to_be_known(completion, organisation)]
        title %= {"module": completion.module.title}
        yield Event(completion.completed_on, title, " ".join(part for part in said if part))


def _is_recognised_by_another(completion: Completion, organisation: Organisation) -> bool:
    """To whom it would tell of a post elsewhere."""
    recognition = getattr(completion, "recognition", None)
    return recognition is not None and recognition.organisation_id != organisation.pk


def _came_to_be_known(completion: Completion, organisation: Organisation) -> str:
    """Since when it is on record, where that was later. Another employer's act stays unnamed: it tells of a post."""
    recorded_on = timezone.localdate(completion.recorded_at)
    if recorded_on <= completion.completed_on:
        return ""
    words = {"day": date_format(recorded_on, "j F Y")}
    if completion.import_batch and completion.import_batch.organisation_id == organisation.pk:
        return _("From this employer’s records, recorded on %(day)s.") % words
    return _("Recorded on %(day)s.") % words
