"""One round on one page: the case, where the round is, what was said, and what its reader may do now."""

from __future__ import annotations

import datetime as dt
import uuid as ids
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.audit.actions.record_event import record
from learning.notices.working_days import working_day_after
from learning.records.calendar_file import Event, calendar_file
from learning.workforce.signed_in import SignedInRequest, signed_in_or_given_back

from ..actions.lead_round import keep_attendance, move_on, open_round
from ..actions.write_in_round import contribute, recommend, say_one_has_read
from ..became import became_of
from ..forms.round import RecommendationForm
from ..forms.word import WordForm
from ..guided_round import WHAT_NOW, Kind, Stage, may_write, next_stage
from ..life_cycle import Move, Part, State, may_take
from ..models import Contribution, Round, Seat
from ..permissions import read_round
from ..refusals import Refused
from .desk import Knot

WRITTEN_WITHIN = 2
ASKS: Mapping[Kind, object] = {
    Kind.SUMMARY: gettext_lazy("What did you hear? A few sentences"),
    Kind.QUESTION: gettext_lazy("Your question, to understand it better"),
    Kind.ANSWER: gettext_lazy("Your answer"),
    Kind.VIEW: gettext_lazy("What do you see from where you work?"),
}


@dataclass
class Column:
    """One agency in the round, shown as its sector, with its views."""

    label: str
    views: list[Contribution] = field(default_factory=list)


@dataclass
class Sitting:
    """One round as one reader sees it: seats, what was said and who may do what now; three queries."""

    held: Round
    parts: frozenset[Part]
    today: dt.date
    reader: int
    seats: list[Seat] = field(init=False)
    said: list[Contribution] = field(init=False)

    def __post_init__(self) -> None:
        self.seats = list(self.held.seats.select_related("user", "organisation").order_by("pk"))
        self.said = list(Contribution.objects.filter(seat__round=self.held).order_by("written_at", "pk"))
        labels = self.labels
        for one in self.said:
            one.by_label = labels[one.seat_id]  # type: ignore[attr-defined]  # for the page alone

    @property
    def is_open(self) -> bool:
        return self.held.case.state == State.IN_CONSULTATION

    @property
    def labels(self) -> dict[int, str]:
        """By seat: the sector, numbered where several organisations have it; the author's is not among those."""
        named: dict[int, str] = {}
        found: dict[int, str] = {}
        for seat in self.seats:
            sector = seat.organisation.get_sector_display()
            if seat.user_id == self.held.case.author_id:
                found[seat.pk] = _("Who brought it · %(sector)s") % {"sector": sector}
                continue
            if seat.organisation_id not in named:
                same = sum(1 for label in named.values() if label.partition(" (")[0] == sector)
                named[seat.organisation_id] = f"{sector} ({same + 1})" if same else sector
            found[seat.pk] = named[seat.organisation_id]
        return found

    @property
    def columns(self) -> list[Column]:
        """The views, an agency beside the other, in the order in which they came."""
        found: dict[str, Column] = {}
        for one in self.of_kind(Kind.VIEW):
            label = one.by_label  # type: ignore[attr-defined]  # set above
            found.setdefault(label, Column(label)).views.append(one)
        return list(found.values())

    @property
    def questions(self) -> list[tuple[Contribution, list[Contribution]]]:
        answers = self.of_kind(Kind.ANSWER)
        return [(one, [each for each in answers if each.question_id == one.pk]) for one in self.of_kind(Kind.QUESTION)]

    @property
    def summaries(self) -> list[Contribution]:
        return self.of_kind(Kind.SUMMARY)

    def of_kind(self, kind: Kind) -> list[Contribution]:
        return [one for one in self.said if one.kind == kind]

    @property
    def own(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.user_id == self.reader), None)

    @property
    def must_read(self) -> bool:
        """Whether the reader has still to read what becomes of the words, before they write any."""
        own = self.own
        return self.is_open and self.held.case.has_proceedings and own is not None and own.told_at is None

    def may_write(self, kind: Kind) -> bool:
        if not self.is_open or self.must_read:
            return False
        return may_write(kind, Stage(self.held.stage), self.parts, is_past=self.held.is_past(self.today))

    @property
    def way(self) -> list[Knot]:
        order = list(Stage)
        at = order.index(Stage(self.held.stage)) if self.is_open else len(order) if self.held.ended_at else -1
        drawn = ["done" if place < at else "now" if place == at else "todo" for place in range(len(order))]
        return [Knot(str(stage.label), each) for stage, each in zip(order, drawn, strict=True)]

    @property
    def late(self) -> dt.date | None:
        """The day by which recommendations should have been written, if that is past."""
        if not self.is_open or self.held.held_on is None:
            return None
        due = working_day_after(self.held.held_on, WRITTEN_WITHIN)
        return due if due < self.today else None


