"""Bring a case, or mend one that came back: write, make it anonymous, answer what no screening finds, check, send.

Four pages of one form. What is typed travels in the form; it is stored once, at the end, when no word names anybody.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from learning.records.refusals import BadAnswer, OpenFindings
from learning.workforce.models import Organisation
from learning.workforce.signed_in import SignedInRequest, signed_in_or_given_back

from ..actions.bring_case import bring_case, send_again
from ..drafting import Draft, read_draft
from ..forms.case import CaseForm
from ..forms.word import UnusualForm
from ..life_cycle import Move, State, may_take
from ..models import Case, LoadedWording
from ..models.case import TEXTS
from ..permissions import employers_of, is_kept_from, read_case
from ..refusals import Refused
from ..routes import routes_for
from ..said import Said


class Page(StrEnum):
    """The pages of the form, in order."""

    WRITE = "write"
    NAMES = "names"
    ASK = "ask"
    CHECK = "check"
    SEND = "send"


@dataclass
class Writing:
    """One request of the form: the case that came back, or none; the employers it can be brought for."""

    request: SignedInRequest
    employers: list[Organisation]
    case: Case | None = None

    @property
    def data(self) -> dict[str, Any]:
        return self.request.POST.dict()

    @property
    def organisation(self) -> Organisation | None:
        """The employer that was chosen; the only one where there is one alone."""
        if self.case is not None:
            return self.case.organisation
        if len(self.employers) == 1:
            return self.employers[0]
        chosen = self.request.POST.get("organisation", "")
        return next((one for one in self.employers if str(one.pk) == chosen), None)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_given_back(*TEXTS)
@never_cache
def case_bring(request: SignedInRequest) -> HttpResponse:
    """A new case of somebody who works for a partner."""
    today = timezone.localdate()
    employers = employers_of(request.user, today)
    if not employers:
        return render(request, "cases/bring/no_post.html", {"routes": routes_for(request.user, today)}, status=403)
    return _answer(Writing(request, employers))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_given_back(*TEXTS)
@never_cache
def case_mend(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A case that came back to its author."""
    today = timezone.localdate()
    case, parts = read_case(request.user, uuid, today)
    if not may_take(Move.SUBMIT, State(case.state), parts):
        raise Http404
    if request.method != "POST" and (held := is_kept_from(request.user, case, Move.SUBMIT, today)):
        messages.warning(request, held)
        return redirect("case_brought", case.uuid)
    return _answer(Writing(request, [case.organisation], case))


def _answer(writing: Writing) -> HttpResponse:
    if writing.request.method != "POST":
        return _shown(writing, Page.WRITE, CaseForm(instance=writing.case), None)
    draft = read_draft(writing.data)
    whole = writing.request.POST.copy()
    for name, words in draft.words.items():
        whole[name] = words
    form = CaseForm(whole, instance=writing.case)
    wanted = writing.request.POST.get("go", Page.NAMES)
    if wanted == Page.WRITE:
        return _shown(writing, Page.WRITE, form, draft)
    employer = writing.organisation
    if not form.is_valid() or employer is None:
        if employer is None:
            form.add_error(None, _("Choose for which of your employers you bring it."))
        return _shown(writing, Page.WRITE, form, draft, status=422)
    return _onwards(writing, employer, form, draft, wanted)


def _onwards(writing: Writing, employer: Organisation, form: CaseForm, draft: Draft, wanted: str) -> HttpResponse:
    """The furthest page that this draft may come to, of those up to the one that was asked for."""
    is_past_names = wanted in (Page.ASK, Page.CHECK, Page.SEND)
    if draft.open or not is_past_names:
        return _shown(writing, Page.NAMES, form, draft, status=422 if draft.open and is_past_names else 200)
    is_answered = wanted != Page.ASK
    asked = UnusualForm(writing.request.POST if is_answered else None, initial=writing.data)
    if not is_answered or not asked.is_valid():
        return _shown(writing, Page.ASK, form, draft, asked, status=422 if asked.errors else 200)
    if wanted == Page.CHECK:
        return _shown(writing, Page.CHECK, form, draft, asked)
    return _sent(writing, employer, form, draft, asked)


def _sent(writing: Writing, employer: Organisation, form: CaseForm, draft: Draft, asked: UnusualForm) -> HttpResponse:
    said = Said(draft.words, form.chosen, draft.manuscript.kept, tuple(asked.unusual))
    try:
        if writing.case is not None:
            case = send_again(writing.request.user, writing.case, said)
        else:
            case = bring_case(writing.request.user, employer, said, _key(writing))
    except OpenFindings:
        return _shown(writing, Page.NAMES, form, draft, status=422)
    except BadAnswer:
        form.add_error(None, _("One of the boxes holds more than fits. Shorten it; nothing was sent yet."))
        return _shown(writing, Page.WRITE, form, draft, status=422)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            form.add_error(None, sentence)
        return _shown(writing, Page.WRITE, form, draft, status=422)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _shown(writing, Page.CHECK, form, draft, asked, status=422)
    messages.success(writing.request, _("It is with its first reader. Nobody else sees it yet."))
    return redirect("case_brought", case.uuid)


def _key(writing: Writing) -> uuid.UUID:
    try:
        return uuid.UUID(writing.request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _shown(
    writing: Writing,
    page: Page,
    form: CaseForm,
    draft: Draft | None,
    asked: UnusualForm | None = None,
    status: int = 200,
) -> HttpResponse:
    posted = writing.request.POST
    form_data = cast("QueryDict", form.data) if form.is_bound else posted
    names = (*form.fields, "organisation", "key")
    headings = {name: form.fields[name].label for name in TEXTS}
    context: dict[str, Any] = {
        "page": page,
        "case": writing.case,
        "employers": writing.employers,
        "organisation": writing.organisation,
        "form": form,
        "asked": asked,
        "draft": draft,
        "key": posted.get("key") or uuid.uuid4(),
        "routes": routes_for(writing.request.user, timezone.localdate()),
        "carried": [(name, value) for name in names for value in form_data.getlist(name)],
        "answers": {name: posted[name] for name in posted if name.startswith("unusual_")},
        "came_back": writing.case.steps.filter(after="draft").last() if writing.case else None,
    }
    if draft is not None:
        if page == Page.CHECK:
            boxes = {str(headings[name]): words for name, words in draft.words.items()}
            context["noticed"] = LoadedWording.objects.noticed_in(boxes)
        context["marked"] = [(headings[name], pieces) for name, pieces in draft.manuscript.marked() if pieces]
    return render(writing.request, f"cases/bring/{page}.html", context, status=status)
