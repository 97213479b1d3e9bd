"""Why somebody got a digest: which rule, which module, which day, who set it, and how to change it.

Nobody has to be signed in: whoever holds the link reads what the mail itself says. Who asks for a module is shown to
its person alone.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.notices.actions.stop_nudges import nudge_token, wants_nudges
from learning.notices.models import Message
from learning.records.querysets import person_of
from learning.requirements.reminding import SAID_AGAIN_AFTER

from ..digest_links import digest_of
from ..digest_mail import said_of
from ..models import Digest, DigestItem


@require_safe
@never_cache
def why_reminder(request: HttpRequest, token: str) -> HttpResponse:
    digest = digest_of(token)
    if digest is None:
        raise Http404
    reader = person_of(request.user) if request.user.is_authenticated else None
    is_own = reader is not None and reader.lasting_id == digest.person.lasting_id
    message = Message.objects.with_state(timezone.now()).get(pk=digest.message_id)
    context = {
        "digest": digest,
        "message": message,
        "is_own": is_own,
        "rows": _rows(digest) if is_own or digest.names_modules else [],
        "number": digest.items.count(),
        "teams": list(digest.teams.select_related("team", "organisation")),
        "weeks": SAID_AGAIN_AFTER.days // 7,
        "nudges": nudge_token(message.to),
        "wants_nudges": wants_nudges(message.to),
    }
    return render(request, "coverage/why_reminder.html", context)


def _rows(digest: Digest) -> list[tuple[DigestItem, str]]:
    """Each thing that it said, with the words of the mail."""
    items = digest.items.select_related("module", "organisation").order_by("due_on", "pk")
    return [(item, said_of(item.stage, item.status, item.due_on)) for item in items]
