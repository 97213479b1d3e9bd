"""The outbox for administrators: what could not be sent, why, and one button to try again. No mail's text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from learning.notices.models import Message, MessageState
from learning.notices.problems import in_words
from learning.workforce.crumbs import crumb
from learning.workforce.permissions import may_administer
from learning.workforce.signed_in import SignedInRequest

from ..actions.try_mail_again import try_mail_again
from ..own_mail import KINDS, OTHER

PAGE = 50
STUCK = (MessageState.GIVEN_UP, MessageState.UNCLEAR)


@require_safe
@login_required
@never_cache
def outbox(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    if not may_administer(request.user, timezone.localdate(now)):
        raise PermissionDenied
    logged = Message.objects.with_state(now)
    stuck = (
        logged.filter(state__in=STUCK).exclude(text="").defer("subject", "text", "html").order_by("-created_at", "-pk")
    )
    page = Paginator(stuck, PAGE).get_page(request.GET.get("page"))
    counts = dict(logged.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page": page,
        "crumbs": [crumb(_("Workforce"), "workforce_home")],
        "rows": [_row(message) for message in page],
        "counts": [(state.label, counts.get(state.value, 0)) for state in MessageState],
    }
    return render(request, "portal/outbox.html", context)


def _row(message: Any) -> tuple[Message, Any, Any, str]:
    """The message with its kind, how far it came, and what went wrong last, in words."""
    state = MessageState(message.state).label
    return message, KINDS.get(message.kind, OTHER), state, in_words(message.problem)


@require_POST
@login_required
@never_cache
def outbox_again(request: SignedInRequest, message: int) -> HttpResponse:
    if not may_administer(request.user, timezone.localdate()):
        raise PermissionDenied
    if try_mail_again(request.user, get_object_or_404(Message, pk=message)):
        messages.success(request, _("It is tried again within ten minutes."))
    else:
        messages.info(request, _("Nothing to do: it was sent meanwhile, or it is too old and its text is gone."))
    return redirect("outbox")
