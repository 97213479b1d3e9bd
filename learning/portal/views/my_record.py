"""Everything that the site holds about the person who asks, on one page and as one file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.audit.actions.record_event import record
from learning.cases.models import Seat
from learning.certificates.models import Certificate, State
from learning.certificates.standing import Standing, standing_on
from learning.coverage.models import ErrorReport
from learning.notices.actions.forget_texts import KEPT_DAYS
from learning.records.models import Completion, CompletionSource
from learning.records.querysets import person_of
from learning.requirements.asked import Asked, asked_of
from learning.workforce.actions.join_person import rows_to_ask
from learning.workforce.models import Employment, Merge, Organisation, PersonEmail
from learning.workforce.querysets import holds_on
from learning.workforce.signed_in import SignedInRequest

from ..looks import files_taken, looks_at
from ..own_data import everything_about
from ..own_mail import mails_to
from ..own_rows import proven_addresses
from ..passport import Held, Step, passport

if TYPE_CHECKING:
    import datetime as dt

    from learning.workforce.models import Person, User


@dataclass(frozen=True)
class Knot:
    """One level on the thread."""

    title: str
    state: str
    note: str
    href: str


@dataclass(frozen=True)
class Sight:
    """What one present employer sees: each module that it asks for; and when HR there last took a file with names."""

    organisation: Organisation
    asked: list[Asked]
    file_taken: dt.datetime | None


@require_safe
@login_required
@never_cache
def my_record(request: SignedInRequest) -> HttpResponse:
    """Levels, completions, certificates, posts, addresses, and what the employers see of it."""
    person = person_of(request.user)
    today = timezone.localdate()
    questions = _questions(request.user, today)
    if person is None:
        return render(request, "portal/my_record.html", {"person": None, "questions": questions})
    completions = _completions(person)
    employments = list(
        Employment.objects.of(person).standing().select_related("organisation", "team", "role_group").order_by("-start")
    )
    asked = asked_of(person, today)
    held = [
        Held(one.module_id, one.version.level, one.completed_on)
        for one in completions
        if _standing(one, today) == Standing.VALID
    ]
    context = {
        "person": person,
        "today": today,
        "knots": [_knot(step) for step in passport(asked, held)],
        "completions": [_finished(one, today) for one in completions],
        "consultations": [seat.round for seat in Seat.objects.attended_by(request.user)],
        "employments": [{"employment": one, "is_said": not one.is_confirmed} for one in employments],
        "emails": [_address(one) for one in PersonEmail.objects.filter(person_id=person.lasting_id)],
        "sights": _sights(employments, asked, today),
        "reports": ErrorReport.objects.about(person)
        .filter(reported_by=request.user)
        .select_related("organisation", "module")
        .order_by("-reported_at"),
        "looks": looks_at(person, request.user),
        "mails": mails_to(person, timezone.now()),
        "mail_kept_days": KEPT_DAYS,
        "questions": questions,
        "merged": Merge.objects.standing().filter(into_id=person.lasting_id).select_related("person"),
    }
    return render(request, "portal/my_record.html", context)


@require_safe
@login_required
@never_cache
def my_record_export(request: SignedInRequest) -> HttpResponse:
    """The file. Whoever is signed in gets their own; there is no address for anybody else's."""
    now = timezone.now()
    user = request.user
    record("record.exported", by=user, on=person_of(user))
    response = JsonResponse(everything_about(user, now), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="my-record-{timezone.localdate(now):%Y-%m-%d}.json"'
    return response


def _questions(user: User, today: dt.date) -> list[tuple[Person, list[Employment]]]:
    """Rows of employers' lists that may be the reader too, with the posts they hold today."""
    rows = rows_to_ask(user, proven_addresses(user))
    posts = defaultdict(list)
    held = Employment.objects.in_post(today).confirmed().filter(Q(person__in=rows) | Q(person__merged_into__in=rows))
    for post in held.select_related("organisation", "role_group", "person"):
        posts[post.person.lasting_id].append(post)
    return [(row, posts[row.pk]) for row in rows]


def _address(known: PersonEmail) -> dict[str, Any]:
    """In two parts, so that a narrow column breaks it at the sign."""
    before, _sign, after = known.email.partition("@")
    return {"before_at": before, "after_at": after, "verified_at": known.verified_at}


def _completions(person: Person) -> list[Completion]:
    unreplaced = Certificate.objects.unreplaced()
    return list(
        Completion.objects.of(person)
        .select_related("version", "correction", "import_batch__organisation")
        .defer("version__body", "version__job_aid", "version__criteria", "criteria")
        .prefetch_related(Prefetch("certificates", queryset=unreplaced))
        .order_by("-completed_at")
    )


def _finished(completion: Completion, day: dt.date) -> dict[str, Any]:
    """One row of what somebody finished."""
    return {
        "completion": completion,
        "standing": _standing(completion, day),
        "certificate": _certificate(completion),
        "said": _how_it_is_known(completion),
    }


def _certificate(completion: Completion) -> Certificate | None:
    return next(iter(completion.certificates.all()), None)


def _how_it_is_known(completion: Completion) -> str:
    """Of what was not finished here: who says so, and since when it is on record."""
    words = {"day": date_format(timezone.localdate(completion.recorded_at), "j F Y")}
    if completion.import_batch:
        words["name"] = completion.import_batch.organisation.name
        return _("From your employer’s records (%(name)s), recorded on %(day)s.") % words
    if completion.source == CompletionSource.RECOGNISED:
        return _("Recognised from elsewhere, recorded on %(day)s.") % words
    return ""


def _standing(completion: Completion, day: dt.date) -> str:
    if hasattr(completion, "correction"):
        return "corrected"
    return standing_on(
        day, state=State.VALID, valid_from=completion.valid_from, valid_until=completion.valid_until
    ).value


def _knot(step: Step) -> Knot:
    title = _("Level %(number)d: %(name)s") % {"number": step.level, "name": step.level.label}
    if not step.asked:
        note = _("Not asked of you.")
    else:
        note = ngettext(
            "%(current)d of %(asked)d module asked of you is current.",
            "%(current)d of %(asked)d modules asked of you are current.",
            step.asked,
        ) % {"current": step.current, "asked": step.asked}
    if step.extra:
        more = ngettext("You took %(extra)d more.", "You took %(extra)d more.", step.extra) % {"extra": step.extra}
        note = f"{note} {more}"
    return Knot(title, step.state, note, reverse("pathway", args=[step.level.value]))


def _sights(employments: list[Employment], asked: list[Asked], today: dt.date) -> list[Sight]:
    """The present employers, each once; one that has not confirmed the post sees nothing of the person yet."""
    held = [one for one in employments if one.is_confirmed and holds_on(today, one.start, one.left)]
    present = {one.organisation_id: one.organisation for one in held}
    taken = files_taken({pk: min(one.start for one in held if one.organisation_id == pk) for pk in present})
    return [
        Sight(organisation, [one for one in asked if one.organisation.pk == pk], taken.get(pk))
        for pk, organisation in sorted(present.items(), key=lambda item: item[1].name)
    ]