@dataclass
class Box:
    """One thing that can be written now, with its form; where it was sent and did not do, with what was typed."""

    do: str = ""
    question: int | None = None
    form: forms.Form | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_given_back("word", "action", "owner", "basis")
@never_cache
def case_round(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The round: read it, write what its stage is for, lead it."""
    sitting = _sitting(request, uuid)
    if request.method != "POST":
        if Part.AUTHOR not in sitting.parts:
            case = sitting.held.case
            record("case.seen", by=request.user, on=case, organisation_id=case.organisation_id)
        return _shown(request, sitting)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        return HttpResponseBadRequest()
    try:
        wrong = act(request, sitting)
    except PermissionDenied as refused:
        # Whoever has another part in the round is told no more than a stranger.
        raise Http404 from refused
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        wrong = None
    return _shown(request, sitting, wrong) if wrong else redirect("case_round", uuid)


@require_safe
@login_required
@never_cache
def case_round_said(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was said so far, for a page that is open; where the round has moved on, that it has."""
    sitting = _sitting(request, uuid)
    return render(request, "cases/partials/round_said.html", _said_context(sitting, request.GET.get("stage", "")))


@require_safe
@login_required
@never_cache
def case_round_calendar(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The file of a meeting for a calendar: when and where to join, and nothing of the case."""
    held = _sitting(request, uuid).held
    if held.starts_at is None or held.ends_at is None:
        raise Http404
    address = settings.PUBLIC_BASE_URL + reverse("case_round", args=[uuid])
    organiser, _sign, mail = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    event = Event(
        uid=f"{held.pk}.{uuid}@case-rounds", sequence=0, changed_at=held.scheduled_at, starts_at=held.starts_at,
        ends_at=held.ends_at, summary=_("Case consultation"), description=address, location=held.link, url=address,
        organiser=organiser.strip() or str(settings.WAGTAIL_SITE_NAME), organiser_address=mail.rstrip(">").strip(),
    )  # fmt: skip
    response = HttpResponse(
        calendar_file(event, timezone.now()), content_type="text/calendar; charset=utf-8; method=PUBLISH"
    )
    response["Content-Disposition"] = f'attachment; filename="round-{held.held_on}.ics"'
    return response


def _sitting(request: SignedInRequest, uuid: UUID) -> Sitting:
    today = timezone.localdate()
    held, parts = read_round(request.user, uuid, today)
    return Sitting(held, parts, today, request.user.pk)


def _open(request: SignedInRequest, sitting: Sitting) -> None:
    open_round(request.user, sitting.held.case)
    messages.success(request, _("The round is open."))


def _move(request: SignedInRequest, sitting: Sitting) -> None:
    move_on(request.user, sitting.held, request.POST.get("seen", ""))


def _told(request: SignedInRequest, sitting: Sitting) -> None:
    say_one_has_read(request.user, sitting.held)


def _register(request: SignedInRequest, sitting: Sitting) -> None:
    there = [int(key) for key in request.POST.getlist("there") if key.isdecimal() and len(key) < 10]
    keep_attendance(request.user, sitting.held, there)
    messages.success(request, _("Saved: who is there."))


def _write(request: SignedInRequest, sitting: Sitting) -> Box | None:
    kind = Kind(request.POST["do"])
    asked = request.POST.get("question", "")
    question = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    form = _word_form(kind, question, request)
    if not form.is_valid():
        return Box(kind, question, form)
    try:
        contribute(request.user, sitting.held, kind, form.cleaned_data["word"], _key(request), question=question)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return Box(kind, question, form)
    return None


def _recommend(request: SignedInRequest, sitting: Sitting) -> Box | None:
    form = RecommendationForm(request.POST)
    if not form.is_valid():
        return Box(Kind.RECOMMENDATION, None, form)
    try:
        recommend(request.user, sitting.held, form.said, _key(request))
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return Box(Kind.RECOMMENDATION, None, form)
    return None


ACTS: Mapping[str, Callable[[SignedInRequest, Sitting], Box | None]] = {
    "open": _open,
    "move": _move,
    "told": _told,
    "register": _register,
    Kind.RECOMMENDATION: _recommend,
    **dict.fromkeys((Kind.SUMMARY, Kind.QUESTION, Kind.ANSWER, Kind.VIEW), _write),
}


def _key(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return ids.uuid4()


def _word_form(kind: Kind, question: int | None, request: SignedInRequest | None = None) -> WordForm:
    data = request.POST if request is not None else None
    return WordForm(data, label=ASKS[kind], auto_id=f"id_{kind}{question or ''}_%s")


def _said_context(sitting: Sitting, seen: str = "") -> dict[str, object]:
    stage = sitting.held.stage if sitting.is_open else sitting.held.case.state
    return {
        "sitting": sitting,
        "held": sitting.held,
        "case": sitting.held.case,
        "stage": stage,
        "has_moved": bool(seen) and seen != stage,
        "recommendations": list(sitting.held.recommendations.select_related("decision").order_by("pk")),
        "follow_ups": list(sitting.held.follow_ups.prefetch_related("followed__decision__recommendation")),
    }


def _shown(request: SignedInRequest, sitting: Sitting, wrong: Box | None = None) -> HttpResponse:
    state = State(sitting.held.case.state)
    following = next_stage(Stage(sitting.held.stage))
    context = _said_context(sitting) | {
        "what_now": WHAT_NOW[Stage(sitting.held.stage)],
        "next": following.label if following else "",
        "boxes": _boxes(sitting, wrong),
        "refused": wrong.form if wrong else None,
        "key": request.POST.get("key") if wrong else ids.uuid4(),
        "leads": Part.FACILITATOR in sitting.parts,
        "register": [(seat, sitting.labels[seat.pk]) for seat in sitting.seats],
        "is_own": Part.AUTHOR in sitting.parts,
        "became": became_of(sitting.held.case, sitting.held, sitting.today),
        "may": {move.value: may_take(move, state, sitting.parts) for move in Move},
    }
    return render(request, "cases/round.html", context, status=422 if wrong else 200)


def _boxes(sitting: Sitting, wrong: Box | None) -> list[Box]:
    """A form for each thing that the reader may write now; what was sent and did not do stands in its place."""
    found = []
    for kind in Kind:
        if not sitting.may_write(kind):
            continue
        questions = [one.pk for one, answers in sitting.questions] if kind == Kind.ANSWER else [None]
        for question in questions:
            form = RecommendationForm() if kind == Kind.RECOMMENDATION else _word_form(kind, question)
            found.append(Box(kind, question, form))
    if wrong is None:
        return found
    kept = [wrong if (one.do, one.question) == (wrong.do, wrong.question) else one for one in found]
    # The round moved on meanwhile: what was typed is shown all the same, to be copied.
    return kept if wrong in kept else [*kept, wrong]
